// Links lines and words of a report both ways; without it, the same links lead there one at a time.
const lines = [...document.querySelectorAll("[data-line]")];
const words = [...document.querySelectorAll("[data-lines]")];
const status = document.querySelector(".told");
const split = (told) => (told || "").split(" ").filter(Boolean);
let chosen = "";

function clear() {
  for (const e of document.querySelectorAll(".on, .core, .chosen")) e.classList.remove("on", "core", "chosen");
  for (const e of lines) e.removeAttribute("aria-current");
  chosen = "";
  if (status) status.textContent = "";
}

function show(ids, from) {
  clear();
  const wanted = new Set(ids);
  const meets = (told) => split(told).some((id) => wanted.has(id));
  const marked = words.filter((e) => meets(e.dataset.lines));
  const resting = lines.filter((e) => meets(e.dataset.line));
  for (const e of marked) {
    e.classList.add("on");
    if (meets(e.dataset.core)) e.classList.add("core");
  }
  for (const e of resting) {
    e.closest("li")?.classList.add("on");
    e.setAttribute("aria-current", "true");
  }
  chosen = ids.join(" ");
  status.textContent = `${marked.length} marked in the text, ${resting.length} in the record`;
  if (from !== "lines") resting[0]?.closest("li")?.scrollIntoView({ block: "nearest" });
  if (from !== "words") (marked.find((e) => e.classList.contains("core")) ?? marked[0])?.scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  const e = event.target.closest?.("[data-line], [data-lines]");
  if (!e || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  // Whoever marks words to copy them does not mean to follow them.
  if (String(getSelection())) { event.preventDefault(); return; }
  event.preventDefault();
  const from = e.dataset.line ? "lines" : "words";
  const ids = split(e.dataset.line ?? e.dataset.lines);
  if (ids.join(" ") === chosen) { clear(); return; }
  show(ids, from);
  // The address leads back to these words.
  const href = e.getAttribute("href");
  if (href) history.replaceState(null, "", href);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});
