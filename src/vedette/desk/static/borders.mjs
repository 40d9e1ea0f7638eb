// Disputed areas and borders: hatched and dashed. The desk tells with every window who claims what, and how each line is drawn.
const WAYS = ["dashed", "border", "none"];

export function add(map, shapes, colours) {
  map.addImage("hatch", hatch(colours.claim), { pixelRatio: 2 });
  map.addSource("borders", { type: "geojson", data: shapes, tolerance: 0.2 });
  const only = { source: "borders", filter: among("key", []) };
  const lines = { source: "borders", filter: among("line", []) };
  const layers = [
    // The base counts an area to who holds it: what is told of that state alone is not shaded there.
    { id: "areas-ground", type: "fill", ...only },
    { id: "areas", type: "fill", ...only, paint: { "fill-pattern": "hatch" } },
    // What the base draws as a plain border is covered first.
    { id: "lines-cover", type: "line", source: "borders", filter: ["has", "line"], paint: { "line-width": 3 } },
    ...WAYS.map((way) => ({ id: `lines-${way}`, type: "line", ...lines, paint: strokes(way) })),
    ...WAYS.map((way) => ({ id: `areas-${way}`, type: "line", ...only, paint: strokes(way) })),
  ];
  for (const layer of layers) map.addLayer(layer, "rings");
  paint(map, colours);
}

export function paint(map, colours) {
  map.updateImage("hatch", hatch(colours.claim));
  map.setPaintProperty("areas-ground", "fill-color", colours.land);
  map.setPaintProperty("lines-cover", "line-color", colours.land);
  for (const way of WAYS) {
    map.setPaintProperty(`lines-${way}`, "line-color", colours.way);
    map.setPaintProperty(`areas-${way}`, "line-color", colours.claim);
  }
}

export function show(map, { areas, lines }) {
  map.setFilter("areas", among("key", areas.map((area) => area.key)));
  map.setFilter("areas-ground", among("key", areas.filter((area) => area.key.startsWith("outline:")).map((area) => area.key)));
  for (const way of WAYS) {
    map.setFilter(`areas-${way}`, among("key", areas.filter((area) => area.drawn === way).map((area) => area.key)));
    map.setFilter(`lines-${way}`, among("line", Object.keys(lines).filter((line) => lines[line] === way)));
  }
}

export function isDisputed(map, point) { return map.queryRenderedFeatures(point, { layers: ["areas"] }).length > 0; }

// What is told of the areas at a point, the smallest first.
export function toldAt(map, point, areas) {
  const keys = new Set(map.queryRenderedFeatures(point, { layers: ["areas"] }).map((found) => found.properties.key));
  return areas.filter((area) => keys.has(area.key)).sort((a, b) => a.wide - b.wide);
}

function strokes(way) {
  if (way === "border") return { "line-width": 1 };
  if (way === "none") return { "line-width": 0.8, "line-opacity": 0.55, "line-dasharray": [1, 4] };
  return { "line-width": 1.3, "line-dasharray": [3, 2] };
}

function among(name, values) { return ["in", ["get", name], ["literal", values]]; }

function hatch(colour) {
  const canvas = new OffscreenCanvas(16, 16);
  const pen = canvas.getContext("2d");
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.55;
  pen.lineWidth = 1.6;
  for (const x of [-16, 0, 16]) {
    pen.beginPath();
    pen.moveTo(x - 2, 18);
    pen.lineTo(x + 18, -2);
    pen.stroke();
  }
  return pen.getImageData(0, 0, 16, 16);
}
