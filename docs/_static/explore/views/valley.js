// The loss of two weights whose product should be 1, from above: its contours are hyperbolas.
import { axes, beyond, draggable, handle } from "./axes.js";
import { ink, set } from "./dom.js";
import { arrowTo, cased, casedStrands, dots, lastFinite } from "./plots.js";

const POINTS = 40; // of a hyperbola

export function valleyPlot({ say, data, onMove }) {
  const plot = axes({ xLabel: say("first-weight"), yLabel: say("second-weight") });
  const floor = ink("rect", { fill: data.bands[0] });
  const rings = data.levels.map((_, i) => ink("path", { class: "x-ring", fill: data.bands[i + 1] }));
  const ground = cased("x-cut");
  const walked = casedStrands("x-path");
  const ends = cased("x-ends");
  const arrow = cased("x-next");
  const start = handle("start", "dot", "x-start");
  const now = handle("", "dot", "x-now");
  const gone = beyond(plot);
  plot.body.append(floor, ...rings, ...[ground, walked, ends, arrow].map(({ node }) => node));
  plot.over.append(now.node, start.node, gone.node);
  draggable(plot, ([u, v]) => onMove(u, v));

  const [left, right] = data.u;
  const [low, high] = data.v;
  const at = (u, v) => `${plot.px(u).toFixed(1)} ${plot.py(v).toFixed(1)}`;

  // One branch of u v = product, from the top or the bottom of the picture to its side; nothing where it lies outside.
  function branch(product, side) {
    const far = side > 0 ? right : left;
    const end = product / side > 0 ? high : low;
    const near = product / end;
    if (Math.abs(near) >= Math.abs(far)) return null;
    const along = (i) => near * (far / near) ** (i / POINTS);
    return Array.from({ length: POINTS + 1 }, (_, i) => at(along(i), product / along(i))).join(" ");
  }

  // Where the loss is above a level, u v is above 1 + root, or below 1 - root.
  function above(level) {
    const root = Math.sqrt(level);
    const corner = (product, side) => {
      const line = branch(product, side);
      return line ? `M${line} ${at(side > 0 ? right : left, product / side > 0 ? high : low)}Z` : "";
    };
    const outer = corner(1 + root, 1) + corner(1 + root, -1);
    if (root > 1) return outer + corner(1 - root, 1) + corner(1 - root, -1);
    return `${outer}M${branch(1 - root, 1)} ${at(right, low)} ${branch(1 - root, -1)} ${at(left, high)}Z`;
  }

  let drawn = "";
  return {
    ...plot,
    show({ path, n, start: from, label }) {
      plot.fit(data.u, data.v);
      const box = JSON.stringify(plot.box());
      if (box !== drawn) {
        drawn = box;
        set(floor, plot.box());
        rings.forEach((ring, i) => set(ring, { d: above(data.levels[i]) }));
        ground.draw(`M${branch(1, 1)}M${branch(1, -1)}`);
      }
      const part = { b: path.u.subarray(0, n + 1), w: path.v.subarray(0, n + 1), perEpoch: 1 };
      const inside = (u, v) => u >= left && u <= right && v >= low && v <= high;
      walked.draw([plot.trace(part.b, part.w)]);
      ends.draw(dots(plot, part, n));
      arrow.draw(n + 1 < path.u.length ? arrowTo(plot, [path.u[n], path.v[n]], [path.u[n + 1], path.v[n + 1]]) : null);
      start.move(plot.px(from.u), plot.py(from.v));
      now.move(plot.px(path.u[n]), plot.py(path.v[n]));
      set(now.node, { visibility: n && inside(path.u[n], path.v[n]) ? null : "hidden" });
      const seen = lastFinite(part);
      gone.show(path.u[seen], path.v[seen]);
      plot.describe(label);
    },
  };
}
