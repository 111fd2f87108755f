// A dial: a needle on an arc that is sound up to a limit and not beyond it.
import { ink, make, set, write } from "./dom.js";
import { chosen } from "./words.js";

const [MIDDLE, GROUND, RADIUS] = [130, 132, 100];
const WIDE = 14; // of the arc
const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -Infinity, End: Infinity };

// The scale begins at 0; `onMove` is told by how much a key wants to move.
export function dial({ label, top, every, onMove }) {
  const angle = (value) => (value >= top || Number.isNaN(value) ? 180 : (180 * value) / top); // from the left
  const point = (value, radius) => {
    const turn = (angle(value) * Math.PI) / 180;
    return [MIDDLE - radius * Math.cos(turn), GROUND - radius * Math.sin(turn)];
  };
  const text = (value, radius) => point(value, radius).map((one) => one.toFixed(1)).join(" ");
  const arc = (from, to) => (from < to ? `M${text(from, RADIUS)}A${RADIUS} ${RADIUS} 0 0 1 ${text(to, RADIUS)}` : null);
  const ray = (value, from, to) => `M${text(value, from)}L${text(value, to)}`;

  const [sound, beyond] = ["x-sound", "x-over"].map((name) => ink("path", { class: name, "stroke-width": WIDE }));
  const ticks = Array.from({ length: Math.floor(top / every) + 1 }, (_, i) => i * every);
  const scale = ticks.map((value) => {
    const [x, y] = point(value, RADIUS - 24);
    return ink("text", { x: x.toFixed(1), y: (y + 4).toFixed(1), "text-anchor": "middle" }, String(value));
  });
  const marks = ink("path", { class: "x-ticks", d: ticks.map((value) => ray(value, RADIUS - 13, RADIUS - 7)).join("") });
  const limitMark = ink("path", { class: "x-limit-mark" });
  const limitName = ink("text", { class: "x-limit-name", "text-anchor": "middle" }, "2/η");
  const needle = ink("path", { class: "x-needle", d: `M${MIDDLE} ${GROUND - 5}L${MIDDLE - RADIUS + 4} ${GROUND}L${MIDDLE} ${GROUND + 5}Z` });
  const hub = ink("circle", { class: "x-hub", cx: MIDDLE, cy: GROUND, r: 8 });
  const svg = ink(
    "svg",
    { class: "x-dial", viewBox: "0 0 260 144", "aria-hidden": "true" },
    sound, beyond, marks, ...scale, limitMark, limitName, needle, hub,
  );
  const reading = make("p", { class: "x-reading", "aria-hidden": "true" });
  const node = make(
    "div",
    { class: "x-gauge", role: "meter", tabindex: "0", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": top },
    svg,
    reading,
  );
  node.addEventListener("keydown", (event) => {
    const by = KEYS[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onMove(by);
  });
  return {
    node,
    show(value, limit, words) {
      const end = Math.min(limit, top);
      set(sound, { d: arc(0, end) });
      set(beyond, { d: arc(end, top) });
      const shown = limit <= top ? null : "hidden";
      const [x, y] = point(end, RADIUS + 20);
      set(limitMark, { d: ray(end, RADIUS - 10, RADIUS + 11), visibility: shown });
      set(limitName, { x: x.toFixed(1), y: (y + 4).toFixed(1), visibility: shown });
      set(needle, { transform: `rotate(${angle(value).toFixed(2)} ${MIDDLE} ${GROUND})` });
      set(node, { class: `x-gauge${value > limit || Number.isNaN(value) ? " x-is-over" : ""}` });
      set(node, { "aria-valuenow": chosen(Math.min(top, Number.isNaN(value) ? top : value)), "aria-valuetext": words });
      write(reading, words);
    },
  };
}
