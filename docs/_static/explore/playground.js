// The playground: one state, in the address, and every view of it.
import { LIMITS, defaultState, mostUpdates, readAddress, writeAddress } from "./core/address.js";
import { contraction, limits, verdict } from "./core/curvature.js";
import { original, scaled, scaling } from "./core/data.js";
import { EPOCHS, batchLoss, descend, oneUpdate, rateAt, updatesPerEpoch } from "./core/descent.js";
import { setup } from "./core/own.js";
import { program } from "./core/program.js";
import { button, choice, group, slider, table, tick, transport } from "./views/controls.js";
import { dataPanel } from "./views/datapanel.js";
import { make, write } from "./views/dom.js";
import { limitMarks } from "./views/marks.js";
import { fineness, parameterSliders, within } from "./views/parameters.js";
import { contourPlot, dataPlot, lossPlot } from "./views/plots.js";
import { reliefPlot } from "./views/relief.js";
import { keep, stage } from "./views/stage.js";
import { chosen, isPlain, listed, sentences, show, whole } from "./views/words.js";

const PRESETS = {
  crawl: { lr: [[0, 0.01]] },
  good: {},
  zigzag: { lr: [[0, 0.8]] },
  diverge: { lr: [[0, 0.9]], n: 12 },
  thousand: { n: 1000 },
  spoilt: { x: 10, lr: [[0, 0.03]] },
  standardised: { x: "std", lr: [[0, 0.4]], n: 20 },
  mini: { batch: 16, n: 500 },
  stochastic: { batch: 1, n: 8000 },
  reshuffled: { batch: 1, order: true, n: 8000 },
  momentum: { momentum: 0.8, lr: [[0, 0.1]] },
};
const ROWS = 200;
const LATER = 300;

export function playground(room, tutorial, say) {
  // What every view starts from: the tutorial's data until own ones take their place.
  const data = setup(null, 1, tutorial);
  const scene = stage(room, say("title"));
  const heard = make("p", { class: "x-ignored" });
  const above = contourPlot({
    say,
    data,
    onMove: (b, w) => change({ b: within(b, data.b), w: within(w, data.w) }),
  });
  const losses = lossPlot({ say });
  const relief = reliefPlot({
    say,
    data,
    onTurn: (turn, tilt) =>
      change({
        turn: Math.round(((((turn + 180) % 360) + 360) % 360) - 180),
        tilt: Math.round(Math.min(85, Math.max(5, tilt))),
      }),
  });
  const line = dataPlot({ say });
  scene.plots.append(above.node, losses.node, relief.node, line.node);

  // What is set most: the rate, and how far the descent has come.
  const rate = slider({
    label: say("rate"), ends: data.rates, log: true, onInput: setRate,
  });
  const marks = limitMarks(say, rate, setRate);
  const onward = tick(say("onward"), (on) => change({ onward: on }));
  const go = (n) => change({ n });
  const count = slider({ label: say("updates"), min: 0, max: 100, step: 1, digits: 0, onInput: go });
  const player = transport(say, () => ({ n: state.n, max: most() }), go);
  const momentum = slider({
    label: say("momentum"), min: LIMITS.momentum[0], max: LIMITS.momentum[1],
    onInput: (value) => change({ momentum: value }),
  });
  const batch = slider({
    label: say("size"), unit: say("unit-size"), min: 1, max: data.x.length, step: 1, digits: 0,
    onInput: setBatch,
  });
  const order = tick(say("reshuffle"), (on) => change({ order: on }));
  const feature = choice(
    say("scale"),
    [[1, say("original")], [10, say("times-ten")], ["std", say("standardised")]],
    (x) => change({ x }),
  );
  const start = parameterSliders(say, data, (patch) => change(patch), "start-");
  const turn = slider({
    label: say("turn"), unit: "°", min: -180, max: 180, step: 1, digits: 0,
    onInput: (value) => change({ turn: value }),
  });
  const tilt = slider({
    label: say("tilt"), unit: "°", min: LIMITS.tilt[0], max: LIMITS.tilt[1], step: 1, digits: 0,
    onInput: (value) => change({ tilt: value }),
  });
  const bugs = ["sign", "order", "sum", "scaler"].map((name) => [
    name,
    tick(say(`bug-${name}`), (on) => change({ bug: { ...state.bug, [name]: on } })),
  ]);
  const spot = make(
    "fieldset",
    { class: "x-choice" },
    make("legend", {}, say("bugs")),
    ...bugs.map(([, { node }]) => node),
  );
  const presets = make(
    "div",
    { class: "x-presets", role: "group", "aria-label": say("presets") },
    ...Object.entries(PRESETS).map(([name, patch]) =>
      button(say(`preset-${name}`), () => {
        player.stop();
        change({ ...settled(null), ...patch });
      }),
    ),
  );
  scene.before.append(make("p", { class: "x-label" }, say("presets")), presets, heard);
  scene.controls.append(group(rate.node, onward.node), group(count.node, player.node));
  const panel = dataPanel({
    say,
    data: tutorial,
    onChange(points, fresh) {
      player.stop();
      change(fresh ? settled(points) : { data: points });
    },
  });
  panel.onPlot(line);
  scene.settings.append(
    group(momentum.node, batch.node, order.node, feature.node),
    group(start.b.node, start.w.node, turn.node, tilt.node),
    spot,
  );

  // What can be read: facts, the arithmetic of the next update, the numbers, the program.
  const facts = ["original-b", "original-w", "distance", "condition"].map((key) => [key, make("dd")]);
  const list = make(
    "dl",
    { class: "x-facts" },
    ...facts.flatMap(([key, value]) => [make("dt", {}, say(key)), value]),
  );
  const sums = make("pre", { class: "x-sums" });
  const arithmetic = make(
    "div",
    { class: "x-full" },
    make("p", { class: "x-label" }, say("arithmetic")),
    make("div", { class: "x-scroll", tabindex: "0", role: "group", "aria-label": say("arithmetic") }, sums),
  );
  panel.node.classList.add("x-full");
  scene.settings.append(list, arithmetic, panel.node);
  const numbers = table(
    say("numbers-path"),
    ["update", "epoch", "bias", "weight", "loss"].map((key) => say(key)),
    rows,
  );
  const points = table(
    say("numbers-data"),
    ["feature", "label", "prediction"].map((key) => say(key)),
    () => {
      const { x, path } = now;
      const last = path.b.length - 1;
      return x.map((value, i) => [value, data.y[i], path.b[last] + path.w[last] * value].map(show));
    },
  );
  const code = make("code");
  const listing = make(
    "details",
    { class: "x-table" },
    make("summary", {}, say("program")),
    make(
      "div",
      { class: "x-scroll", tabindex: "0", role: "group", "aria-label": say("program") },
      make("pre", {}, code),
    ),
  );
  const copy = button(say("copy"), async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      scene.call(say("copied"));
    } catch {
      listing.open = true;
      getSelection().selectAllChildren(code);
      scene.call(say("selected"));
    }
  });
  scene.more.append(numbers.node, points.node, listing, make("div", { class: "x-buttons" }, copy));

  // Changes that touch more than one part of the state.
  const settled = (points) => ({
    ...defaultState(setup(points, 1, tutorial)), turn: state.turn, tilt: state.tilt,
  });
  const most = () => mostUpdates(data.x.length, state.batch);
  function setRate(value) {
    const { lr, n, onward: later } = state;
    change({ lr: later && n ? [...lr.filter(([from]) => from < n), [n, value]] : [[0, value]] });
  }
  function setBatch(size) {
    const before = updatesPerEpoch(data.x.length, state.batch);
    const after = updatesPerEpoch(data.x.length, size);
    const move = (n) => Math.min(mostUpdates(data.x.length, size), Math.round((n / before) * after));
    const lr = [...new Map(state.lr.map(([from, value]) => [move(from), value]))];
    change({ batch: size, n: move(state.n), lr });
  }

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

  function writeSums(path, lr) {
    const { momentum: mu, bug } = state;
    const here = path.place;
    const next = oneUpdate(path.batch, here, lr, mu, bug);
    const p = (value) => (value < 0 ? `(${show(value)})` : show(value));
    const how = say(bug.sum ? "sum" : "mean");
    const sign = bug.sign ? "+" : "−";
    const one = (name, about, grad, at, velocity, before, after) => [
      `∂MSE/∂${name} = 2 × ${how}(${about}) = 2 × ${p(grad / 2)} = ${show(grad)}${at}`,
      ...(mu ? [`v_${name} = ${chosen(mu)} × ${p(before)} + ${p(grad)} = ${show(velocity)}`] : []),
      `${name} ← ${show(here[name])} ${sign} ${chosen(lr)} × ${p(velocity)} = ${show(after)}`,
    ];
    const loss = batchLoss(path.batch, here);
    const late = bug.order ? `   ${say("with-new-b")}` : "";
    write(
      sums,
      [
        `MSE = ${say("mean")}(e²) = ${show(loss)}   (n = ${whole(path.batch.n)})`,
        ...one("b", "e", next.bGrad, "", next.bVelocity, here.bVelocity, next.b),
        ...one("w", "x · e", next.wGrad, late, next.wVelocity, here.wVelocity, next.w),
      ].join("\n"),
    );
  }

  let now;
  let timer = 0;
  let written = location.hash;
  function remember() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { hash, search, pathname } = location;
      const address = writeAddress(state, tutorial);
      const anchor = !hash.includes("=") && !search;
      written = address;
      if (address !== hash && !(anchor && address === "")) {
        history.replaceState(null, "", pathname + address);
      }
    }, LATER);
  }

  // Own data decide how far everything reaches; what lies beyond comes back within.
  function useData(s) {
    const whole = s.batch === data.x.length;
    Object.assign(data, setup(s.data, s.x, tutorial));
    const n = data.x.length;
    const [low, high] = data.rates;
    if (whole || s.batch > n) s.batch = n;
    s.n = Math.min(s.n, mostUpdates(n, s.batch));
    s.lr = s.lr.map(([from, value]) => [from, Math.min(high, Math.max(low, value))]);
    for (const name of ["b", "w"]) {
      if (s[name] < data[name][0] || s[name] > data[name][1]) s[name] = within(s[name], data[name]);
      start[name].resize(...data[name], fineness(data[name]));
    }
    rate.resize(low, high);
    batch.resize(1, n);
  }

  const draw = (s) => {
    useData(s);
    const everything = s.bug.scaler ? [...data.x, ...data.xVal] : null;
    const map = scaling(s.x, data.x, everything);
    const x = scaled(data.x, map);
    panel.show(s.data, map);
    const path = descend({
      x, y: data.y, b: s.b, w: s.w, rates: s.lr, updates: s.n, batchSize: s.batch,
      momentum: s.momentum, shuffle: s.order, seed: s.seed, bugs: s.bug,
    });
    now = { x, path };
    const { surface, perEpoch } = path;
    const [b, w, loss] = [path.b[s.n], path.w[s.n], path.loss[s.n]];
    const lr = rateAt(s.lr, s.n);
    const horizon = s.n <= EPOCHS * perEpoch ? EPOCHS : most() / perEpoch;
    const back = original(b, w, map);
    const values = {
      n: whole(s.n), b: show(b), w: show(w), loss: show(loss), first: whole(path.overflow),
      kept: (contraction(x, lr, s.momentum) * 100).toPrecision(3),
    };

    rate.show(lr);
    marks.show(x);
    onward.show(s.onward);
    count.resize(0, most());
    count.show(s.n);
    momentum.show(s.momentum);
    batch.show(s.batch);
    order.show(s.order, s.batch === data.x.length);
    feature.show(s.x);
    start.b.show(s.b);
    start.w.show(s.w);
    turn.show(s.turn);
    tilt.show(s.tilt);
    for (const [name, box] of bugs) box.show(s.bug[name], name === "scaler" && (s.x !== "std" || s.data));

    const from = { b: s.b, w: s.w };
    above.show({ surface, path, start: from, label: say("alt-path", values) });
    relief.show({ surface, path, start: from, turn: s.turn, tilt: s.tilt, label: say("alt-relief", values) });
    losses.show({
      lines: [{ xs: Array.from(path.loss, (_, i) => i / perEpoch), ys: path.loss }],
      least: surface.least,
      x: [0, horizon],
      y: data.lossRange,
      label: say("alt-loss", values),
    });
    const range = [Math.min(...(s.data ? [] : [0]), ...x), Math.max(...x)];
    const spare = (range[1] - range[0]) * 0.06;
    line.show({
      x, y: data.y, b, w,
      ...panel.frame({ range: [range[0] - spare, range[1] + spare], yRange: data.yRange }),
      label: say("alt-fit", values),
    });

    const away = Math.hypot(b - surface.b, w - surface.w);
    [back.b, back.w, away, limits(x).condition].forEach((value, i) => write(facts[i][1], show(value)));
    writeSums(path, lr);
    const formats = Object.fromEntries(
      Object.entries({ b, w, loss }).map(([name, value]) => [name, isPlain(value) ? ".4f" : ".3e"]),
    );
    write(code, program(s, data.x.length, formats));
    numbers.show();
    points.show();

    const pure = s.batch === data.x.length && !Object.values(s.bug).some(Boolean);
    const word = say(verdict(x, lr, s.momentum), values);
    const changes = s.lr.map(([at, value]) => say("rate-from", { lr: chosen(value), n: whole(at) }));
    scene.tell(
      sentences([
        pure ? word : say("judged", { verdict: word }),
        say("after", values),
        ...(path.overflow < 0 ? [] : [say("overflow", values)]),
        ...(s.lr.length > 1 ? [say("rates", { list: listed(changes) })] : []),
      ]),
    );
    remember();
  };

  // A state stands behind # or, where a link also leads to this place, behind ?.
  function fromAddress() {
    const { hash, search } = location;
    const anchor = !hash.includes("=") && document.getElementById(decode(hash.slice(1)));
    const { state: read, ignored } = readAddress(anchor || hash.length < 2 ? search : hash, tutorial);
    Object.assign(data, setup(read.data, read.x, tutorial)); // so that a batch of 80 is not taken for the whole
    write(heard, ignored.length ? say("ignored", { list: listed(ignored.slice(0, 12)) }) : "");
    return { ...read, onward: read.lr.length > 1 };
  }

  const { state, change, paint } = keep(fromAddress(), draw);
  addEventListener("hashchange", () => {
    if (location.hash !== written) change(fromAddress());
  });
  for (const view of [above, losses, line]) view.onResize(paint);
  paint();
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
