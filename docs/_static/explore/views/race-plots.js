// What the race is seen on: the loss from above, and over the updates; a line and a letter for each rule.
import { axes, draggable, handle } from "./axes.js";
import { ink, make, set } from "./dom.js";

const COARSE = 6; // pixels between the places at which a dear loss is computed
const HEAD = 7;
const LETTER_ROOM = 9;

export const channels = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));

// One rule's line, under it a border in the colour of the page, and at its end a dot with the rule's letter.
function runner(plot, name, letter) {
  const under = ink("polyline", { class: "x-under" });
  const line = ink("polyline", { class: `x-run x-rule-${name}` });
  const text = ink("text", { "text-anchor": "middle", y: 4 }, letter);
  const dot = ink("g", { class: `x-runner x-rule-${name}` }, ink("circle", { r: 8 }), text);
  plot.body.append(under, line);
  plot.over.append(dot);
  return {
    // Outside the picture the dot is hollow, and stands at the edge.
    show(points, x, y, chosen) {
      const { x: left, y: top, width, height } = plot.box();
      const u = Math.max(left + LETTER_ROOM, Math.min(left + width - LETTER_ROOM, x));
      const v = Math.max(top + LETTER_ROOM, Math.min(top + height - LETTER_ROOM, y));
      const out = x < left || x > left + width || y < top || y > top + height;
      set(under, { points, "stroke-width": chosen ? 6 : 5 });
      set(line, { points, "stroke-width": chosen ? 3 : 2 });
      set(dot, {
        transform: `translate(${u.toFixed(1)} ${v.toFixed(1)})`,
        class: `x-runner x-rule-${name}${out ? " x-out" : ""}`,
        visibility: null,
      });
    },
    hide() {
      for (const one of [under, line]) set(one, { points: null });
      set(dot, { visibility: "hidden" });
    },
  };
}

// The same as a sign beside a name.
export const swatch = (name, letter) =>
  ink(
    "svg",
    { class: "x-swatch", viewBox: "0 0 34 18", "aria-hidden": "true" },
    ink("path", { class: `x-run x-rule-${name}`, d: "M1 9H33" }),
    ink("g", { class: `x-runner x-rule-${name}`, transform: "translate(17 9)" }, ink("circle", { r: 8 }),
      ink("text", { "text-anchor": "middle", y: 4 }, letter)),
  );

export function runners(plot, letters) {
  const all = Object.entries(letters).map(([name, letter]) => [name, runner(plot, name, letter)]);
  return Object.fromEntries(all);
}

// The loss from above, whatever its shape: each pixel has the colour of its band.
export function groundPlot({ say, bands, letters, onMove }) {
  const plot = axes({ xLabel: say("bias"), yLabel: say("weight") });
  const canvas = make("canvas", { class: "x-pixels", "aria-hidden": "true" });
  plot.node.prepend(canvas);
  const valley = ink("path", { class: "x-valley" });
  plot.body.append(valley);
  const minimum = handle("", "star");
  const start = handle(onMove ? "start" : "", "dot", "x-start");
  const arrow = ink("path", { class: "x-arrow" });
  const found = runners(plot, letters);
  plot.body.append(arrow);
  plot.over.append(minimum.node, start.node);
  if (onMove) draggable(plot, ([b, w]) => onMove(b, w));
  let drawn = "";

  function ground(problem, view) {
    const { x: left, y: top, width, height } = plot.box();
    const dense = Math.min(2, devicePixelRatio || 1);
    const [columns, rows] = [width, height].map((size) => Math.max(1, Math.round(size * dense)));
    const key = [problem.name, left, top, columns, rows].join();
    if (key === drawn) return;
    drawn = key;
    Object.assign(canvas.style, {
      left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`,
    });
    set(canvas, { width: columns, height: rows });
    const step = problem.name === "threshold" ? COARSE : 1;
    const across = Math.ceil(columns / step) + 1;
    const logs = Float64Array.from({ length: across * (Math.ceil(rows / step) + 1) }, (_, i) => {
      const u = ((i % across) * step + 0.5) / columns;
      const v = (Math.floor(i / across) * step + 0.5) / rows;
      const [b, w] = [view.b[0] + u * (view.b[1] - view.b[0]), view.w[1] - v * (view.w[1] - view.w[0])];
      return Math.log(problem.at(b, w));
    });
    const edges = view.levels.map(Math.log);
    const pixel = (colour) => new Uint32Array(Uint8ClampedArray.of(...colour, 255).buffer)[0];
    const plainly = bands.map((hex) => pixel(channels(hex)));
    const ringed = bands.map((hex) => pixel(channels(hex).map((c) => (c + 250) / 2)));
    const pen = canvas.getContext("2d");
    const image = pen.createImageData(columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    const band = new Uint8Array(columns * rows);
    for (let j = 0; j < rows; j += 1) {
      const [row, down] = [Math.floor(j / step), (j % step) / step];
      for (let i = 0; i < columns; i += 1) {
        const at = row * across + Math.floor(i / step);
        const right = (i % step) / step;
        const above = logs[at] + (logs[at + 1] - logs[at]) * right;
        const below = logs[at + across] + (logs[at + across + 1] - logs[at + across]) * right;
        const log = step === 1 ? logs[at] : above + (below - above) * down;
        let k = 0;
        while (k < edges.length && log >= edges[k]) k += 1;
        const here = j * columns + i;
        band[here] = k;
        const ring = (i && band[here - 1] !== k) || (j && band[here - columns] !== k);
        pixels[here] = (ring ? ringed : plainly)[k];
      }
    }
    pen.putImageData(image, 0, 0);
  }

  return {
    ...plot,
    show({ problem, view, runs, n, look, next, from, names, label }) {
      plot.fit(view.b, view.w, { xLabel: names[0], yLabel: names[1] });
      ground(problem, view);
      const [b, w] = problem.minimum;
      minimum.move(plot.px(b), plot.py(w));
      start.move(plot.px(from.b), plot.py(from.w));
      set(valley, { d: problem.best === undefined ? null : hyperbola(plot, view.b, problem.best) });
      for (const [name, one] of Object.entries(found)) {
        const run = runs[name];
        if (!run) one.hide();
        else {
          const last = lastFinite(run, n);
          const points = plot.trace(run.b.subarray(0, n + 1), run.w.subarray(0, n + 1));
          one.show(points, plot.px(run.b[last]), plot.py(run.w[last]), name === look);
        }
      }
      set(arrow, { d: next ? arrowTo(plot, next) : null });
      plot.describe(label);
    },
  };
}

export const lastFinite = ({ overflow }, n) => (overflow < 0 ? n : Math.min(n, Math.max(0, overflow - 1)));

// All pairs with the best product.
function hyperbola(plot, [low, high], best) {
  const branch = (sign) =>
    Array.from({ length: 80 }, (_, i) => {
      const u = sign * (0.02 + ((Math.max(-low, high) - 0.02) * i) / 79);
      return `${plot.px(u).toFixed(1)} ${plot.py(best / u).toFixed(1)}`;
    }).join(" ");
  return `M${branch(1)}M${branch(-1)}`;
}

function arrowTo(plot, [b0, w0, b1, w1]) {
  const [x0, y0, x1, y1] = [plot.px(b0), plot.py(w0), plot.px(b1), plot.py(w1)];
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (!(length > 4)) return null;
  const [u, v] = [((x1 - x0) / length) * HEAD, ((y1 - y0) / length) * HEAD];
  const point = (x, y) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return (
    `M${point(x0, y0)}L${point(x1, y1)}` +
    `M${point(x1 - u - v / 2, y1 - v + u / 2)}L${point(x1, y1)}L${point(x1 - u + v / 2, y1 - v - u / 2)}`
  );
}

// The loss above its least over the updates.
export function lossesPlot({ say, letters }) {
  const plot = axes({ xLabel: say("update"), yLabel: say("above-least"), shape: "x-low", yLog: true });
  const close = ink("path", { class: "x-least" });
  plot.body.append(close);
  const found = runners(plot, letters);
  let xs = new Float64Array(0);
  return {
    ...plot,
    show({ runs, n, length, look, least, near, label }) {
      plot.fit([0, length], [1e-10, 1e2]);
      if (xs.length <= length) xs = Float64Array.from({ length: length + 1 }, (_, i) => i);
      set(close, { d: `M${plot.px(0)} ${plot.py(near)}H${plot.px(length)}` });
      for (const [name, one] of Object.entries(found)) {
        const run = runs[name];
        if (!run) one.hide();
        else {
          const last = lastFinite(run, n);
          const ys = run.loss.subarray(0, n + 1).map((loss) => Math.max(loss - least, 1e-16));
          one.show(plot.trace(xs.subarray(0, n + 1), ys, true), plot.px(last), plot.py(ys[last]), name === look);
        }
      }
      plot.describe(label);
    },
  };
}
