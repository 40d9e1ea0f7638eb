// Fills the week's top stories on a story's page; keeps what scripts of data tell.
"use strict";
(() => {
  const root = document.body.dataset.root || "";
  const row = ([path, title, day, category, tier, retracted]) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + path;
    link.textContent = title;
    const stamp = document.createElement("span");
    stamp.className = "stamp";
    if (retracted || tier !== "ROUTINE") {
      const badge = document.createElement("b");
      badge.className = `tier t-${retracted ? "retracted" : tier.toLowerCase()}`;
      badge.textContent = retracted ? "RETRACTED" : tier;
      stamp.append(badge);
    }
    for (const told of [category, day]) {
      const part = document.createElement("span");
      part.textContent = told;
      stamp.append(part);
    }
    line.append(link, " ", stamp);
    return line;
  };
  const words = new Map();
  const stories = new Map();
  window.vedetteSite = {
    row,
    root,
    wordsOf: (chunk, letter) => words.get(`${chunk} ${letter}`),
    storiesOf: (chunk) => stories.get(chunk),
    words: (chunk, letter, told) => words.set(`${chunk} ${letter}`, new Map(Object.entries(told))),
    stories: (chunk, told) => stories.set(chunk, told),
    week: (told) => {
      const place = document.querySelector("[data-week]");
      if (!place || !told.length) return;
      const list = document.createElement("ol");
      list.className = "links";
      list.append(...told.map(row));
      place.querySelector("p").replaceWith(list);
    },
  };
})();
