// Batch size: every update drawn, beside a full batch, by epochs or by updates.
import { EPOCHS, descend, updatesPerEpoch } from "./core/descent.js";
import { plainState, program } from "./core/program.js";
import { choice, group, slider, table, tick } from "./views/controls.js";
import { listing } from "./views/listing.js";
import { contourPlot, lossPlot } from "./views/plots.js";
import { keep, stage } from "./views/stage.js";
import { formats, sentences, show, whole } from "./views/words.js";

// What one update counts on each kind of axis.
export const UNITS = {
  epochs: (path) => 1 / path.perEpoch,
  points: (path, n) => n / path.perEpoch,
  updates: () => 1,
};

export const steps = (path, by) => Array.from(path.loss, (_, i) => i * by);

export function batchSize(room, data, say) {
  const { x, y, start } = data;
  const n = x.length;
  const rates = [[0, data.initial.lr]];
  const scene = stage(room, say("title"));
  const above = contourPlot({ say, data });
  const losses = lossPlot({ say, classes: ["x-curve x-other", "x-curve"] });
  scene.plots.append(above.node, losses.node);
  const size = slider({
    label: say("size"), unit: say("unit-size"), ends: data.ends.size, step: 1, digits: 0,
    onInput: (value) => change({ size: value }),
  });
  const order = tick(say("reshuffle"), (shuffle) => change({ shuffle }));
  const axis = choice(
    say("axis"),
    ["epochs", "points", "updates"].map((unit) => [unit, say(`by-${unit}`)]),
    (unit) => change({ unit }),
  );
  scene.controls.append(group(size.node, order.node), axis.node);

  let path;
  const numbers = table(
    say("numbers-ends"),
    ["epoch", "update", "bias", "weight", "loss"].map((key) => say(key)),
    () => Array.from({ length: EPOCHS + 1 }, (_, epoch) => {
      const i = epoch * path.perEpoch;
      return [whole(epoch), whole(i), show(path.b[i]), show(path.w[i]), show(path.loss[i])];
    }),
  );
  const code = listing(say, scene.call);
  scene.more.append(numbers.node, code.node);
  scene.take.append(code.taking);

  const initial = { ...data.initial, shuffle: false, unit: "epochs" };
  const { state, change, reset, paint } = keep(initial, ({ size: batch, shuffle, unit }) => {
    const updates = EPOCHS * updatesPerEpoch(n, batch);
    const common = { x, y, ...start, rates };
    path = descend({ ...common, updates, batchSize: batch, shuffle, seed: data.seed });
    const fullUpdates = unit === "updates" ? updates : EPOCHS;
    const full = descend({ ...common, updates: fullUpdates, batchSize: n });
    const { surface } = path;
    const last = path.loss.length - 1;
    const off = Math.hypot(path.b[last] - surface.b, path.w[last] - surface.w);
    const values = {
      size: whole(batch), updates: whole(updates), each: whole(path.perEpoch),
      loss: show(path.loss[last]), full: show(full.loss[fullUpdates]), fullUpdates: whole(fullUpdates),
      b: show(path.b[last]), w: show(path.w[last]), off: show(off), n: whole(updates),
    };
    size.show(batch);
    order.show(shuffle, batch === n);
    axis.show(unit);
    above.show({ surface, path, start, label: say("alt-path", values) });
    const by = (one) => UNITS[unit](one, n);
    losses.show({
      lines: [
        { xs: steps(full, by(full)), ys: full.loss },
        { xs: steps(path, by(path)), ys: path.loss },
      ],
      least: surface.least,
      x: [0, updates * by(path)],
      y: [0.005, 10],
      xLabel: say(`by-${unit}`),
      label: say("alt-two", values),
    });
    scene.tell(sentences([say(path.overflow < 0 ? "told" : "lost", values), say("compare", values)]));
    const made = { b: path.b[last], w: path.w[last], loss: path.loss[last] };
    const asState = { ...plainState(data), lr: rates, n: updates, batch, order: shuffle && batch < n };
    code.show(program(asState, n, formats(made)));
    numbers.show();
  });
  above.onResize(paint);
  losses.onResize(paint);
  paint();
  const playground = () => {
    const updates = EPOCHS * updatesPerEpoch(n, state.size);
    return `batch=${state.size}${state.shuffle ? "&order=shuffled" : ""}&n=${updates}`;
  };
  return { set: reset, state, playground };
}
