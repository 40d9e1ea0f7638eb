"use strict";
(() => {
  const lines = [...document.querySelectorAll("[data-line]")];
  const marks = [...document.querySelectorAll("mark[data-lines]")];
  const split = (text) => text.split(" ").filter(Boolean);
  const clear = () => document.querySelectorAll(".on").forEach((e) => e.classList.remove("on"));
  const seen = (e) => e && e.scrollIntoView({ block: "center", behavior: "auto" });

  function show(ids, from) {
    clear();
    const wanted = new Set(ids);
    const hitMarks = marks.filter((m) => split(m.dataset.lines).some((id) => wanted.has(id)));
    const hitLines = lines.filter((l) => split(l.dataset.line).some((id) => wanted.has(id)));
    for (const e of [...hitMarks, ...hitLines]) e.classList.add("on");
    seen(from === "text" ? hitLines[0] : hitMarks[0]);
    history.replaceState(null, "", ids.length ? "#t-" + ids[0] : location.pathname);
  }

  document.addEventListener("click", (event) => {
    const line = event.target.closest("[data-line]");
    const mark = event.target.closest("mark[data-lines]");
    if (line) {
      event.preventDefault();
      show(split(line.dataset.line), "line");
    } else if (mark) {
      show(split(mark.dataset.lines), "text");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      clear();
      history.replaceState(null, "", location.pathname);
    } else if ((event.key === "Enter" || event.key === " ") && event.target.matches("mark[data-lines]")) {
      event.preventDefault();
      show(split(event.target.dataset.lines), "text");
    }
  });
  const told = /^#t-(.+)$/.exec(decodeURIComponent(location.hash));
  if (told) show([told[1]], "line");
})();
