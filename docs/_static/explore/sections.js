// Sections and slopes: a cut, its tangent, and a triangle that closes on it.
import { gradient } from "./core/descent.js";
import { slopeProgram } from "./core/slope-program.js";
import { lossAt, quadratic, slope } from "./core/surface.js";
import { within } from "./core/within.js";
import { axes } from "./views/axes.js";
import { choice, group, slider, table } from "./views/controls.js";
import { ink, set } from "./views/dom.js";
import { listing } from "./views/listing.js";
import { parameterSliders } from "./views/parameters.js";
import { contourPlot } from "./views/plots.js";
import { keep, stage } from "./views/stage.js";
import { chosen, formats, show } from "./views/words.js";

const STEPS = [1, 0.5, 0.2, 0.12, 0.1, 0.05, 0.02, 0.01, 0.001];

export function sections(room, data, say) {
  const { x, y } = data;
  const surface = quadratic(x, y);
  const scene = stage(room, say("title"));
  const above = contourPlot({
    say,
    data,
    onMove: (b, w) => change({ b: within(b, data.b), w: within(w, data.w) }),
  });
  const side = axes({ xLabel: say("bias"), yLabel: say("loss") });
  const curve = ink("polyline", { class: "x-curve", "stroke-width": 2 });
  const tangent = ink("path", { class: "x-tangent" });
  const triangle = ink("path", { class: "x-triangle" });
  const dot = ink("path", { class: "x-dot" });
  side.body.append(curve, triangle, tangent, dot);
  scene.plots.append(side.node, above.node);

  const which = choice(
    say("over"),
    [["w", say("over-w")], ["b", say("over-b")]],
    (over) => change({ over }),
  );
  const sliders = parameterSliders(say, data, (patch) => change(patch));
  const step = slider({
    label: say("step-size"), ends: data.ends.step, log: true, onInput: (value) => change({ step: value }),
  });
  scene.controls.append(group(which.node, step.node), group(sliders.b.node, sliders.w.node));

  const numbers = table(
    say("numbers-slopes"),
    ["step-size", "geometric-b", "geometric-w"].map((key) => say(key)),
    () => {
      const exact = gradient(x, y, state.b, state.w);
      return [
        ...STEPS.map((h) => [h, ...["b", "w"].map((p) => slope(surface, state.b, state.w, h, p))]),
        [0, exact.b, exact.w],
      ].map((row) => row.map(show));
    },
  );
  const code = listing(say, scene.call);
  scene.more.append(numbers.node, code.node);
  scene.take.append(code.taking);

  const initial = { ...data.initial, over: "w" };
  const { state, change, reset, paint } = keep(initial, ({ b, w, step: h, over }) => {
    const at = over === "b" ? b : w;
    const loss = (value) => (over === "b" ? lossAt(surface, value, w) : lossAt(surface, b, value));
    const steep = gradient(x, y, b, w)[over];
    const ratio = slope(surface, b, w, h, over);
    const values = {
      name: over, fixed: over === "b" ? "w" : "b", value: chosen(over === "b" ? w : b),
      step: chosen(h), change: show(loss(at + h) - loss(at)), ratio: show(ratio), exact: show(steep),
      off: show(Math.abs(ratio - steep)),
    };
    which.show(over);
    step.show(h);
    sliders.b.show(b);
    sliders.w.show(w);
    above.show({ surface, start: { b, w }, cut: over === "b" ? "b" : "w", label: say("alt-cut", values) });

    const range = data[over];
    const top = Math.max(4, Math.ceil(loss(at) * 1.3));
    side.fit(range, [0, top], { xLabel: say(over === "b" ? "bias" : "weight") });
    const n = 160;
    const xs = Array.from({ length: n + 1 }, (_, i) => range[0] + ((range[1] - range[0]) * i) / n);
    set(curve, { points: side.trace(xs, xs.map(loss)), class: `x-curve x-over-${over}` });
    const reach = 1.2;
    const point = (value, height) => `${side.px(value).toFixed(1)} ${side.py(height).toFixed(1)}`;
    set(tangent, {
      d: `M${point(at - reach, loss(at) - reach * steep)}L${point(at + reach, loss(at) + reach * steep)}`,
    });
    set(triangle, {
      d: `M${point(at, loss(at))}L${point(at + h, loss(at))}L${point(at + h, loss(at + h))}Z`,
    });
    set(dot, { d: `M${point(at, loss(at))}h0M${point(at + h, loss(at + h))}h0` });
    side.describe(say("alt-section", values));
    scene.tell(say("told", values));
    numbers.show();
    code.show(slopeProgram(state, formats({ ratio, exact: steep })));
  });
  above.onResize(paint);
  side.onResize(paint);
  paint();
  return { set: reset, state, playground: () => `b=${state.b}&w=${state.w}&n=0` };
}
