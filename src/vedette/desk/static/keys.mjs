// Keys: g and a letter, / and f for the bar, j and k along lists, ? for the list of keys.
const TYPING = "input, select, textarea, [contenteditable]";

export function listen(page) {
  let going = 0;
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(TYPING)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (page.querySelector("dialog[open]")) return;
    const went = going && Date.now() - going < 1500;
    going = 0;
    if (went) {
      const link = [...page.querySelectorAll("[data-go]")].find((a) => a.dataset.go === event.key);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    const act = ACTS[event.key];
    if (event.key === "g") going = Date.now();
    else if (act && act(page)) event.preventDefault();
  });
}

const ACTS = {
  "/": (page) => focus(page.querySelector("#bar [name=words]")),
  f: (page) => {
    const more = page.querySelector("#bar details");
    if (more) more.open = true;
    return focus(page.querySelector("#bar input:not([type=hidden])"));
  },
  j: (page) => step(page, 1),
  k: (page) => step(page, -1),
  "?": (page) => { const keys = page.getElementById("keys"); keys?.showModal(); return Boolean(keys); },
};

function focus(field) {
  field?.focus();
  field?.select?.();
  return Boolean(field);
}

function step(page, by) {
  const rows = [...page.querySelectorAll("[data-row]")];
  const now = rows.findIndex((row) => row.contains(page.activeElement));
  const next = rows[Math.min(Math.max(now + by, 0), rows.length - 1)];
  const link = next?.matches("a") ? next : next?.querySelector("a");
  link?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(link);
}
