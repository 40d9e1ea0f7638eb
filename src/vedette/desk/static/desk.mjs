// What makes the desk quicker; every page works without it.
import htmx from "./vendor/htmx.esm.min.js";
import { list, listen } from "./keys.mjs";
import { answer } from "./answers.mjs";

// Empty fields of the bar stay out of the address, so that a link says only what is asked.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id !== "bar") return;
  for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  form.setAttribute("aria-busy", "true");
  // The browser's way back shows the page as it was left: the fields must answer again.
  setTimeout(() => { for (const field of form.elements) field.disabled = false; });
});
addEventListener("pageshow", () => document.getElementById("bar")?.removeAttribute("aria-busy"));

for (const opener of document.querySelectorAll("[data-open]")) {
  opener.addEventListener("click", () => {
    if (opener.dataset.open === "keys") list(document);
    else document.getElementById(opener.dataset.open)?.showModal();
  });
}

// Light or dark at once, where nothing but style sheets depends on it: a map paints its own ground.
document.querySelector("form.theme")?.addEventListener("submit", (event) => {
  if (document.getElementById("map")) return;
  event.preventDefault();
  const form = event.currentTarget;
  const choice = event.submitter.value;
  const root = document.documentElement;
  if (choice === "system") delete root.dataset.theme;
  else root.dataset.theme = choice;
  document.querySelector("meta[name=color-scheme]").content = choice === "system" ? "light dark" : choice;
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === choice));
  const body = new URLSearchParams({ choice, back: "/" });
  // Kept alive: whoever goes on to another page at once has chosen all the same.
  fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
});

// On a narrow screen the menu scrolls: the page at hand is what is to be seen of it.
const here = document.querySelector(".menu [aria-current]");
if (here && here.parentElement.scrollWidth > here.parentElement.clientWidth) {
  here.parentElement.scrollLeft = here.offsetLeft - (here.parentElement.clientWidth - here.offsetWidth) / 2;
}

// Whoever wrote something wrongly is led to it.
document.querySelector("#bar [aria-invalid]")?.focus();

answer(document);
listen(document);
// Tests and screen readers' helpers wait for this.
document.body.dataset.ready = htmx.version;
