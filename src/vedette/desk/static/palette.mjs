// The palette: where one can go, and what this page offers to do, by the words typed. Without it, /go lists the same.
const dialog = document.getElementById("palette");
const field = document.getElementById("palette-words");
const list = document.getElementById("palette-list");
const told = document.getElementById("palette-told");
const PATIENCE = 70;
const ACTIONS = ".theme button, .gate button, [data-key], [data-open], a[download], a[href*='format='], a[href^='/export']";
let shown = [];
let at = 0;
let waiting;
let under;

export function openPalette(words = "") {
  // Who has not signed in has nowhere to go.
  if (!dialog || !document.querySelector("[data-palette]") || document.querySelector("dialog[open]")) return false;
  field.value = words;
  dialog.showModal();
  field.focus();
  look();
  return true;
}

const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
const menu = () => [...document.querySelectorAll("[data-go]")];

// A page of the menu keeps what the bar asks, as its link does.
function pages() {
  return menu().map((a) => ({ kind: "page", label: a.firstChild.textContent.trim(), detail: "page", href: a.getAttribute("href"), key: a.dataset.go }));
}

function actions() {
  const found = [...document.querySelectorAll(ACTIONS)].filter((e) => !e.disabled && !e.closest("dialog")).map((e) => ({
    kind: "action", label: nameOf(e), detail: e.closest(".theme") ? "light or dark" : "here", key: e.dataset.key ?? (e.dataset.open === "keys" ? "?" : ""),
    run: () => (e.matches("input, select, textarea") ? e.focus() : e.click()),
  }));
  const bar = document.getElementById("bar");
  if (bar) found.push({ kind: "action", label: "All fields of the bar", detail: "here", key: "f", run: () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "f", bubbles: true })) });
  const seen = new Set();
  return found.filter((a) => a.label && !seen.has(a.label) && seen.add(a.label));
}

function nameOf(e) {
  return (e.dataset.told ?? e.getAttribute("aria-label") ?? e.textContent).replace(/\s+/g, " ").trim();
}

// What the page itself knows stands at once; what the store knows comes behind it.
function look() {
  clearTimeout(waiting);
  under?.abort();
  const words = plain(field.value);
  const here = actions().filter((a) => !words || plain(a.label).includes(words));
  if (!words) return show([...pages(), ...here], "");
  const begun = here.filter((a) => words.length > 1 && ` ${plain(a.label)}`.includes(` ${words}`));
  list.setAttribute("aria-busy", "true");
  waiting = setTimeout(() => ask(field.value.trim(), begun), PATIENCE);
}

async function ask(words, here) {
  const { signal } = (under = new AbortController());
  try {
    const answer = await fetch(`/api/v1/suggest?${new URLSearchParams({ q: words })}`, { signal, headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(`answered with ${answer.status}`);
    const { items } = await answer.json();
    const links = new Map(menu().map((a) => [a.dataset.go, a.getAttribute("href")]));
    for (const item of items) if (item.kind === "page") item.href = links.get(item.key) ?? item.href;
    // What is to be done goes before the words alone, behind what is named.
    const last = items.findIndex((item) => ["words", "incident", "report"].includes(item.kind));
    show([...items.slice(0, last), ...here, ...items.slice(last)], "");
  } catch (error) {
    if (error.name === "AbortError") return;
    const href = `/search?${new URLSearchParams({ words })}`;
    show([...here, { kind: "words", label: `Sentences with “${words}”`, detail: "search", href }], `The desk did not answer (${error.message}).`);
  }
}

function show(items, fault) {
  list.removeAttribute("aria-busy");
  shown = items;
  list.replaceChildren(...items.map(option));
  told.textContent = fault || (items.length === 1 ? "1 suggestion" : `${items.length} suggestions`);
  told.classList.toggle("told", !fault);
  choose(0);
}

function option(item, n) {
  const line = document.createElement("li");
  line.id = `palette-${n}`;
  line.setAttribute("role", "option");
  line.dataset.kind = item.kind;
  line.append(part("b", item.label), " ", part("span", item.detail));
  if (item.key) line.append(" ", ...(item.kind === "page" ? ["g", item.key] : [item.key]).map((key) => part("kbd", key)));
  line.addEventListener("pointermove", () => { if (at !== n) choose(n, false); });
  line.addEventListener("click", (event) => go(n, event.ctrlKey || event.metaKey));
  return line;
}

function part(name, words) {
  return Object.assign(document.createElement(name), { textContent: words });
}

function choose(n, scroll = true) {
  at = n;
  for (const [i, line] of [...list.children].entries()) line.setAttribute("aria-selected", String(i === n));
  const line = list.children[n];
  if (line) field.setAttribute("aria-activedescendant", line.id);
  else field.removeAttribute("aria-activedescendant");
  if (scroll) line?.scrollIntoView({ block: "nearest" });
}

function go(n, apart) {
  const item = shown[n];
  if (!item) return;
  dialog.close();
  if (item.run) item.run();
  else if (apart) window.open(item.href, "_blank", "noopener");
  else location.assign(item.href);
}

const MOVES = {
  ArrowDown: () => (at + 1) % shown.length,
  ArrowUp: () => (at + shown.length - 1) % shown.length,
  PageDown: () => Math.min(at + 6, shown.length - 1),
  PageUp: () => Math.max(at - 6, 0),
};

if (dialog) {
  field.addEventListener("input", look);
  field.addEventListener("keydown", async (event) => {
    if (event.isComposing) return;
    if (MOVES[event.key] && shown.length) {
      event.preventDefault();
      choose(MOVES[event.key]());
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (list.hasAttribute("aria-busy")) await settled();
      go(at, event.ctrlKey || event.metaKey);
    }
  });
  // A click beside it closes it, as Escape does.
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => { clearTimeout(waiting); under?.abort(); list.removeAttribute("aria-busy"); });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    if (dialog.open) dialog.close();
    else if (!openPalette()) return;
    event.preventDefault();
  });
  for (const link of document.querySelectorAll("[data-palette]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (openPalette()) event.preventDefault();
    });
  }
  const mac = /Mac|iP(hone|ad)/.test(navigator.userAgent);
  if (mac) for (const key of document.querySelectorAll(".find kbd")) key.textContent = "⌘K";
}

// Who types fast and presses Enter means what is typed, not what stood there before.
function settled() {
  return new Promise((done) => {
    const watch = new MutationObserver(() => {
      if (list.hasAttribute("aria-busy")) return;
      watch.disconnect();
      done();
    });
    watch.observe(list, { attributes: true });
  });
}
