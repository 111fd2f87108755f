// The learning rate: one full-batch descent, its path beside its loss, and the verdict.
import { contraction, verdict } from "./core/curvature.js";
import { EPOCHS, descend } from "./core/descent.js";
import { plainState, program } from "./core/program.js";
import { group, slider, table } from "./views/controls.js";
import { listing } from "./views/listing.js";
import { limitMarks } from "./views/marks.js";
import { transport } from "./views/play.js";
import { contourPlot, lossPlot } from "./views/plots.js";
import { keep, stage } from "./views/stage.js";
import { formats, percent, sentences, show, whole } from "./views/words.js";

export function learningRate(room, data, say) {
  const { x, y, start } = data;
  const scene = stage(room, say("title"));
  const above = contourPlot({ say, data });
  const losses = lossPlot({ say, classes: ["x-curve x-rest", "x-curve"] });
  scene.plots.append(above.node, losses.node);

  const rate = slider({ label: say("rate"), ends: data.ends.lr, log: true, onInput: (lr) => change({ lr }) });
  const marks = limitMarks(say, rate, (limit) => change({ lr: limit }));
  const go = (n) => change({ n });
  const count = slider({
    label: say("updates"), ends: data.ends.n, step: 1, digits: 0, onInput: go,
  });
  const player = transport(say, () => ({ n: state.n, max: EPOCHS }), go);
  scene.controls.append(rate.node, group(count.node, player.node));

  let all;
  const numbers = table(say("numbers-path"), ["update", "bias", "weight", "loss"].map((key) => say(key)), () =>
    Array.from(all.loss.subarray(0, state.n + 1), (loss, i) => [
      whole(i), show(all.b[i]), show(all.w[i]), show(loss),
    ]),
  );
  const code = listing(say, scene.call);
  scene.more.append(numbers.node, code.node);
  scene.take.append(code.taking);

  const xs = Array.from({ length: EPOCHS + 1 }, (_, i) => i);
  const { state, change, reset, paint } = keep(data.initial, ({ lr, n }) => {
    all = descend({ x, y, ...start, rates: [[0, lr]], updates: EPOCHS, batchSize: x.length });
    const part = (values) => values.subarray(0, n + 1);
    const path = { ...all, b: part(all.b), w: part(all.w) };
    const word = verdict(x, lr, 0);
    const values = {
      n: whole(n), loss: show(all.loss[n]), b: show(all.b[n]), w: show(all.w[n]),
      kept: percent(contraction(x, lr, 0)),
    };
    rate.show(lr);
    count.show(n);
    marks.show(x);
    above.show({ surface: all.surface, path, start, label: say("alt-path", values) });
    losses.show({
      lines: [{ xs, ys: all.loss }, { xs: xs.slice(0, n + 1), ys: part(all.loss) }],
      least: all.surface.least,
      x: [0, EPOCHS],
      y: [0.005, 100],
      label: say("alt-loss", values),
    });
    scene.tell(sentences([say(word, values), say("after", values)]));
    const made = { b: all.b[n], w: all.w[n], loss: all.loss[n] };
    code.show(program({ ...plainState(data), lr: [[0, lr]], n }, x.length, formats(made)));
    numbers.show();
  });
  above.onResize(paint);
  losses.onResize(paint);
  paint();
  const set = (patch) => {
    player.stop();
    reset(patch);
  };
  return { set, state, playground: () => `lr=${state.lr}&n=${state.n}` };
}
