// A quiet line that says what came in since the page was made; it never changes the list that is being read.
const line = document.getElementById("live");
const RETRY_MS = 30_000;
// A server that starts anew is back within seconds, and needs no word.
const PATIENCE_MS = 8_000;

let stream, again, worry;
let last = line?.dataset.after ?? "";
const found = new Map();

function address() {
  const asked = new URL(line.dataset.stream, location.href);
  if (last) asked.searchParams.set("after", last);
  return asked;
}

function listen() {
  clearTimeout(again);
  if (stream || document.hidden) return;
  stream = new EventSource(address());
  stream.addEventListener("open", () => live());
  stream.addEventListener("back", () => live());
  stream.addEventListener("lost", () => lost());
  stream.addEventListener("incident", heard);
  stream.addEventListener("document", (event) => { last = event.lastEventId; tell(); });
  stream.addEventListener("error", () => {
    lost();
    // Closed by an answer that is no stream, after which a browser does not ask again by itself.
    if (stream.readyState === EventSource.CLOSED) { rest(); again = setTimeout(listen, RETRY_MS); }
  });
}

function rest() {
  clearTimeout(again);
  stream?.close();
  stream = undefined;
}

function heard(event) {
  const told = JSON.parse(event.data);
  // What was new stays new, whatever else is told of it.
  if (found.get(told.id) !== "new") found.set(told.id, told.changes.includes("new") ? "new" : "changed");
}

function live() {
  clearTimeout(worry);
  worry = undefined;
  delete line.dataset.lost;
  line.dataset.live = "";
  tell();
}

function lost() {
  if (worry || line.dataset.lost) return;
  const since = new Date();
  worry = setTimeout(() => {
    worry = undefined;
    delete line.dataset.live;
    line.dataset.lost = `not live since ${since.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
    tell();
  }, PATIENCE_MS);
}

function tell() {
  const kinds = [...found.values()];
  const parts = ["new", "changed"].map((kind) => [kinds.filter((k) => k === kind).length, kind]).filter(([n]) => n);
  const told = parts.map(([n, kind]) => `${n} ${kind}`).join(", ");
  const shown = [];
  if (told) {
    const link = document.createElement("a");
    link.href = location.pathname + location.search;
    link.textContent = "show them";
    shown.push(`${told} — `, link);
  }
  if (line.dataset.lost) shown.push(`${told ? "; " : ""}${line.dataset.lost}`);
  const before = line.textContent;
  const after = shown.map((s) => s.textContent ?? s).join("");
  // Said again, it would be read out again.
  if (before !== after) line.replaceChildren(...shown);
}

if (line) {
  // A browser gives a host six connections for all of its windows: one that nobody sees needs none.
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
}
