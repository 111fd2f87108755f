// What can be read of a state: facts, the arithmetic of the next update, the numbers, the program.
import { limits } from "../core/curvature.js";
import { original } from "../core/data.js";
import { batchLoss } from "../core/descent.js";
import { program } from "../core/program.js";
import { mean, meanOf } from "../core/sums.js";
import { table } from "../views/controls.js";
import { make, write } from "../views/dom.js";
import { listing } from "../views/listing.js";
import { chosen, formats, show, whole } from "../views/words.js";

const ROWS = 200;

export function readings(say, call) {
  let now;
  const facts = ["original-b", "original-w", "distance", "condition"].map((key) => [key, make("dd")]);
  const list = make(
    "dl",
    { class: "x-facts" },
    ...facts.flatMap(([key, value]) => [make("dt", {}, say(key)), value]),
  );
  const sums = make("pre", { class: "x-sums" });
  const scroll = (label, child) =>
    make("div", { class: "x-scroll", tabindex: "0", role: "group", "aria-label": label }, child);
  const arithmetic = make(
    "div",
    { class: "x-full" },
    make("p", { class: "x-label" }, say("arithmetic")),
    scroll(say("arithmetic"), sums),
  );
  const numbers = table(
    say("numbers-path"),
    ["update", "epoch", "bias", "weight", "loss"].map((key) => say(key)),
    rows,
  );
  const points = table(
    say("numbers-data"),
    ["feature", "label", "prediction"].map((key) => say(key)),
    () => {
      const { x, path, data } = now;
      const last = path.b.length - 1;
      return x.map((value, i) => [value, data.y[i], path.b[last] + path.w[last] * value].map(show));
    },
  );
  const code = listing(say, call);

  // Every update while there are few, else the ends of epochs.
  function rows() {
    const { path } = now;
    const last = path.b.length - 1;
    const every = last <= ROWS ? 1 : path.perEpoch;
    const shown = Array.from({ length: Math.floor(last / every) + 1 }, (_, i) => i * every);
    return shown.map((i) => [
      whole(i), chosen(i / path.perEpoch), show(path.b[i]), show(path.w[i]), show(path.loss[i]),
    ]);
  }

  const p = (value) => (value < 0 ? `(${show(value)})` : show(value));

  // Written as the program does it.
  function writeSums({ path, lr, next, s }) {
    const { momentum: mu, bug } = s;
    const here = path.place;
    const how = say(bug.sum ? "sum" : "mean");
    const sign = bug.sign ? "+" : "−";
    const one = (name, about, grad, at, velocity, before, after) => [
      `∂MSE/∂${name} = 2 × ${how}(${about}) = 2 × ${p(grad / 2)} = ${show(grad)}${at}`,
      ...(mu ? [`v_${name} = ${chosen(mu)} × ${p(before)} + ${p(grad)} = ${show(velocity)}`] : []),
      `${name} ← ${show(here[name])} ${sign} ${chosen(lr)} × ${p(velocity)} = ${show(after)}`,
    ];
    const late = bug.order ? `   ${say("with-new-b")}` : "";
    return [
      `MSE = ${say("mean")}(e²) = ${show(batchLoss(path.batch, here))}   (n = ${whole(path.batch.n)})`,
      ...one("b", "e", next.bGrad, "", next.bVelocity, here.bVelocity, next.b),
      ...one("w", "x · e", next.wGrad, late, next.wVelocity, here.wVelocity, next.w),
    ];
  }

  // While a bug is hidden: what was measured, and what came out, but not how.
  function writeClues({ x, path, lr, next }) {
    const here = path.place;
    const { rows: order, from, n } = path.batch;
    const error = (i) => here.b + here.w * x[order[from + i]] - path.batch.y[order[from + i]];
    const average = say("mean");
    const spread = Math.sqrt(meanOf(x.length, (i) => (x[i] - mean(x)) ** 2));
    return [
      `${average}(e) = ${show(meanOf(n, error))}   ${average}(x · e) = ${show(meanOf(n, (i) => x[order[from + i]] * error(i)))}   (n = ${whole(n)})`,
      `∂MSE/∂b = ${show(next.bGrad)}   ∂MSE/∂w = ${show(next.wGrad)}   η = ${chosen(lr)}`,
      `b: ${show(here.b)} → ${show(next.b)}   w: ${show(here.w)} → ${show(next.w)}`,
      `${average}(x) = ${show(mean(x))}   σ(x) = ${show(spread)}`,
    ];
  }

  return {
    arithmetic,
    list,
    nodes: [numbers.node, points.node, code.node, code.taking],
    show(found) {
      now = found;
      const { s, x, path, map, hidden } = found;
      const { surface } = path;
      const [b, w, loss] = [path.b[s.n], path.w[s.n], path.loss[s.n]];
      const back = original(b, w, map);
      const away = Math.hypot(b - surface.b, w - surface.w);
      [back.b, back.w, away, limits(x).condition].forEach((value, i) => write(facts[i][1], show(value)));
      write(sums, (hidden ? writeClues(found) : writeSums(found)).join("\n"));
      code.show(hidden ? "" : program(s, x.length, formats({ b, w, loss })));
      numbers.show();
      points.show();
    },
  };
}
