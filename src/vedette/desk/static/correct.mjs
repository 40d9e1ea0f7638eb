// Puts words selected in the text into the fields of the open form; without it, they are typed or pasted there.
const text = document.getElementById("text");
const form = document.querySelector("form.claim");
const pick = document.getElementById("pick");
const status = document.querySelector(".told");
// Offsets of the record count characters, a script counts halves of some.
const length = (told) => [...told].length;

// The selected words and their offset in the text, null where nothing in it is selected.
function selected() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const words = range.toString();
  if (!words.trim()) return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return { words: words.trim().split(/\s+/u).join(" "), at: length(before.toString()) + length(words) - length(words.trimStart()) };
}

function put(field, { words, at }) {
  if (field.dataset.words === "people") {
    const lines = field.value.trimEnd();
    const start = lines ? lines.length + 1 : 0;
    field.value = `${lines}${lines ? "\n" : ""}${words}@${at}=?.UNK`;
    field.focus();
    // What is still to be told is selected, so that it is typed over.
    field.setSelectionRange(start + `${words}@${at}=`.length, field.value.length);
  } else {
    field.value = `${words}@${at}`;
    field.focus();
  }
  pick.hidden = true;
  status.textContent = `${words} put into ${field.closest("label").querySelector("span").textContent}`;
}

if (text && form && pick) {
  let last = null;
  for (const field of form.querySelectorAll("[data-words]")) {
    const button = document.createElement("button");
    button.type = "button";
    const legend = field.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
    const name = field.closest("label").querySelector("span").textContent;
    button.textContent = name === "Words" ? legend : name;
    // The selection must outlive the press of the button.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => { if (last) put(field, last); });
    pick.append(button);
  }
  document.addEventListener("selectionchange", () => {
    const found = selected();
    if (found) last = found;
    if (!found && pick.contains(document.activeElement)) return;
    pick.hidden = !found;
  });
  // Whoever selects words does not mean to follow the link that they stand in.
  text.addEventListener("click", (event) => { if (String(getSelection())) event.preventDefault(); });
  text.addEventListener("dragstart", (event) => event.preventDefault());
}
