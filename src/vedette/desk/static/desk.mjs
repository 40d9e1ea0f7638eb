// What makes the desk quicker; every page works without it.
import htmx from "./vendor/htmx.esm.min.js";
import { listen } from "./keys.mjs";

// Empty fields of the bar stay out of the address, so that a link says only what is asked.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id !== "bar") return;
  for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  // The browser's way back shows the page as it was left: the fields must answer again.
  setTimeout(() => { for (const field of form.elements) field.disabled = false; });
});

for (const opener of document.querySelectorAll("[data-open]")) {
  opener.addEventListener("click", () => document.getElementById(opener.dataset.open)?.showModal());
}

listen(document);
// Tests and screen readers' helpers wait for this.
document.body.dataset.ready = htmx.version;
