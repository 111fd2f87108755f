// The edge of stability: a descent on two weights, and its sharpness on a dial against 2 over the rate.
import { edgeProgram } from "./core/edge-program.js";
import { productDescent, sharpnessAt } from "./core/sharpness.js";
import { within } from "./core/within.js";
import { axes, beyond, handle } from "./views/axes.js";
import { runBar } from "./views/bar.js";
import { button, group, slider, table } from "./views/controls.js";
import { dial } from "./views/dial.js";
import { ink, make, set, write } from "./views/dom.js";
import { listing } from "./views/listing.js";
import { keep, stage } from "./views/stage.js";
import { valleyPlot } from "./views/valley.js";
import { chosen, formats, sentences, show, whole } from "./views/words.js";

const TOP = 40; // of the dial, and of the plot below it
const AT_REST = 1e-12;

// The sharpness over the updates, and the line of 2 over the rate.
function sharpnessPlot(say, most) {
  const plot = axes({ xLabel: say("update"), yLabel: say("sharpness"), shape: "x-low" });
  const limit = ink("path", { class: "x-limit-line" });
  const [rest, curve] = ["x-curve x-rest", "x-curve"].map((name) => ink("polyline", { class: name, "stroke-width": 2 }));
  const now = handle("", "dot", "x-now");
  const gone = beyond(plot, "x-of-line");
  plot.body.append(limit, rest, curve);
  plot.over.append(now.node, gone.node);
  const xs = Array.from({ length: most + 1 }, (_, i) => i);
  return {
    ...plot,
    show({ path, n, tolerated, label }) {
      plot.fit([0, most], [0, TOP]);
      const ys = path.sharpness;
      set(limit, { d: tolerated <= TOP ? `M${plot.px(0)} ${plot.py(tolerated)}H${plot.px(most)}` : null });
      set(rest, { points: plot.trace(xs, ys) });
      set(curve, { points: plot.trace(xs.slice(0, n + 1), ys.subarray(0, n + 1)) });
      now.move(plot.px(n), plot.py(ys[n]));
      set(now.node, { visibility: ys[n] <= TOP ? null : "hidden" });
      let last = n;
      while (last > 0 && !Number.isFinite(ys[last])) last -= 1;
      gone.show(last, ys[last]);
      plot.describe(label);
    },
  };
}

const told = (bent, tolerated) =>
  bent > tolerated ? "told-over" : bent < tolerated ? "told-under" : "told-at";

export function edge(room, { initial, ...given }, say) {
  const { levels, ...first } = initial;
  const data = { ...given, levels, u: given.ends.u, v: given.ends.v };
  const [, most] = data.ends.n;
  const scene = stage(room, say("title"));
  const above = valleyPlot({ say, data, onMove: (u, v) => put({ u: within(u, data.u), v: within(v, data.v) }) });
  const gauge = dial({
    label: say("dial"), top: TOP, every: 10,
    onMove(by) {
      bar.stop();
      go(Math.max(0, Math.min(most, state.n + by)));
    },
  });
  const over = sharpnessPlot(say, most);
  scene.plots.append(above.node, make("div", { class: "x-beside" }, gauge.node, over.node));

  const go = (n) => change({ n });
  const bar = runBar(say, () => ({ n: state.n, max: most }), go);
  const rate = slider({ label: say("rate"), ends: data.ends.lr, log: true, onInput: (lr) => change({ lr }) });
  const tolerates = make("span");
  const asks = make("button", { type: "button", class: "x-limit x-joint" }, make("i"), tolerates);
  const gentle = () => Number((2 / sharpnessAt(state.u, state.v)).toPrecision(3));
  asks.addEventListener("click", () => change({ lr: Math.max(data.ends.lr[0], Math.min(data.ends.lr[1], gentle())) }));
  rate.node.append(make("div", { class: "x-limits" }, asks));
  const weight = (name, key) =>
    slider({ label: say(key), ends: data.ends[name], onInput: (value) => put({ [name]: value }) });
  const [u, v] = [weight("u", "start-u"), weight("v", "start-v")];
  const again = button(say("to-start"), () => put({ u: first.u, v: first.v }));
  scene.controls.append(
    make("div", { class: "x-bar x-full" }, ...bar.nodes),
    group(rate.node, make("div", { class: "x-buttons" }, again)),
    group(u.node, v.node),
  );

  let path;
  const numbers = table(say("numbers-path"), ["update", "first-weight", "second-weight", "loss", "sharpness"].map((key) => say(key)), () =>
    Array.from(path.loss.subarray(0, state.n + 1), (loss, i) => [
      whole(i), ...[path.u[i], path.v[i], loss, path.sharpness[i]].map(show),
    ]),
  );
  const code = listing(say, scene.call);
  scene.more.append(numbers.node, code.node);
  scene.take.append(code.taking);

  const { state, change, reset, paint } = keep(first, (now) => {
    const { lr, n } = now;
    path = productDescent({ ...now, updates: most });
    const [loss, bent, tolerated] = [path.loss[n], path.sharpness[n], 2 / lr];
    const values = {
      n: whole(n), u: show(path.u[n]), v: show(path.v[n]), loss: show(loss), sharpness: show(bent),
      limit: chosen(tolerated), first: whole(Math.max(0, path.overflow)),
    };
    rate.show(lr);
    rate.mark([{ value: gentle(), kind: "joint" }]);
    write(tolerates, say("start-tolerates", { value: chosen(gentle()) }));
    u.show(now.u);
    v.show(now.v);
    bar.show();
    above.show({ path, n, start: now, label: say("alt-path", values) });
    gauge.show(bent, tolerated, say("dial-reads", values));
    over.show({ path, n, tolerated, label: say("alt-sharpness", values) });
    const lost = path.overflow >= 0 && path.overflow <= n;
    scene.tell(
      sentences([
        say("after", values),
        say(lost ? "overflow" : told(bent, tolerated), values),
        ...(loss <= AT_REST && bent <= tolerated ? [say("at-rest")] : []),
      ]),
    );
    code.show(edgeProgram(now, formats({ u: path.u[n], v: path.v[n], loss, bent, limit: tolerated })));
    numbers.show();
  });
  // From another start the run begins anew.
  function put(patch) {
    bar.stop();
    change({ ...patch, n: 0 });
  }
  above.onResize(paint);
  over.onResize(paint);
  paint();
  const to = (patch) => {
    bar.stop();
    reset(patch);
  };
  return { set: to, state };
}
