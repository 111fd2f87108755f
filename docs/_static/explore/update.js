// One update, taken apart: the gradient as arrows, the step with its numbers, and where it lands.
import { newBatch, oneUpdate } from "./core/descent.js";
import { lossAt, quadratic } from "./core/surface.js";
import { updateProgram } from "./core/update-program.js";
import { within } from "./core/within.js";
import { button, group, slider } from "./views/controls.js";
import { ink, make, set, write } from "./views/dom.js";
import { listing } from "./views/listing.js";
import { parameterSliders } from "./views/parameters.js";
import { arrowTo, cased, contourPlot } from "./views/plots.js";
import { keep, stage } from "./views/stage.js";
import { chosen, formats, sentences, show } from "./views/words.js";

const SHARE = 0.25; // of their length, at which gradients fit into the picture

const p = (value) => (value < 0 ? `(${show(value)})` : show(value));

export function oneStep(room, data, say) {
  const { x, y } = data;
  const surface = quadratic(x, y);
  const all = newBatch(x, y, Uint32Array.from(x, (_, i) => i), x.length);
  const scene = stage(room, say("title"));
  const above = contourPlot({
    say,
    data,
    onMove: (b, w) => put({ b: within(b, data.b), w: within(w, data.w) }),
  });
  const slopes = ["x-slope", "x-slope x-over-b", "x-slope x-over-w"].map(cased);
  above.body.append(ink("g", {}, ...slopes.map(({ node }) => node)));

  // The arithmetic, which is the key to the arrows, too.
  const line = (kind) => make("p", { class: `x-part x-${kind}` });
  const part = (key, ...lines) => {
    const head = make("p", { class: "x-label" }, say(key));
    return { head, lines, node: make("div", { class: "x-written" }, head, ...lines) };
  };
  const parts = [
    part("gradient-part", line("b"), line("w"), line("both")),
    part("step-part", line("b"), line("w")),
    part("landing-part", line("b"), line("w")),
    part("loss-part", line("all")),
  ];
  const written = make(
    "div",
    { class: "x-apart", role: "group", "aria-label": say("written") },
    ...parts.map(({ node }) => node),
  );
  scene.plots.append(above.node, written);

  const rate = slider({ label: say("rate"), ends: data.ends.lr, log: true, onInput: (lr) => change({ lr }) });
  const sliders = parameterSliders(say, data, (patch) => put(patch));
  const step = () => oneUpdate(all, { b: state.b, w: state.w }, state.lr, 0, {});
  const fits = ({ b, w }) => b >= data.b[0] && b <= data.b[1] && w >= data.w[0] && w <= data.w[1];
  // Buttons that can do nothing keep the focus, and say that they can do nothing.
  const take = button(say("take"), () => {
    const { b, w } = step();
    if (fits({ b, w })) change({ b, w, before: [...state.before, { b: state.b, w: state.w }] });
  });
  const back = button(say("back"), () => {
    const last = state.before.at(-1);
    if (last) change({ ...last, before: state.before.slice(0, -1) });
  });
  const start = button(say("to-start"), () => put(data.start));
  scene.controls.append(
    group(rate.node, make("div", { class: "x-buttons" }, take, back, start)),
    group(sliders.b.node, sliders.w.node),
  );
  const code = listing(say, scene.call);
  scene.more.append(code.node);
  scene.take.append(code.taking);

  const { state, change, reset, paint } = keep({ ...data.initial, before: [] }, ({ b, w, lr, before }) => {
    const { bGrad, wGrad, ...next } = step();
    const [loss, after] = [lossAt(surface, b, w), lossAt(surface, next.b, next.w)];
    const inside = fits(next);
    const values = {
      b: show(b), w: show(w), lr: chosen(lr), bGrad: show(bGrad), wGrad: show(wGrad),
      bNext: show(next.b), wNext: show(next.w), loss: show(loss), after: show(after),
      bMove: show(next.b - b), wMove: show(next.w - w),
    };
    const path = { b: [...before.map((at) => at.b), b], w: [...before.map((at) => at.w), w], perEpoch: 1 };
    const to = (u, v) => arrowTo(above, [b, w], [b + SHARE * u, w + SHARE * v]);
    rate.show(lr);
    sliders.b.show(b);
    sliders.w.show(w);
    above.show({ surface, path, start: { b, w }, next: [next.b, next.w], label: say("alt-arrows", values) });
    slopes[0].draw(to(bGrad, wGrad));
    slopes[1].draw(to(bGrad, 0));
    slopes[2].draw(to(0, wGrad));
    const [gradients, steps, landing, losses] = parts.map(({ lines }) => lines);
    [["b", b, bGrad, next.b], ["w", w, wGrad, next.w]].forEach(([name, at, grad, end], i) => {
      const times = `${values.lr} × ${p(grad)}`;
      write(gradients[i], `∂MSE/∂${name} = ${show(grad)}`);
      write(steps[i], `−η ∂MSE/∂${name} = −${times} = ${show(end - at)}`);
      write(landing[i], `${name} ← ${show(at)} − ${times} = ${show(end)}`);
    });
    write(gradients[2], say("together", { length: show(Math.hypot(bGrad, wGrad)) }));
    write(losses[0], `MSE: ${values.loss} → ${values.after}`);
    set(take, { "aria-disabled": String(!inside) });
    set(back, { "aria-disabled": String(!before.length) });
    scene.tell(
      sentences([say(after < loss ? "told-falls" : "told-grows", values), ...(inside ? [] : [say("outside")])]),
    );
    const made = { b_grad: bGrad, w_grad: wGrad, b: next.b, w: next.w, before: loss, after };
    code.show(updateProgram({ b, w, lr }, formats(made)));
  });
  // A place that somebody chose has nothing before it.
  const put = (patch) => change({ ...patch, before: [] });
  above.onResize(paint);
  paint();
  return { set: reset, state, playground: () => `b=${state.b}&w=${state.w}&lr=${state.lr}&n=0` };
}
