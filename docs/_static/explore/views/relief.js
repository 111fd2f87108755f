// The loss as height: a surface that can be turned, on a canvas.
import { lossAt } from "../core/surface.js";
import { make, set } from "./dom.js";

const CELLS = 36;
const HEIGHT = 0.62;

const channels = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));

export function reliefPlot({ say, data, onTurn }) {
  const canvas = make("canvas", { class: "x-relief", role: "img" });
  const node = make("div", { class: "x-frame" }, canvas);
  const pen = canvas.getContext("2d");
  const bands = data.bands.map(channels);
  const logs = data.levels.map(Math.log);
  let last = null;

  // Between the colours of the contours, by the logarithm of the loss.
  function colour(loss, light) {
    const value = Math.log(loss);
    let i = logs.findIndex((level) => value < level);
    if (i < 0) i = logs.length;
    const low = logs[i - 1] ?? logs[0] - 1;
    const high = logs[i] ?? logs[logs.length - 1] + 1;
    const part = Math.min(1, Math.max(0, (value - low) / (high - low)));
    const [from, to] = [bands[Math.max(0, i - 1)], bands[i]];
    const mixed = from.map((c, k) => Math.round((c + (to[k] - c) * part) * light));
    return `rgb(${mixed.join()})`;
  }

  function show({ surface, path, start, turn, tilt, label }) {
    last = { surface, path, start, turn, tilt, label };
    const width = Math.max(200, canvas.clientWidth || 300);
    const height = Math.max(180, canvas.clientHeight || 300);
    const dense = Math.min(3, devicePixelRatio || 1);
    set(canvas, { width: Math.round(width * dense), height: Math.round(height * dense) });
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    const [b0, b1] = data.b;
    const [w0, w1] = data.w;
    const side = (i) => i / CELLS - 0.5;
    const losses = Array.from({ length: CELLS + 1 }, (_, j) =>
      Array.from({ length: CELLS + 1 }, (__, i) =>
        lossAt(surface, b0 + ((b1 - b0) * i) / CELLS, w0 + ((w1 - w0) * j) / CELLS),
      ),
    );
    const top = Math.max(...losses.flat());
    const [sinT, cosT] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)];
    const [sinE, cosE] = [Math.sin((tilt * Math.PI) / 180), Math.cos((tilt * Math.PI) / 180)];
    const size = Math.min(width / 1.5, height / 1.35);
    const depth = (u, v) => -sinT * u + cosT * v;
    const project = (u, v, z) => [
      width / 2 + size * (cosT * u + sinT * v),
      height * 0.53 - size * (depth(u, v) * sinE + (z - HEIGHT / 2) * cosE),
    ];
    const draw = (points) => {
      pen.beginPath();
      points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    };
    const style = getComputedStyle(canvas);
    const token = (name) => style.getPropertyValue(`--x-${name}`).trim();

    const floor = [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]];
    draw(floor.map(([u, v]) => project(u, v, 0)));
    pen.closePath();
    pen.strokeStyle = token("faint");
    pen.lineWidth = 1;
    pen.stroke();

    const cells = [];
    for (let j = 0; j < CELLS; j += 1) for (let i = 0; i < CELLS; i += 1) cells.push([i, j]);
    const far = ([i, j]) => depth(side(i), side(j));
    cells.sort((one, other) => far(other) - far(one));
    const z = (i, j) => (HEIGHT * losses[j][i]) / top;
    for (const [i, j] of cells) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
      const lean = (z(i + 1, j + 1) - z(i, j)) * CELLS * 0.16;
      draw(corners.map(([p, q]) => project(side(p), side(q), z(p, q))));
      const middle = (losses[j][i] + losses[j + 1][i + 1]) / 2;
      pen.fillStyle = colour(middle, Math.max(0.86, Math.min(1, 0.96 - lean)));
      pen.fill();
      pen.strokeStyle = pen.fillStyle;
      pen.lineWidth = 0.7;
      pen.stroke();
    }

    const place = (b, w) => {
      const loss = Math.min(top, lossAt(surface, b, w));
      return project((b - b0) / (b1 - b0) - 0.5, (w - w0) / (w1 - w0) - 0.5, (HEIGHT * loss) / top);
    };
    const inside = (b, w) => b >= b0 && b <= b1 && w >= w0 && w <= w1;
    const every = Math.max(1, Math.floor(path.b.length / 2000));
    let run = [];
    const flush = () => {
      if (run.length > 1) {
        draw(run);
        pen.lineJoin = "round";
        pen.strokeStyle = token("edge");
        pen.globalAlpha = 0.45;
        pen.lineWidth = 3;
        pen.stroke();
        pen.globalAlpha = 1;
        pen.strokeStyle = token("chalk");
        pen.lineWidth = 1.5;
        pen.stroke();
      }
      run = [];
    };
    for (let i = 0; i < path.b.length; i += every) {
      if (inside(path.b[i], path.w[i])) run.push(place(path.b[i], path.w[i]));
      else flush();
    }
    flush();
    const dot = (b, w, fill, edge) => {
      if (!inside(b, w)) return;
      pen.beginPath();
      pen.arc(...place(b, w), 5, 0, 7);
      pen.fillStyle = fill;
      pen.strokeStyle = edge;
      pen.lineWidth = 1.4;
      pen.fill();
      pen.stroke();
    };
    const end = path.b.length - 1;
    dot(surface.b, surface.w, token("good"), token("chalk"));
    if (end) dot(path.b[end], path.w[end], token("model"), token("chalk"));
    dot(start.b, start.w, token("chalk"), token("edge"));

    pen.font = `13px ${style.fontFamily}`;
    pen.fillStyle = token("ink");
    // Names stand outside the two edges of the floor that are nearest.
    const near = (u, v) => [u * 1.22, v * 1.22];
    const edges = [
      [say("bias"), [[0, -0.5], [0, 0.5]]],
      [say("weight"), [[-0.5, 0], [0.5, 0]]],
    ];
    for (const [name, options] of edges) {
      const [u, v] = options.reduce((one, other) => (depth(...one) < depth(...other) ? one : other));
      const [x, y] = project(...near(u, v), 0);
      pen.textAlign = x < width / 2 ? "right" : "left";
      const room = pen.measureText(name).width;
      pen.fillText(name, Math.min(width - 2, Math.max(room + 2, x)) - (x < width / 2 ? 0 : Math.max(0, x + room - width + 2)), y + 10);
    }
    pen.textAlign = "left";
    pen.fillText(say("as-height"), 2, 15);
    if (canvas.getAttribute("aria-label") !== label) set(canvas, { "aria-label": label });
  }

  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = { x: event.clientX, y: event.clientY, turn: last.turn, tilt: last.tilt };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (held) onTurn(held.turn + (event.clientX - held.x) / 2, held.tilt + (event.clientY - held.y) / 3);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      held = null;
    });
  }
  const again = () => last && show(last);
  new MutationObserver(again).observe(document.body, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  return { node, show, onResize: (redraw) => new ResizeObserver(redraw).observe(node) };
}
