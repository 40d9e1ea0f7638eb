// Search in the browser, also from a folder: an index file is a script that hands over its data; no request but for those.
"use strict";
(() => {
  const site = window.vedetteSite;
  const form = document.querySelector("[data-search]");
  const input = form.querySelector("input");
  const list = document.querySelector("[data-found]");
  const status = document.querySelector("[data-status]");
  const chunks = Number(form.dataset.chunks);
  const SIZE = 1000;
  const MOST = 50;
  const loads = new Map();
  let turn = 0;

  const load = (file) => {
    if (!loads.has(file)) {
      loads.set(file, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `${site.root}search/${file}`;
        script.onload = () => done();
        script.onerror = () => { loads.delete(file); failed(new Error(file)); };
        document.head.append(script);
      }));
    }
    return loads.get(file);
  };
  const wordsIn = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const letterOf = (word) => (/^[a-z0-9]/.test(word) ? word[0] : "_");

  // Numbers of the stories in which each of the words, or a word that begins so, stands; those with it in the headline first.
  const matches = (wanted) => {
    let found = null;
    for (const word of wanted) {
      const here = new Map();
      for (let chunk = 0; chunk < chunks; chunk += 1) {
        for (const [key, places] of site.wordsOf(chunk, letterOf(word)) || []) {
          if (!key.startsWith(word)) continue;
          for (const place of places) {
            const number = chunk * SIZE + (place >> 1);
            const weight = (place & 1 ? 4 : 0) + (key === word ? 2 : 1);
            here.set(number, Math.max(here.get(number) || 0, weight));
          }
        }
      }
      found = found === null ? here : new Map([...found].filter(([n]) => here.has(n)).map(([n, w]) => [n, w + here.get(n)]));
    }
    return [...(found || [])].sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([n]) => n);
  };

  const search = async () => {
    turn += 1;
    const mine = turn;
    const wanted = [...new Set(wordsIn(input.value))].filter((w) => w.length > 1).slice(0, 8);
    if (!wanted.length) {
      list.replaceChildren();
      status.textContent = "Write a word of two letters or more.";
      return;
    }
    try {
      const files = [];
      for (const letter of new Set(wanted.map(letterOf))) {
        for (let chunk = 0; chunk < chunks; chunk += 1) files.push(`${chunk}-${letter}.js`);
      }
      await Promise.all(files.map(load));
      const all = matches(wanted);
      const shown = all.slice(0, MOST);
      await Promise.all([...new Set(shown.map((n) => Math.floor(n / SIZE)))].map((chunk) => load(`${chunk}-stories.js`)));
      if (mine !== turn) return;
      list.replaceChildren(...shown.map((n) => site.row(site.storiesOf(Math.floor(n / SIZE))[n % SIZE])));
      const many = `${all.length.toLocaleString("en")} ${all.length === 1 ? "story" : "stories"}`;
      status.textContent = `${all.length ? many : "No story"} with ${wanted.map((w) => `“${w}”`).join(" and ")}${all.length > MOST ? `; the first ${MOST} are shown` : ""}.`;
    } catch {
      if (mine === turn) status.textContent = "A file of the index could not be read; try again.";
    }
  };

  let wait = 0;
  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(search, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  const told = new URLSearchParams(location.search).get("q");
  if (told) input.value = told;
  // What was typed before this file had come is looked for as well.
  if (input.value) search();
  document.body.dataset.ready = "";
})();
