// Parts of a page that htmx asks for: what is waited for says so, and an answer that is an error becomes a sentence in its
// place. htmx itself would swap the error's page in, or keep still where there is none; the page's config stops the former.
const FAULT = "fault";

export function answer(page) {
  page.addEventListener("htmx:before:request", ({ detail }) => {
    const target = place(detail);
    target?.setAttribute("aria-busy", "true");
    target?.querySelector(`:scope > .${FAULT}`)?.remove();
  });
  page.addEventListener("htmx:finally:request", ({ detail }) => place(detail)?.removeAttribute("aria-busy"));
  page.addEventListener("htmx:response:error", ({ detail }) => tell(page, detail, sentence(detail.ctx)));
  page.addEventListener("htmx:error", ({ detail }) => {
    if (detail.ctx && !detail.ctx.response) tell(page, detail, "The desk did not answer; it may have been stopped.");
  });
}

function place({ ctx }) {
  const target = ctx?.target;
  return target instanceof Element ? target : ctx?.sourceElement;
}

// The desk's own pages say what is the matter in a sentence; anything else is told by its number.
function sentence({ text, response }) {
  const found = new DOMParser().parseFromString(text ?? "", "text/html").querySelector(".problem");
  const [head, why] = [found?.querySelector("h1"), found?.querySelector("p:not(.note)")].map((e) => e?.textContent.trim());
  return head ? `${head}: ${why || `answered with ${response.status}`}` : `The desk answered with ${response.status}.`;
}

function tell(page, detail, words) {
  const line = Object.assign(page.createElement("p"), { className: FAULT, textContent: words });
  line.setAttribute("role", "alert");
  place(detail)?.append(line);
}
