// Axes in the size of the page, so that their words keep their size on a phone.
import { ink, make, newId, set } from "./dom.js";

const ROOM = { top: 30, right: 12, bottom: 42, left: 46 };
const FAR = 1e4;
const BRIM = 9;
export const MANY = 1000;

const spelt = { 2: {}, 10: {} }; // coordinates as words, by grains to a pixel: many paths ask for the same few

const round = (value) => Math.round(value * 10) / 10;

function ticks([low, high], log) {
  if (log) {
    const first = Math.ceil(Math.log10(low));
    const n = Math.floor(Math.log10(high)) - first + 1;
    return Array.from({ length: n }, (_, i) => Number(`1e${first + i}`));
  }
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * power).find((k) => k >= rough * 0.999);
  const first = Math.ceil(low / step - 1e-9);
  const n = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: n }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

// All digits of it, or a power of ten where that is as short.
function spell(value) {
  const [plainly, short] = [String(value), value.toExponential().replace("e+", "e")];
  const size = Math.abs(value);
  const far = size >= 1e4 || (size < 1e-3 && size > 0);
  return (far && short.length <= plainly.length ? short : plainly).replace(/-/g, "\u2212");
}

// Ranges are given with each drawing; the shape is decided by the style sheet.
export function axes({ xLabel, yLabel, shape = "x-square", yLog = false }) {
  const clip = newId();
  const clipBox = ink("rect");
  const body = ink("g", { "clip-path": `url(#${clip})` });
  const scale = ink("g", { class: "x-scale" });
  const over = ink("g");
  const svg = ink(
    "svg",
    { class: "x-plot", role: "img" },
    ink("defs", {}, ink("clipPath", { id: clip }, clipBox)),
    scale,
    body,
    over,
  );
  const node = make("div", { class: `x-frame ${shape}` }, svg);
  const now = { x: [0, 1], y: [0, 1], width: 0, height: 0 };

  const along = (range, log, value) =>
    log
      ? Math.log(value / range[0]) / Math.log(range[1] / range[0])
      : (value - range[0]) / (range[1] - range[0]);
  const tame = (value) => (Number.isNaN(value) ? FAR : Math.max(-FAR, Math.min(FAR, value)));
  const inner = () => ({
    width: now.width - ROOM.left - ROOM.right,
    height: now.height - ROOM.top - ROOM.bottom,
  });
  const px = (value) => tame(ROOM.left + inner().width * along(now.x, false, value));
  const py = (value) => tame(ROOM.top + inner().height * (1 - along(now.y, yLog, value)));

  function measure() {
    now.width = Math.max(200, svg.clientWidth || 300);
    now.height = Math.max(150, svg.clientHeight || 300);
    set(svg, { viewBox: `0 0 ${now.width} ${now.height}` });
  }

  function ruler() {
    const { width, height } = inner();
    const parts = [];
    for (const value of ticks(now.y, yLog)) {
      const at = round(py(value));
      parts.push(
        ink("line", { x1: ROOM.left, x2: ROOM.left + width, y1: at, y2: at }),
        ink("text", { x: ROOM.left - 6, y: at + 4, "text-anchor": "end" }, spell(value)),
      );
    }
    for (const value of ticks(now.x, false)) {
      const at = round(px(value));
      parts.push(
        ink("line", { x1: at, x2: at, y1: ROOM.top, y2: ROOM.top + height }),
        ink("text", { x: at, y: now.height - ROOM.bottom + 17, "text-anchor": "middle" }, spell(value)),
      );
    }
    parts.push(
      ink("text", { class: "x-name", x: ROOM.left - 34, y: 17 }, now.yLabel ?? yLabel),
      ink(
        "text",
        { class: "x-name", x: now.width - ROOM.right, y: now.height - 7, "text-anchor": "end" },
        now.xLabel ?? xLabel,
      ),
    );
    scale.replaceChildren(...parts);
    set(clipBox, { x: ROOM.left, y: ROOM.top, width, height });
  }

  return {
    node,
    svg,
    body,
    over,
    px,
    py,
    box: () => ({ x: ROOM.left, y: ROOM.top, ...inner() }),
    // Set the ranges; draw the rulers again only if something moved.
    fit(x, y, labels = {}) {
      if (!now.width) measure();
      const key = JSON.stringify([x, y, labels, now.width, now.height]);
      if (key === now.key) return;
      Object.assign(now, { key, x, y, ...labels });
      ruler();
    },
    describe(text) {
      if (svg.getAttribute("aria-label") !== text) set(svg, { "aria-label": text });
    },
    // Where in the data a pointer is.
    at(event) {
      const frame = svg.getBoundingClientRect();
      const { width, height } = inner();
      const u = (((event.clientX - frame.left) / frame.width) * now.width - ROOM.left) / width;
      const v = (((event.clientY - frame.top) / frame.height) * now.height - ROOM.top) / height;
      const [x0, x1] = now.x;
      const [y0, y1] = now.y;
      return [x0 + u * (x1 - x0), yLog ? y1 * (y0 / y1) ** v : y1 + v * (y0 - y1)];
    },
    // Sizes are read here alone: to ask for them while drawing would lay the page out each time.
    onResize(redraw) {
      new ResizeObserver(() => {
        const { width, height } = now;
        measure();
        if (width !== now.width || height !== now.height) redraw();
      }).observe(node);
    },
    // The points of a polyline: they are no style, as a path's `d` is, so many lines are drawn within a frame.
    // Of very many points, only those are kept that can be told apart:
    // along time, the lowest and the highest in each half pixel, else one for each half pixel entered.
    trace(xs, ys, inTime = false, many = xs.length > MANY) {
      const { width, height } = inner();
      const [x0, x1] = now.x;
      const kx = width / (x1 - x0);
      const ky = height / (yLog ? Math.log(now.y[1] / now.y[0]) : now.y[1] - now.y[0]);
      const grain = many ? 2 : 10;
      const written = spelt[grain];
      const parts = [];
      let [lastU, lastV, low, high] = [NaN, NaN, 0, 0];
      const put = (u, v) => {
        parts.push((written[u] ??= String(u / grain)), (written[v] ??= String(v / grain)));
      };
      const flush = () => {
        if (low !== lastV) put(lastU, low);
        if (high !== low) put(lastU, high);
      };
      for (let i = 0; i < xs.length; i += 1) {
        const y = yLog ? Math.log(ys[i] / now.y[0]) : ys[i] - now.y[0];
        const u = Math.round(tame(ROOM.left + (xs[i] - x0) * kx) * grain);
        const v = Math.round(tame(ROOM.top + height - y * ky) * grain);
        if (many && inTime && u === lastU) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        } else if (u !== lastU || v !== lastV) {
          if (many && inTime && i) flush();
          put(u, v);
          [lastU, lastV, low, high] = [u, v, v, v];
        }
        if (!Number.isFinite(ys[i])) break;
      }
      if (many && inTime) flush();
      return parts.join(" ");
    },
  };
}

// Drag with any pointer: mice anywhere on the plot, fingers on a handle or with a tap.
export function draggable(plot, onMove) {
  let dragging = false;
  plot.svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const handle = event.target.closest("[data-handle]");
    if (event.pointerType !== "mouse" && !handle) return;
    dragging = handle?.dataset.handle ?? "plot";
    plot.svg.setPointerCapture(event.pointerId);
    if (dragging === "plot") onMove(plot.at(event), dragging);
    event.preventDefault();
  });
  plot.svg.addEventListener("pointermove", (event) => {
    if (dragging) onMove(plot.at(event), dragging);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    plot.svg.addEventListener(end, () => {
      dragging = false;
    });
  }
  plot.svg.addEventListener("click", (event) => {
    if (event.pointerType === "mouse" || event.target.closest("[data-handle]")) return;
    onMove(plot.at(event), "plot");
  });
}

// A sign with room for a finger around it.
export function handle(name, kind, className = "") {
  const sign =
    kind === "star"
      ? ink("path", { d: star(9), class: `x-sign ${className}` })
      : ink("circle", { r: 6, class: `x-sign ${className}` });
  const finger = name ? [ink("circle", { r: 20, class: "x-finger", "data-handle": name })] : [];
  // What is inside an SVG cannot refuse the page's scrolling by its style, so it says so itself.
  for (const one of finger) {
    one.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  }
  const node = ink("g", {}, ...finger, sign);
  return {
    node,
    move(x, y) {
      set(node, { transform: `translate(${round(x)} ${round(y)})` });
    },
  };
}

// A mark at the edge of a plot where something has left it: it points to where that is.
export function beyond(plot, className = "") {
  const node = ink("path", { class: `x-beyond ${className}`, d: "M-7 5L0 -8L7 5Z", visibility: "hidden" });
  const into = (value, low, size) => Math.max(low + BRIM, Math.min(low + size - BRIM, value));
  return {
    node,
    hide: () => set(node, { visibility: "hidden" }),
    show(x, y) {
      const { x: left, y: top, width, height } = plot.box();
      const [u, v] = [plot.px(x), plot.py(y)];
      const out = u < left - 0.5 || u > left + width + 0.5 || v < top - 0.5 || v > top + height + 0.5;
      const [p, q] = [into(u, left, width), into(v, top, height)];
      const angle = Math.round((Math.atan2(u - p, q - v) * 180) / Math.PI);
      set(node, {
        visibility: out ? null : "hidden",
        transform: out ? `translate(${round(p)} ${round(q)}) rotate(${angle})` : null,
      });
    },
  };
}

export function star(r) {
  const corner = (i) => {
    const angle = (Math.PI / 5) * i - Math.PI / 2;
    const reach = i % 2 ? r * 0.45 : r;
    return `${round(reach * Math.cos(angle))} ${round(reach * Math.sin(angle))}`;
  };
  return `M${Array.from({ length: 10 }, (_, i) => corner(i)).join("L")}Z`;
}

