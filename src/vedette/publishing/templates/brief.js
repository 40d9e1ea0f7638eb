"use strict";
(() => {
  const lines = [...document.querySelectorAll("[data-line]")];
  const words = [...document.querySelectorAll("[data-lines]")];
  const status = document.querySelector(".told");
  const split = (text) => (text || "").split(" ").filter(Boolean);
  const many = (n, one) => n + " " + one + (n === 1 ? "" : "s");
  let selected = "";
  document.documentElement.classList.add("js");

  function remember(hash) {
    // A page opened from a folder may not be allowed to change its address; the marks work all the same.
    try {
      history.replaceState(null, "", hash || location.pathname + location.search);
    } catch (error) {
      selected = hash;
    }
  }

  function clear() {
    for (const e of document.querySelectorAll(".on, .core")) {
      e.classList.remove("on", "core");
      e.removeAttribute("aria-current");
    }
    selected = "";
    status.textContent = "";
  }

  // A piece is in view only where no ancestor that scrolls hides it, so the browser decides how far to go.
  function seen(e) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (e) e.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  function show(ids, from) {
    clear();
    const wanted = new Set(ids);
    const hits = (all, key) => all.filter((e) => split(e.dataset[key]).some((id) => wanted.has(id)));
    const marked = hits(words, "lines");
    const resting = hits(lines, "line");
    for (const e of [...marked, ...resting]) e.classList.add("on");
    for (const e of hits(marked, "core")) e.classList.add("core");
    for (const e of resting) e.setAttribute("aria-current", "true");
    selected = ids.join(",");
    status.textContent = many(marked.length, "place") + " marked in the text, " + many(resting.length, "line") + " in the brief";
    if (from !== "lines") seen(resting.find((e) => e.closest(".entry, tr, figure, li")) || resting[0]);
    if (from !== "words") seen(marked.find((e) => e.classList.contains("core")) || marked[0]);
    remember("#t-" + selected);
  }

  function choose(ids, from) {
    if (ids.join(",") === selected) {
      clear();
      remember("");
    } else {
      show(ids, from);
    }
  }

  document.addEventListener("click", (event) => {
    const e = event.target.closest("[data-line], [data-lines]");
    if (!e || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    // Whoever marks a passage to copy it does not mean to follow it.
    if (String(getSelection())) return;
    if (e.dataset.line) choose(split(e.dataset.line), "lines");
    else choose(split(e.dataset.lines), "words");
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    clear();
    remember("");
  });

  function follow() {
    let hash = "";
    try {
      hash = decodeURIComponent(location.hash);
    } catch (error) {
      return;
    }
    const told = /^#t-(.+)$/.exec(hash);
    if (told && told[1] !== selected) show(told[1].split(","), "hash");
  }

  addEventListener("hashchange", follow);
  follow();
})();
