// The map beside the list. Without it (no script, no WebGL) the picture and the list tell the same.
import * as borders from "./borders.mjs";

const ground = document.getElementById("map");
const list = document.getElementById("places");
const note = document.getElementById("map-note");
const day = document.getElementById("day");
const look = document.getElementById("look");
const STATE = ["z", "c", "on", "off", "symbols", "borders", "friend", "hostile"];
const WORDS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const asked = () => new URLSearchParams(location.search);

let symbols;

if (ground) start();

// Wherever one has gone on the map, the choices lead back there.
look?.addEventListener("submit", () => { look.elements.here.value = location.pathname + location.search; });

async function start() {
  let drawn;
  // On a narrow screen the list follows below: what the signs mean would stand between.
  if (matchMedia("(max-width: 62rem)").matches) document.querySelector(".legend").open = false;
  try {
    const maplibre = await import("./vendor/maplibre-gl.mjs");
    maplibre.setWorkerUrl(ground.dataset.worker);
    symbols = await symbolsAsked();
    drawn = await draw(maplibre);
  } catch (error) {
    say("This browser draws no map (WebGL is missing or switched off); the picture and the list tell the same.");
    console.info("map:", error.message);
  }
  if (drawn) {
    // Without a map the links to days before and after stay, which change the picture too.
    listenToDays(() => refresh(drawn));
    drawn.map.on("moveend", () => { remember(drawn.map); refresh(drawn); });
    await refresh(drawn);
  }
  document.body.dataset.map = drawn ? "ready" : "none";
}

// A browser that cannot draw symbols keeps the marks; the list names both.
async function symbolsAsked() {
  const legend = document.querySelector(".legend .symbols");
  if (!legend) return null;
  const found = await import("./symbols.mjs");
  await found.ready();
  found.fillLegend(legend);
  return found;
}

async function draw(maplibre) {
  const live = document.createElement("div");
  live.className = "live waiting";
  ground.append(live);
  try {
    const [land, shapes] = await Promise.all([told(ground.dataset.land), told(ground.dataset.borders)]);
    const map = new maplibre.Map({
      container: live, style: style(land), ...opening(), minZoom: 0.5, maxZoom: 10, fadeDuration: 0,
      attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new maplibre.ScaleControl(), "bottom-left");
    await new Promise((done, failed) => { map.once("load", done); map.once("error", (e) => failed(e.error)); });
    borders.add(map, shapes, colours());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => paint(map));
    live.classList.remove("waiting");
    ground.querySelector(":scope > svg, :scope > .empty")?.remove();
    const drawn = { map, maplibre, land, signs: [], names: [], lands: [], areas: [] };
    map.on("click", ({ point }) => say(borders.toldAt(map, point, drawn.areas).map((area) => `${area.name}: ${area.told}.`).join(" ")));
    return drawn;
  } catch (error) {
    live.remove();
    throw error;
  }
}

function opening() {
  const [z, c] = [asked().get("z"), asked().get("c")];
  if (z && c) {
    const [lat, lon] = c.split(",").map(Number);
    return { zoom: Number(z), center: [lon, lat] };
  }
  if (!ground.dataset.bounds) return { zoom: 1, center: [20, 25] };
  const [south, west, north, east] = ground.dataset.bounds.split(",").map(Number);
  return { bounds: [[west, south], [east, north]], fitBoundsOptions: { padding: 24, maxZoom: 8 } };
}

function style(land) {
  const c = colours();
  const line = { "line-color": c.shade, "line-dasharray": [3, 2], "line-width": 1.2 };
  return {
    version: 8,
    sources: { land: { type: "geojson", data: land, tolerance: 0.2 }, rings: { type: "geojson", data: collection([]) } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": c.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": c.land } },
      { id: "shaded", type: "fill", source: "land", filter: shaded([]), paint: { "fill-color": c.shade, "fill-opacity": 0.16 } },
      { id: "borders", type: "line", source: "land", paint: { "line-color": c.line, "line-width": 0.8 } },
      { id: "shaded-line", type: "line", source: "land", filter: shaded([]), paint: line },
      { id: "rings", type: "fill", source: "rings", paint: { "fill-color": c.shade, "fill-opacity": 0.12 } },
      { id: "ring-lines", type: "line", source: "rings", paint: line },
    ],
  };
}

function colours() {
  const told = getComputedStyle(ground);
  const of = (name) => told.getPropertyValue(name).trim();
  return { sea: of("--map-sea"), land: of("--map-land"), line: of("--map-line"), shade: of("--shade"), way: of("--map-way"), claim: of("--map-claim") };
}

function paint(map) {
  const c = colours();
  map.setPaintProperty("sea", "background-color", c.sea);
  map.setPaintProperty("land", "fill-color", c.land);
  map.setPaintProperty("borders", "line-color", c.line);
  for (const id of ["shaded", "rings"]) map.setPaintProperty(id, "fill-color", c.shade);
  for (const id of ["shaded-line", "ring-lines"]) map.setPaintProperty(id, "line-color", c.shade);
  borders.paint(map, c);
}

// What the window holds, on the map and in the list. A newer request takes the place of one under way.
let under;
async function refresh(drawn) {
  under?.abort();
  const { signal } = (under = new AbortController());
  const window_ = { box: boxOf(drawn.map), day: ground.dataset.day };
  list.setAttribute("aria-busy", "true");
  try {
    const [places, rows] = await Promise.all([
      told(address("/map/places", window_), signal),
      fetched(address("/map", { ...window_, part: "list" }), signal).then((answer) => answer.text()),
    ]);
    show(drawn, places);
    fill(rows);
    say("");
  } catch (error) {
    if (error.name !== "AbortError") say(`The desk did not answer (${error.message}); what is shown may be of before.`);
  } finally {
    if (!signal.aborted) list.removeAttribute("aria-busy");
  }
}

function show(drawn, places) {
  const { map, maplibre } = drawn;
  drawn.signs.forEach((sign) => sign.remove());
  drawn.signs = places.pins.map((pin) => new maplibre.Marker({ element: sign(map, pin) }).setLngLat([pin.lon, pin.lat]).addTo(map));
  map.getSource("rings").setData(collection(places.pins.filter((pin) => pin.radius_km).map(ring)));
  for (const id of ["shaded", "shaded-line"]) map.setFilter(id, shaded(places.lands.map((land) => land.code)));
  borders.show(map, places);
  [drawn.lands, drawn.areas] = [places.lands, places.areas];
  // What is seen of a state is known once it is drawn.
  map.once("idle", () => nameStates(drawn));
  map.triggerRepaint();
}

function sign(map, pin) {
  const a = document.createElement("a");
  const many = pin.count > 1 ? ` many${pin.box ? "" : " place"}` : "";
  a.className = `sign ${pin.shape}${many}${pin.force ? " force" : ""}`;
  a.href = pin.href;
  a.title = pin.label;
  a.setAttribute("aria-label", pin.label);
  a.dataset.incident = pin.id;
  if (pin.symbol && symbols) {
    a.classList.add("nato");
    a.append(symbols.symbol(pin.symbol, 20));
  }
  if (many) a.append(Object.assign(document.createElement("span"), { textContent: pin.count.toLocaleString("en") }));
  a.addEventListener("click", (event) => {
    if (!pin.box || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [south, west, north, east] = pin.box;
    map.fitBounds([[west, south], [east, north]], { padding: 80, maxZoom: 10 });
  });
  for (const [on, lit] of [["pointerenter", true], ["focus", true], ["pointerleave", false], ["blur", false]]) {
    a.addEventListener(on, () => document.getElementById(`i-${pin.id.slice(0, 12)}`)?.classList.toggle("lit", lit));
  }
  return a;
}

// A state is named in the middle of what is seen of it, where its name has room; one of which something is told without a
// place always is.
const GRID = 48;
function nameStates(drawn) {
  const { map, maplibre } = drawn;
  const told = new Map(drawn.lands.map((land) => [land.code, land]));
  const taken = drawn.signs.map((sign) => map.project(sign.getLngLat()));
  const isFree = ({ name }) => ([x, y]) => !taken.some((t) => Math.abs(t.x - x) < name.length * 4 + 40 && Math.abs(t.y - y) < 32);
  const shown = new Map();
  for (const { state, points } of statesSeen(map).values()) {
    const free = points.filter(isFree(state));
    if (free.length && widest(points) > state.name.length * 7 + 24) shown.set(state.name, { state, at: map.unproject(middle(free)) });
  }
  for (const { properties: state } of drawn.land.features) {
    if (!told.has(state.code) || shown.has(state.name) || !map.getBounds().contains(state.at)) continue;
    const { x, y } = map.project(state.at);
    shown.set(state.name, { state, at: state.at, offset: isFree(state)([x, y]) ? [0, 0] : [0, 34] });
  }
  drawn.names.forEach((name) => name.remove());
  const marked = (element, at, offset) => new maplibre.Marker({ element, offset }).setLngLat(at).addTo(map);
  const states = [...shown.values()].map(({ state, at, offset }) => marked(nameOf(state, told.get(state.code)), at, offset));
  taken.push(...states.map((name) => map.project(name.getLngLat())));
  const areas = drawn.areas.filter((area) => !shown.has(area.name) && hasRoom(map, area) && isFree(area)(pixels(map, area)));
  drawn.names = [...states, ...areas.map((area) => marked(areaName(area), area.at))];
}

function pixels(map, area) {
  const { x, y } = map.project(area.at);
  return [x, y];
}

function hasRoom(map, area) {
  const [[west], [east]] = [-1, 1].map((way) => pixels(map, { at: [area.at[0] + (way * area.wide) / 2, area.at[1]] }));
  return map.getBounds().contains(area.at) && east - west > area.name.length * 4.5;
}

// The name of a disputed area leads to what is told of it.
function areaName(area) {
  const name = Object.assign(document.createElement("a"), { className: "name area", textContent: area.name, href: `#area-${area.id}` });
  name.title = `${area.name}: ${area.told}`;
  name.addEventListener("click", (event) => {
    const row = document.getElementById(`area-${area.id}`);
    if (!row) return;
    event.preventDefault();
    row.closest("details").open = true;
    row.tabIndex = -1;
    row.focus();
  });
  return name;
}

function statesSeen(map) {
  const [found, { clientWidth: wide, clientHeight: high }] = [new Map(), map.getCanvas()];
  for (let y = GRID / 2; y < high; y += GRID) {
    for (let x = GRID / 2; x < wide; x += GRID) {
      const state = map.queryRenderedFeatures([x, y], { layers: ["land"] })[0]?.properties;
      // No state has its name in what is disputed.
      if (!state || borders.isDisputed(map, [x, y])) continue;
      if (!found.has(state.name)) found.set(state.name, { state, points: [] });
      found.get(state.name).points.push([x, y]);
    }
  }
  return found;
}

// The longest stretch of one line of points in pixels, and the point nearest to the middle of all.
function widest(points) {
  const lines = new Map();
  for (const [, y] of points) lines.set(y, (lines.get(y) ?? 0) + GRID);
  return Math.max(...lines.values());
}

function middle(points) {
  const [x, y] = [0, 1].map((n) => points.reduce((sum, point) => sum + point[n], 0) / points.length);
  const away = (point) => Math.hypot(point[0] - x, (point[1] - y) * 2);
  return points.reduce((best, point) => (away(point) < away(best) ? point : best));
}

function nameOf(state, land) {
  const name = document.createElement(land ? "a" : "span");
  name.className = land ? "name shaded" : "name";
  name.textContent = land ? `${state.name} ` : state.name;
  if (land) {
    name.href = address("/map", { off: "1" });
    name.title = land.label;
    name.append(Object.assign(document.createElement("b"), { textContent: land.count.toLocaleString("en") }));
  } else name.setAttribute("aria-hidden", "true");
  return name;
}

function listenToDays(changed) {
  if (!day) return;
  const stops = day.dataset.stops.split(",");
  const head = document.getElementById("when-head");
  const tell = () => {
    const on = stops[day.value - 1];
    const words = on ? WORDS.format(new Date(`${on}T00:00:00Z`)) : "all days";
    day.setAttribute("aria-valuetext", words);
    head.textContent = on ? words : "All days";
    return on;
  };
  const at = stops.findLastIndex((stop) => stop <= (asked().get("on") ?? ""));
  day.value = at + 1;
  day.setAttribute("aria-valuetext", head.textContent);
  day.parentElement.hidden = false;
  document.querySelector(".steps")?.remove();
  let waiting;
  day.addEventListener("input", () => {
    const on = tell();
    clearTimeout(waiting);
    waiting = setTimeout(() => { history.replaceState(history.state, "", address(location.pathname, { on, after: "" })); changed(); }, 90);
  });
}

function remember(map) {
  const { lat, lng } = map.getCenter().wrap();
  const c = `${Number(lat.toFixed(3))},${Number(lng.toFixed(3))}`;
  history.replaceState(history.state, "", address(location.pathname, { z: Number(map.getZoom().toFixed(2)), c, after: "" }));
}

// The filter as it stands, then the page's own state in the order that links have.
function address(path, changes) {
  const told = asked();
  const state = { ...Object.fromEntries(STATE.map((name) => [name, told.get(name)])), ...changes };
  for (const name of Object.keys(state)) told.delete(name);
  for (const [name, value] of Object.entries(state)) if (value) told.append(name, value);
  const query = told.toString().replaceAll("%2C", ",");
  return query ? `${path}?${query}` : path;
}

function boxOf(map) {
  const b = map.getBounds();
  const [south, north] = [Math.max(-85, b.getSouth()), Math.min(85, b.getNorth())];
  const turned = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
  const world = b.getEast() - b.getWest() >= 360;
  const [west, east] = world ? [-180, 180] : [turned(b.getWest()), turned(b.getEast())];
  return [south, west, north, east].map((x) => x.toFixed(4)).join(",");
}

function fill(rows) {
  const page = new DOMParser().parseFromString(rows, "text/html");
  const open = list.querySelector(".areas")?.open;
  if (open && page.querySelector(".areas")) page.querySelector(".areas").open = true;
  list.replaceChildren(...page.body.childNodes);
  for (const row of list.querySelectorAll("[data-row]")) {
    const lit = (on) => {
      for (const a of ground.querySelectorAll(".sign")) a.classList.toggle("lit", on && `i-${a.dataset.incident.slice(0, 12)}` === row.id);
    };
    for (const [event, on] of [["pointerenter", true], ["focusin", true], ["pointerleave", false], ["focusout", false]]) {
      row.addEventListener(event, () => lit(on));
    }
  }
}

// A ring of so many kilometres around a point, on a sphere of 6,371 km.
function ring(pin) {
  const [r, lat] = [pin.radius_km / 6371, (pin.lat * Math.PI) / 180];
  const points = Array.from({ length: 65 }, (_, n) => {
    const turn = (n / 64) * 2 * Math.PI;
    const up = Math.asin(Math.sin(lat) * Math.cos(r) + Math.cos(lat) * Math.sin(r) * Math.cos(turn));
    const along = Math.atan2(Math.sin(turn) * Math.sin(r) * Math.cos(lat), Math.cos(r) - Math.sin(lat) * Math.sin(up));
    return [pin.lon + (along * 180) / Math.PI, (up * 180) / Math.PI];
  });
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [points] } };
}

function collection(features) { return { type: "FeatureCollection", features }; }

function shaded(codes) { return ["in", ["get", "code"], ["literal", codes]]; }

function say(words) { note.textContent = words; }

async function told(path, signal) { return (await fetched(path, signal)).json(); }

async function fetched(path, signal) {
  const answer = await fetch(path, { signal, headers: { accept: "application/json, text/html" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer;
}
