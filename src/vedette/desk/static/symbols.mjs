// NATO symbols, drawn by milsymbol on canvases; loaded only where they are shown. It is no ES module and leaves its name behind.
let drawing;

export async function ready() {
  await import("./vendor/milsymbol.js");
  drawing = globalThis.ms;
}

export function symbol(code, size) {
  const made = new drawing.Symbol(code, { size });
  const { width, height } = made.getSize();
  const canvas = made.asCanvas(Math.max(2, devicePixelRatio));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return canvas;
}

export function fillLegend(legend) {
  for (const place of legend.querySelectorAll("[data-symbol]")) place.replaceChildren(symbol(place.dataset.symbol, 14));
}
