// The plots that the explorables share: contours with a path, data with a line, loss against time.
import { ellipse } from "../core/surface.js";
import { MANY, axes, beyond, draggable, handle } from "./axes.js";
import { ink, set } from "./dom.js";

const BEND = 0.5522847498;
const HEAD = 8; // of an arrow
const STRANDS = 50;
const NOTHING = { xs: [], ys: [] };

function outline(plot, { centre, one, other }) {
  const point = (p, q) => {
    const x = plot.px(centre[0] + p * one[0] + q * other[0]);
    const y = plot.py(centre[1] + p * one[1] + q * other[1]);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const k = BEND;
  return (
    `M${point(1, 0)}C${point(1, k)} ${point(k, 1)} ${point(0, 1)} ` +
    `${point(-k, 1)} ${point(-1, k)} ${point(-1, 0)} ` +
    `${point(-1, -k)} ${point(-k, -1)} ${point(0, -1)} ` +
    `${point(k, -1)} ${point(1, -k)} ${point(1, 0)}Z`
  );
}

// Chalk in a dark case: where the surface hides one of them, the other is seen.
export function cased(name) {
  const lines = [`${name} x-case`, name].map((both) => ink("path", { class: both }));
  return {
    node: ink("g", {}, ...lines),
    draw: (d) => lines.forEach((line) => set(line, { d })),
  };
}

// Where a strand crosses those before it, its case parts them.
export function casedStrands(name) {
  const node = ink("g");
  return {
    node,
    draw(strands) {
      while (node.childNodes.length < 2 * strands.length) {
        node.append(...[`${name} x-case`, name].map((both) => ink("polyline", { class: both })));
      }
      node.childNodes.forEach((line, i) => set(line, { points: strands[i >> 1] ?? null }));
    },
  };
}

// A path of many epochs is drawn in strands of some epochs each: in one, it would be a single white patch.
function strands(plot, { b, w, perEpoch }) {
  const updates = b.length - 1;
  const each = perEpoch > 1 ? perEpoch * Math.ceil(updates / perEpoch / STRANDS) : updates;
  const part = (values, from) => values.slice(from, from + each + 1);
  const n = Math.ceil(updates / each) || 1;
  return Array.from({ length: n }, (_, i) => plot.trace(part(b, i * each), part(w, i * each), false, updates > MANY));
}

// The last place on a path that is a number.
export function lastFinite(path) {
  let i = path.b.length - 1;
  while (i > 0 && !Number.isFinite(path.b[i] + path.w[i])) i -= 1;
  return i;
}

// The loss from above. show() takes the surface, and if there are any: a path, where the next step leads,
// the paths of earlier runs, a cut, and what part of the plane to look at; onMove tells where somebody points.
export function contourPlot({ say, data, onMove }) {
  const plot = axes({ xLabel: say("bias"), yLabel: say("weight") });
  const floor = ink("rect");
  const rings = data.bands.slice(1).map((_, i) => ink("path", { class: "x-ring", fill: data.bands[i] }));
  const ghosts = [casedStrands("x-ghost x-older"), casedStrands("x-ghost")];
  const before = casedStrands("x-path");
  const ends = cased("x-ends");
  const cuts = cased("x-cut");
  const arrow = cased("x-next");
  const minimum = handle("", "star");
  const start = handle(onMove ? "start" : "", "dot", "x-start");
  const now = handle("", "dot", "x-now");
  const gone = beyond(plot);
  const layers = [...ghosts, cuts, before, ends, arrow].map(({ node }) => node);
  plot.body.append(floor, ...[...rings].reverse(), ...layers);
  plot.over.append(now.node, minimum.node, start.node, gone.node);
  if (onMove) draggable(plot, ([b, w]) => onMove(b, w));
  let haunted = null;
  return {
    ...plot,
    show({ surface, path, start: from, next, past = [], cut, label, part = data }) {
      const [lowB, highB] = part.b;
      const [lowW, highW] = part.w;
      plot.fit(part.b, part.w);
      set(floor, { ...plot.box(), fill: data.bands[part.levels.length] });
      rings.forEach((ring, i) => {
        const shape = ellipse(surface, part.levels[i] ?? -1);
        set(ring, { d: shape ? outline(plot, shape) : null });
      });
      const put = (sign, b, w, shown = true) => {
        sign.move(plot.px(b), plot.py(w));
        set(sign.node, { visibility: shown && inside(part, b, w) ? null : "hidden" });
      };
      put(minimum, surface.b, surface.w);
      put(start, from.b, from.w);
      if (cut === "w") cuts.draw(`M${plot.px(from.b)} ${plot.py(lowW)}V${plot.py(highW)}`);
      if (cut === "b") cuts.draw(`M${plot.px(lowB)} ${plot.py(from.w)}H${plot.px(highB)}`);
      const key = JSON.stringify([part.b, part.w, plot.box(), past.map((run) => run.key)]);
      if (key !== haunted) {
        haunted = key;
        ghosts.forEach((ghost, i) => {
          const run = past[1 - i];
          ghost.draw(run ? [plot.trace(run.path.b, run.path.w)] : []);
        });
      }
      if (path) {
        const last = path.b.length - 1;
        before.draw(strands(plot, path));
        ends.draw(dots(plot, path, last));
        put(now, path.b[last], path.w[last], last > 0);
        const seen = lastFinite(path);
        gone.show(path.b[seen], path.w[seen]);
        arrow.draw(next ? arrowTo(plot, [path.b[last], path.w[last]], next) : null);
      } else set(now.node, { visibility: "hidden" });
      plot.describe(label);
    },
  };
}

const inside = (part, b, w) => b >= part.b[0] && b <= part.b[1] && w >= part.w[0] && w <= part.w[1];

// From one place to another, with a head; nothing where it would be too short to see.
export function arrowTo(plot, from, to) {
  const [x0, y0, x1, y1] = [plot.px(from[0]), plot.py(from[1]), plot.px(to[0]), plot.py(to[1])];
  const long = Math.hypot(x1 - x0, y1 - y0);
  if (!(long > 3) || ![...from, ...to].every(Number.isFinite)) return null;
  const angle = Math.atan2(y1 - y0, x1 - x0);
  const size = Math.min(HEAD, long / 2);
  const wing = (turn) =>
    `${(x1 - size * Math.cos(angle + turn)).toFixed(1)} ${(y1 - size * Math.sin(angle + turn)).toFixed(1)}`;
  const tip = `${x1.toFixed(1)} ${y1.toFixed(1)}`;
  return `M${x0.toFixed(1)} ${y0.toFixed(1)}L${tip}M${wing(0.5)}L${tip}L${wing(-0.5)}`;
}

// Ends of epochs, as dots: strokes without length and with round ends.
export function dots(plot, path, last) {
  const seen = new Set();
  for (let i = 0; i <= last; i += path.perEpoch) {
    const x = Math.round(plot.px(path.b[i]) * 2) / 2;
    const y = Math.round(plot.py(path.w[i]) * 2) / 2;
    if (Number.isFinite(path.b[i])) seen.add(`M${x} ${y}h0`);
  }
  return [...seen].join("");
}

// Points and the model's line, with what keeps them apart.
export function dataPlot({ say, onMove, handles = false }) {
  const plot = axes({ xLabel: say("feature"), yLabel: say("label"), shape: "x-low" });
  const errors = ink("path", { class: "x-errors" });
  const points = ink("path", { class: "x-points" });
  const line = ink("path", { class: "x-line" });
  const gone = [beyond(plot, "x-of-line"), beyond(plot, "x-of-line")];
  plot.body.append(errors, points, line);
  const grips = handles ? { b: handle("b", "dot", "x-b"), w: handle("w", "dot", "x-w") } : {};
  plot.over.append(...Object.values(grips).map(({ node }) => node), ...gone.map(({ node }) => node));
  if (onMove) draggable(plot, onMove);
  const place = (x, y) => `M${plot.px(x).toFixed(1)} ${plot.py(y).toFixed(1)}`;
  return {
    ...plot,
    show({ x, y, b, w, range, yRange, residuals = false, label }) {
      plot.fit(range, yRange);
      const at = (value) => plot.py(b + w * value);
      set(points, { d: Array.from(x, (value, i) => `${place(value, y[i])}h0`).join("") });
      set(errors, {
        d: residuals
          ? Array.from(x, (value, i) => `${place(value, y[i])}V${at(value).toFixed(1)}`).join("")
          : null,
      });
      const [low, high] = range;
      set(line, { d: `M${plot.px(low)} ${at(low)}L${plot.px(high)} ${at(high)}` });
      const known = Number.isFinite(b + w);
      [low, high].forEach((end, i) => (known ? gone[i].show(end, b + w * end) : gone[i].hide()));
      grips.b?.move(plot.px(0), at(0));
      grips.w?.move(plot.px(1), at(1));
      plot.describe(label);
    },
  };
}

// Loss against epochs, updates or points: curves are { xs, ys }, each with a class of its own.
export function lossPlot({ say, classes = ["x-curve"] }) {
  const plot = axes({ xLabel: say("epoch"), yLabel: say("loss"), shape: "x-low", yLog: true });
  const curves = classes.map((name) => ink("polyline", { class: name }));
  const floor = ink("path", { class: "x-least" });
  const now = handle("", "dot", "x-now");
  const gone = beyond(plot, "x-of-line");
  plot.body.append(floor, ...curves);
  plot.over.append(now.node, gone.node);
  const drawn = [];
  return {
    ...plot,
    show({ lines, least, x, y, xLabel, label }) {
      plot.fit(x, y, { xLabel });
      const scale = JSON.stringify([x, y, plot.box()]);
      set(floor, { d: `M${plot.px(x[0])} ${plot.py(least)}H${plot.px(x[1])}` });
      const spare = curves.length - lines.length;
      curves.forEach((curve, i) => {
        const { xs, ys } = lines[i - spare] ?? NOTHING;
        if (drawn[i]?.xs === xs && drawn[i].ys === ys && drawn[i].scale === scale) return;
        drawn[i] = { xs, ys, scale };
        set(curve, { points: plot.trace(xs, ys, true), "stroke-width": ys.length > MANY ? 1 : 2 });
      });
      const { xs, ys } = lines[lines.length - 1];
      let last = xs.length - 1;
      now.move(plot.px(xs[last]), plot.py(ys[last]));
      set(now.node, { visibility: ys[last] >= y[0] && ys[last] <= y[1] ? null : "hidden" });
      while (last > 0 && !Number.isFinite(ys[last])) last -= 1;
      gone.show(xs[last], ys[last]);
      plot.describe(label);
    },
  };
}
