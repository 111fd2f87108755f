// The feature's scale: multiply it, or standardise it, and see the surface change.
import { limits } from "./core/curvature.js";
import { original, scaled, scaling } from "./core/data.js";
import { EPOCHS, descend } from "./core/descent.js";
import { scaleProgram } from "./core/scale-program.js";
import { quadratic } from "./core/surface.js";
import { group, slider, table, tick } from "./views/controls.js";
import { make, write } from "./views/dom.js";
import { listing } from "./views/listing.js";
import { contourPlot, dataPlot } from "./views/plots.js";
import { keep, stage } from "./views/stage.js";
import { chosen, formats, show } from "./views/words.js";


export function featureScale(room, data, say) {
  const { y, start } = data;
  const scene = stage(room, say("title"));
  const above = contourPlot({ say, data });
  const line = dataPlot({ say });
  scene.plots.append(above.node, line.node);
  const factor = slider({
    label: say("factor"), unit: say("unit-factor"), ends: data.ends.factor, log: true,
    onInput: (value) => change({ factor: value }),
  });
  const standard = tick(say("standardise"), (on) => change({ standard: on }));
  const facts = ["condition", "limit", "scaled-weight", "original-weight"].map((key) => {
    const value = make("dd");
    return { key, value, row: [make("dt", {}, say(key)), value] };
  });
  const list = make("dl", { class: "x-facts" }, ...facts.flatMap(({ row }) => row));
  scene.controls.append(group(factor.node, standard.node), list);

  const cases = () => [1, 10, "std"].map((kind) => [kind, measure(kind)]);
  const numbers = table(
    say("numbers-scale"),
    ["scale", "condition", "limit", "scaled-weight", "original-weight"].map((key) => say(key)),
    () => [[kindOf(state), measure(kindOf(state))], ...cases()].map(([kind, m]) => [
      kind === "std" ? say("standardised") : `× ${chosen(kind)}`,
      ...[m.condition, m.joint, m.surface.w, m.back.w].map(show),
    ]),
  );
  const code = listing(say, scene.call);
  scene.more.append(numbers.node, code.node);
  scene.take.append(code.taking);

  const kindOf = ({ standard: on, factor: by }) => (on ? "std" : by);
  function measure(kind) {
    const map = scaling(kind, data.x, null);
    const x = scaled(data.x, map);
    const surface = quadratic(x, y);
    return { x, surface, back: original(surface.b, surface.w, map), ...limits(x) };
  }

  const initial = { ...data.initial, standard: false };
  const { state, change, reset, paint } = keep(initial, (now) => {
    const found = measure(kindOf(now));
    const { x, surface, joint, condition, back } = found;
    const path = descend({
      x, y, ...start, rates: [[0, joint / 2]], updates: EPOCHS, batchSize: x.length,
    });
    const range = [Math.min(0, ...x), Math.max(...x)];
    const spare = (range[1] - range[0]) * 0.06;
    const values = {
      low: show(Math.min(...x)), high: show(range[1]), condition: show(condition), joint: show(joint),
      rate: show(joint / 2), loss: show(path.loss[EPOCHS]), least: show(surface.least),
      w: show(surface.w), back: show(back.w),
    };
    factor.show(now.factor, now.standard);
    standard.show(now.standard);
    [values.condition, values.joint, values.w, values.back].forEach((text, i) => write(facts[i].value, text));
    above.show({ surface, path, start, label: say("alt-surface", values) });
    line.show({
      x, y, b: surface.b, w: surface.w, range: [range[0] - spare, range[1] + spare], yRange: [0, 3.5],
      label: say("alt-fit", values),
    });
    scene.tell(say("told", values));
    numbers.show();
    code.show(scaleProgram(now, formats({ condition, limit: joint, w: surface.w })));
  });
  above.onResize(paint);
  line.onResize(paint);
  paint();
  // The playground knows three scales: the nearest of them.
  const kind = () => (state.standard ? "std" : state.factor > Math.sqrt(10) ? 10 : 1);
  const playground = () => `x=${kind()}&lr=${Number((measure(kind()).joint / 2).toPrecision(4))}&n=${EPOCHS}`;
  return { set: reset, state, playground };
}
