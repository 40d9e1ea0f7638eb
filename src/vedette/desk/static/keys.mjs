// Keys: g and a letter, / and f for the bar, j and k along lists, ? for the list of keys, and those that a page has itself:
// whatever has data-key is pressed (a field: entered) by that letter, and ? lists it by data-told, else by its name.
import { openPalette } from "./palette.mjs";

const TYPING = "input, select, textarea, [contenteditable]";
const OWN = "[data-key]";
const PATIENCE = 1500;

// While a letter is waited for, the menu shows which.
let shown;
function show(page, on) {
  clearTimeout(shown);
  page.body.toggleAttribute("data-going", on);
  if (on) shown = setTimeout(() => show(page, false), PATIENCE);
}

export function listen(page) {
  let going = 0;
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(TYPING)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (page.querySelector("dialog[open]")) return;
    const went = going && Date.now() - going < PATIENCE;
    going = 0;
    show(page, false);
    if (went) {
      const link = [...page.querySelectorAll("[data-go]")].find((a) => a.dataset.go === event.key);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "g") {
      going = Date.now();
      show(page, true);
      return;
    }
    const act = ACTS[event.key] ?? (event.key.length === 1 ? own : undefined);
    if (act?.(page, event.key)) event.preventDefault();
  });
}

const ACTS = {
  // A page without a bar is left for the palette, whose last line searches.
  "/": (page) => focus(page.querySelector("#bar [name=words]")) || openPalette(),
  f: (page) => {
    const more = page.querySelector("#bar details");
    if (more) more.open = true;
    return focus(page.querySelector("#bar input:not([type=hidden])"));
  },
  j: (page) => step(page, 1),
  k: (page) => step(page, -1),
  "?": list,
};

// Of several with one key, that of the line that has the focus is meant, else the first.
function own(page, key) {
  const all = [...page.querySelectorAll(OWN)].filter((e) => e.dataset.key === key && !e.disabled && e.checkVisibility?.() !== false);
  const row = page.activeElement?.closest?.("[data-row]");
  const meant = all.find((e) => row?.contains(e)) ?? all[0];
  if (!meant) return false;
  if (meant.matches("input:not([type=radio], [type=checkbox]), select, textarea")) focus(meant);
  else meant.click();
  return true;
}

export function list(page) {
  const dialog = page.getElementById("keys");
  if (!dialog) return false;
  for (const line of dialog.querySelectorAll("[data-where]")) line.hidden = !page.querySelector(line.dataset.where);
  const here = new Map();
  for (const e of page.querySelectorAll(OWN)) {
    if (!here.has(e.dataset.key)) here.set(e.dataset.key, e.dataset.told ?? e.getAttribute("aria-label") ?? e.textContent.trim());
  }
  const lines = page.getElementById("keys-here");
  lines.closest("section").hidden = here.size === 0;
  lines.replaceChildren(...[...here].map(([key, told]) => {
    const [line, dt, dd] = ["div", "dt", "dd"].map((name) => page.createElement(name));
    dt.append(Object.assign(page.createElement("kbd"), { textContent: key }));
    dd.textContent = told;
    line.append(dt, dd);
    return line;
  }));
  dialog.showModal();
  return true;
}

function focus(field) {
  field?.focus();
  field?.select?.();
  return Boolean(field);
}

function step(page, by) {
  const rows = [...page.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility?.() !== false);
  const now = rows.findIndex((row) => row.contains(page.activeElement));
  const next = rows[Math.min(Math.max(now + by, 0), rows.length - 1)];
  const link = next?.matches("a") ? next : next?.querySelector("a");
  link?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(link);
}
