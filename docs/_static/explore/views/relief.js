// The loss as height: a surface that can be turned, on a canvas.
import { lossAt } from "../core/surface.js";
import { star } from "./axes.js";
import { make, set } from "./dom.js";

const CELLS = 36;
const HEIGHT = 0.62;
const DOTS = 2000;
const CUTS = 60; // parts of a section
const KEYS = { ArrowLeft: [-5, 0], ArrowRight: [5, 0], ArrowUp: [0, -5], ArrowDown: [0, 5] }; // degrees
const LEANS = [5, 85];

const channels = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
const radians = (degrees) => (degrees * Math.PI) / 180;

// From parameters and height to the screen, seen from one side.
function camera({ turn, tilt }, width, height) {
  const [sinT, cosT] = [Math.sin(radians(turn)), Math.cos(radians(turn))];
  const [sinE, cosE] = [Math.sin(radians(tilt)), Math.cos(radians(tilt))];
  const size = Math.min(width / 1.5, height / 1.35);
  const depth = (u, v) => -sinT * u + cosT * v;
  const project = (u, v, z) => [
    width / 2 + size * (cosT * u + sinT * v),
    height * 0.53 - size * (depth(u, v) * sinE + (z - HEIGHT / 2) * cosE),
  ];
  return { depth, project };
}

export function reliefPlot({ say, data, onTurn }) {
  const canvas = make("canvas", { class: "x-relief", role: "img", tabindex: "0" });
  const node = make("div", { class: "x-frame" }, canvas);
  const ground = make("canvas");
  const bands = data.bands.map(channels);
  let logs = [];
  let [b0, b1, w0, w1] = [0, 1, 0, 1];
  let last = null;
  let look = null;
  let drawn = "";
  let top = 1;

  // Between the colours of the contours, by the logarithm of the loss.
  function colour(loss, light) {
    const value = Math.log(loss);
    let i = logs.findIndex((level) => value < level);
    if (i < 0) i = logs.length;
    const low = logs[i - 1] ?? logs[0] - 1;
    const high = logs[i] ?? logs[logs.length - 1] + 1;
    const part = Math.min(1, Math.max(0, (value - low) / (high - low)));
    const [from, to] = [bands[Math.max(0, i - 1)], bands[i]];
    return `rgb(${from.map((c, k) => Math.round((c + (to[k] - c) * part) * light)).join()})`;
  }

  function follow(pen, points) {
    pen.beginPath();
    points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  }

  // The least loss lies on the floor.
  const lift = ({ least }, loss) => (HEIGHT * (Math.min(top, loss) - least)) / (top - least);

  // The surface itself, which most changes leave as it is.
  function drawGround(pen, { surface }, { depth, project }, width, height, ink) {
    const side = (i) => i / CELLS - 0.5;
    const losses = Array.from({ length: CELLS + 1 }, (_, j) =>
      Array.from({ length: CELLS + 1 }, (__, i) =>
        lossAt(surface, b0 + ((b1 - b0) * i) / CELLS, w0 + ((w1 - w0) * j) / CELLS),
      ),
    );
    top = Math.max(...losses.flat());
    const z = (i, j) => lift(surface, losses[j][i]);
    const floor = [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5]];
    follow(pen, floor.map(([u, v]) => project(u, v, 0)));
    pen.strokeStyle = ink("faint");
    pen.lineWidth = 1;
    pen.stroke();

    const cells = [];
    for (let j = 0; j < CELLS; j += 1) for (let i = 0; i < CELLS; i += 1) cells.push([i, j]);
    const far = ([i, j]) => depth(side(i), side(j));
    cells.sort((one, other) => far(other) - far(one));
    pen.lineWidth = 0.7;
    for (const [i, j] of cells) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
      const lean = (z(i + 1, j + 1) - z(i, j)) * CELLS * 0.16;
      const middle = (losses[j][i] + losses[j + 1][i + 1]) / 2;
      follow(pen, corners.map(([p, q]) => project(side(p), side(q), z(p, q))));
      pen.fillStyle = colour(middle, Math.max(0.86, Math.min(1, 0.96 - lean)));
      pen.strokeStyle = pen.fillStyle;
      pen.fill();
      pen.stroke();
    }

    // Names stand outside the two edges of the floor that are nearest.
    pen.fillStyle = ink("ink");
    pen.textAlign = "center";
    const edges = [
      [say("bias"), [[0, -0.61], [0, 0.61]]],
      [say("weight"), [[-0.61, 0], [0.61, 0]]],
    ];
    for (const [name, options] of edges) {
      const [u, v] = options.reduce((one, other) => (depth(...one) < depth(...other) ? one : other));
      const [x, y] = project(u, v, 0);
      const half = pen.measureText(name).width / 2 + 2;
      pen.fillText(name, Math.max(half, Math.min(width - half, x)), Math.min(height - 4, y + 10));
    }
    pen.textAlign = "left";
    pen.fillText(say("as-height"), 2, 15);
  }

  // Size and colours, read when they may have changed and not while drawing.
  function measure() {
    const style = getComputedStyle(canvas);
    const names = ["ink", "faint", "model", "chalk", "edge"];
    look = {
      width: Math.max(200, canvas.clientWidth || 300),
      height: Math.max(180, canvas.clientHeight || 300),
      dense: Math.min(3, devicePixelRatio || 1),
      font: `13px ${style.fontFamily}`,
      colours: Object.fromEntries(
        names.map((name) => [name, style.getPropertyValue(`--figure-${name}`).trim()]),
      ),
    };
  }

  function show(state) {
    last = state;
    const { surface, path, start, cut, turn, tilt, label, part = data } = state;
    [b0, b1, w0, w1] = [...part.b, ...part.w];
    logs = part.levels.map(Math.log);
    if (!look) measure();
    const { width, height, dense, font, colours } = look;
    const ink = (name) => colours[name];
    const view = camera(state, width, height);
    const size = { width: Math.round(width * dense), height: Math.round(height * dense) };

    const key = JSON.stringify([surface, part.b, part.w, turn, tilt, size, colours]);
    if (key !== drawn) {
      drawn = key;
      set(ground, size);
      const pen = ground.getContext("2d");
      pen.scale(dense, dense);
      pen.font = font;
      drawGround(pen, state, view, width, height, ink);
    }
    if (canvas.width !== size.width || canvas.height !== size.height) set(canvas, size);
    const pen = canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, size.width, size.height);
    pen.drawImage(ground, 0, 0);
    pen.scale(dense, dense);

    const inside = (b, w) => b >= b0 && b <= b1 && w >= w0 && w <= w1;
    const place = (b, w) =>
      view.project(
        (b - b0) / (b1 - b0) - 0.5,
        (w - w0) / (w1 - w0) - 0.5,
        lift(surface, lossAt(surface, b, w)),
      );
    const trail = ({ b, w }, dashes) => {
      let run = [];
      const flush = () => {
        if (run.length > 1) {
          follow(pen, run);
          pen.lineJoin = "round";
          pen.setLineDash(dashes);
          for (const [name, breadth] of [["edge", 3.6], ["chalk", 1.6]]) {
            pen.strokeStyle = ink(name);
            pen.lineWidth = breadth;
            pen.stroke();
          }
          pen.setLineDash([]);
        }
        run = [];
      };
      const every = Math.max(1, Math.floor(b.length / DOTS));
      for (let i = 0; i < b.length; i += every) {
        if (inside(b[i], w[i])) run.push(place(b[i], w[i]));
        else flush();
      }
      flush();
    };
    if (cut) {
      const along = (name) =>
        Array.from({ length: CUTS + 1 }, (_, i) =>
          name === cut ? part[name][0] + ((part[name][1] - part[name][0]) * i) / CUTS : start[name],
        );
      trail({ b: along("b"), w: along("w") }, [5, 4]);
    }
    trail(path, []);
    const dot = ({ b, w }, fill, edge) => {
      if (!inside(b, w)) return;
      pen.beginPath();
      pen.arc(...place(b, w), 5, 0, 7);
      pen.fillStyle = ink(fill);
      pen.strokeStyle = ink(edge);
      pen.lineWidth = 1.4;
      pen.fill();
      pen.stroke();
    };
    const end = path.b.length - 1;
    if (end) dot({ b: path.b[end], w: path.w[end] }, "model", "chalk");
    if (inside(surface.b, surface.w)) {
      pen.save();
      pen.translate(...place(surface.b, surface.w));
      pen.fillStyle = ink("chalk");
      pen.strokeStyle = ink("edge");
      pen.lineWidth = 1.2;
      const sign = new Path2D(star(9));
      pen.fill(sign);
      pen.stroke(sign);
      pen.restore();
    }
    dot(start, "chalk", "edge");
    if (canvas.getAttribute("aria-label") !== label) set(canvas, { "aria-label": label });
  }

  // All the way round, but neither from right above nor from below.
  function face(turn, tilt) {
    const [low, high] = LEANS;
    last = {
      ...last,
      turn: Math.round(((((turn + 180) % 360) + 360) % 360) - 180),
      tilt: Math.round(Math.min(high, Math.max(low, tilt))),
    };
    onTurn(last.turn, last.tilt);
  }
  canvas.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    face(last.turn + way[0], last.tilt + way[1]);
  });
  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = { x: event.clientX, y: event.clientY, turn: last.turn, tilt: last.tilt };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (held) face(held.turn + (event.clientX - held.x) / 2, held.tilt + (event.clientY - held.y) / 3);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      held = null;
    });
  }
  const again = () => {
    measure();
    if (last) show(last);
  };
  new MutationObserver(again).observe(document.body, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  new ResizeObserver(again).observe(node);
  // The names of the axes need their font, which may arrive late.
  document.fonts.addEventListener("loadingdone", () => {
    drawn = "";
    again();
  });
  return { node, show };
}
