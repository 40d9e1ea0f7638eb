// Puts marks and sentences where the cursor stands in a story's text; without it a form puts a mark at the end.
const form = document.getElementById("write");
const body = form?.elements?.body;
const told = document.createElement("p");
told.className = "told";
told.setAttribute("role", "status");

// The claim is cited by the server; the form only names it, once.
function add(claim) {
  if ([...form.querySelectorAll("input[name=add]")].some((field) => field.value === claim)) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "add", value: claim }));
}

function put(words) {
  const [start, end] = [body.selectionStart, body.selectionEnd];
  body.focus();
  body.setRangeText(words, start, end, "end");
  body.dispatchEvent(new Event("cited", { bubbles: true }));
}

// A sentence stands on its own: with a blank before it where a word ends there.
function spaced(words) {
  const before = body.value.slice(0, body.selectionStart);
  return before && !/\s$/u.test(before) ? ` ${words}` : words;
}

if (form && body && !body.matches(":disabled")) {
  form.append(told);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-mark],button[data-words]");
    if (!button) return;
    event.preventDefault();
    const claim = button.dataset.claim ?? button.value;
    if (!("cited" in button.dataset)) add(claim);
    put(button.dataset.words ? spaced(button.dataset.words) : button.dataset.mark);
    told.textContent = `${button.getAttribute("aria-label")}: put into the text`;
  });
  // What only a script can do is shown where there is one; parts come later.
  const show = () => { for (const button of document.querySelectorAll("button[data-words][hidden]")) button.hidden = false; };
  new MutationObserver(show).observe(document.querySelector(".writing") ?? document.body, { childList: true, subtree: true });
  show();
}
