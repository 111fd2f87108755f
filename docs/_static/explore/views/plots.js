// The plots that the explorables share: contours with a path, data with a line, loss against time.
import { ellipse } from "../core/surface.js";
import { MANY, axes, draggable, handle } from "./axes.js";
import { ink, set } from "./dom.js";

const BEND = 0.5522847498;

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

// The loss from above. show({ surface, path, n, start, end }) draws; onMove tells where somebody points.
export function contourPlot({ say, data, onMove }) {
  const plot = axes({ xLabel: say("bias"), yLabel: say("weight") });
  const floor = ink("rect", { fill: data.bands[data.levels.length] });
  const rings = data.bands.slice(1).map((_, i) => ink("path", { class: "x-ring", fill: data.bands[i] }));
  const before = ink("path", { class: "x-path" });
  const ends = ink("path", { class: "x-ends" });
  const cuts = ink("path", { class: "x-cut" });
  const minimum = handle("", "star");
  const start = handle(onMove ? "start" : "", "dot", "x-start");
  const now = handle("", "dot", "x-now");
  plot.body.append(floor, ...[...rings].reverse(), cuts, before, ends);
  plot.over.append(now.node, minimum.node, start.node);
  if (onMove) draggable(plot, ([b, w]) => onMove(b, w));
  return {
    ...plot,
    show({ surface, path, start: from, cut, label }) {
      const [lowB, highB] = data.b;
      const [lowW, highW] = data.w;
      plot.fit(data.b, data.w);
      set(floor, plot.box());
      set(floor, { fill: data.bands[data.levels.length] });
      rings.forEach((ring, i) => {
        const shape = ellipse(surface, data.levels[i] ?? -1);
        set(ring, { d: shape ? outline(plot, shape) : null });
      });
      minimum.move(plot.px(surface.b), plot.py(surface.w));
      set(minimum.node, { visibility: inside(data, surface.b, surface.w) ? null : "hidden" });
      start.move(plot.px(from.b), plot.py(from.w));
      if (cut === "w") set(cuts, { d: `M${plot.px(from.b)} ${plot.py(lowW)}V${plot.py(highW)}` });
      if (cut === "b") set(cuts, { d: `M${plot.px(lowB)} ${plot.py(from.w)}H${plot.px(highB)}` });
      set(now.node, { visibility: "hidden" });
      if (path) {
        const last = path.b.length - 1;
        set(before, { d: plot.trace(path.b, path.w) });
        set(ends, { d: dots(plot, path, last) });
        const b = path.b[last];
        const w = path.w[last];
        now.move(plot.px(b), plot.py(w));
        if (last && inside(data, b, w)) set(now.node, { visibility: null });
      }
      plot.describe(label);
    },
  };
}

const inside = (data, b, w) => b >= data.b[0] && b <= data.b[1] && w >= data.w[0] && w <= data.w[1];

// Ends of epochs, as dots: strokes without length and with round ends.
function dots(plot, path, last) {
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
  const hollow = ink("path", { class: "x-points x-hollow" });
  const line = ink("path", { class: "x-line" });
  plot.body.append(errors, points, hollow, line);
  const grips = handles ? { b: handle("b", "dot", "x-b"), w: handle("w", "dot", "x-w") } : {};
  plot.over.append(...Object.values(grips).map(({ node }) => node));
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
      grips.b?.move(plot.px(0), at(0));
      grips.w?.move(plot.px(1), at(1));
      plot.describe(label);
    },
  };
}

// Loss against epochs, updates or points: curves are { xs, ys, className }.
export function lossPlot({ say, classes = ["x-curve"] }) {
  const plot = axes({ xLabel: say("epoch"), yLabel: say("loss"), shape: "x-low", yLog: true });
  const curves = classes.map((name) => ink("path", { class: name }));
  const floor = ink("path", { class: "x-least" });
  const now = handle("", "dot", "x-now");
  plot.body.append(floor, ...curves);
  plot.over.append(now.node);
  return {
    ...plot,
    show({ lines, least, x, y, xLabel, label }) {
      plot.fit(x, y, { xLabel });
      set(floor, { d: `M${plot.px(x[0])} ${plot.py(least)}H${plot.px(x[1])}` });
      lines.forEach(({ xs, ys }, i) =>
        set(curves[i], { d: plot.trace(xs, ys, true), "stroke-width": ys.length > MANY ? 1 : 2 }),
      );
      const { xs, ys } = lines[lines.length - 1];
      const last = xs.length - 1;
      now.move(plot.px(xs[last]), plot.py(ys[last]));
      set(now.node, { visibility: ys[last] >= y[0] && ys[last] <= y[1] ? null : "hidden" });
      plot.describe(label);
    },
  };
}
