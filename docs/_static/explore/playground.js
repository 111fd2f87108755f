// The playground: one state, in the address, and every view of it.
import { defaultState, fits, mostUpdates, readAddress, writeAddress } from "./core/address.js";
import { scaled, scaling } from "./core/data.js";
import { EPOCHS, descend, oneUpdate, rateAt, updatesPerEpoch } from "./core/descent.js";
import { setup } from "./core/own.js";
import { lossAt } from "./core/surface.js";
import { within } from "./core/within.js";
import { ghosts } from "./playground/ghosts.js";
import { bugsOf, drawn, hunt } from "./playground/hunt.js";
import { layout } from "./playground/layout.js";
import { presets } from "./playground/presets.js";
import { readings } from "./playground/readings.js";
import { settings } from "./playground/settings.js";
import { told } from "./playground/told.js";
import { runBar } from "./views/bar.js";
import { button, choice, group, slider } from "./views/controls.js";
import { dataPanel } from "./views/datapanel.js";
import { make, set, write } from "./views/dom.js";
import { colourKey } from "./views/key.js";
import { place } from "./views/place.js";
import { contourPlot, dataPlot, lossPlot } from "./views/plots.js";
import { probe } from "./views/probe.js";
import { reliefPlot } from "./views/relief.js";
import { keep } from "./views/stage.js";
import { listed, sentences, show, whole } from "./views/words.js";

const ZOOMS = [1, 4, 16, 64, 256];
const RESTED = 300; // milliseconds after which a reader has settled on a run

export function playground(room, tutorial, say) {
  // What every view starts from: the tutorial's data until own ones take their place.
  const data = setup(null, 1, tutorial);
  const scene = layout(room);
  const heard = make("p", { class: "x-ignored" });

  // The plots.
  const above = contourPlot({
    say,
    data,
    onMove: (b, w) => change({ b: within(b, data.b), w: within(w, data.w) }),
  });
  const relief = reliefPlot({
    say,
    data,
    onTurn: (turn, tilt) => change({ turn, tilt }),
  });
  const losses = lossPlot({ say, classes: ["x-curve x-past x-older", "x-curve x-past", "x-curve"] });
  const line = dataPlot({ say });
  const key = colourKey(say, data.bands);
  const read = probe(say, above, () => ({
    part: now.part,
    lossAt: (b, w) => lossAt(now.path.surface, b, w),
  }));
  const view = choice(say("view"), [["above", say("view-above")], ["surface", say("view-surface")]], (which) =>
    change({ view: which }),
  );
  const nearer = (by) => () => change({ zoom: ZOOMS[ZOOMS.indexOf(state.zoom) + by] });
  const [out, closer] = [button("−", nearer(-1)), button("+", nearer(1))];
  set(out, { "aria-label": say("zoom-out") });
  set(closer, { "aria-label": say("zoom-in") });
  const zoomed = make("span", { class: "x-zoomed" });
  const zoom = make("div", { class: "x-zoom", role: "group", "aria-label": say("zoom") }, out, zoomed, closer);
  scene.main.append(make("div", { class: "x-head" }, view.node, zoom), above.node, relief.node, key.node, read);
  scene.side.append(losses.node, line.node);

  // The run and its settings.
  const most = () => mostUpdates(data.x.length, state.batch);
  const perEpoch = () => updatesPerEpoch(data.x.length, state.batch);
  const end = () => (state.n <= EPOCHS * perEpoch() ? EPOCHS * perEpoch() : most());
  const bar = runBar(
    say,
    () => ({ n: state.n, end: Math.min(most(), EPOCHS * perEpoch()), max: most() }),
    (n) => change({ n }),
  );
  const word = make("strong");
  const lossNow = make("span", { class: "x-loss" });
  scene.bar.append(...bar.nodes, make("p", { class: "x-state" }, word, " ", lossNow));
  const controls = settings(say, data, { change: (patch) => change(patch), setRate, setBatch });
  scene.rate.append(controls.rate);
  const turn = slider({
    label: say("turn"), unit: "°", min: -180, max: 180, step: 1, digits: 0,
    onInput: (value) => change({ turn: value }),
  });
  const tilt = slider({
    label: say("tilt"), unit: "°", min: 5, max: 85, step: 1, digits: 0,
    onInput: (value) => change({ tilt: value }),
  });
  const angles = make("div", { class: "x-pair" }, turn.node, tilt.node);
  scene.settings.prepend(controls.node);
  scene.main.append(angles);
  const fresh = (points) => ({ ...defaultState(setup(points, 1, tutorial)), onward: false });
  // Back undoes it.
  function leap(patch) {
    bar.stop();
    settle();
    const before = { ...state };
    change(patch);
    address.add(before, state);
  }
  const jump = (points, patch) => {
    const { turn: t, tilt: u, view: v } = state;
    leap({ ...fresh(points), turn: t, tilt: u, view: v, ...patch });
  };
  const situations = presets(say, () => fresh(null), (patch) => jump(null, patch));
  scene.notes.append(situations.node, heard);

  // What is read, and the bug to be found.
  const facts = readings(say, scene.call);
  const search = hunt(say, {
    hide: (seed) => {
      const { x, lr } = drawn(seed, state.data);
      const most = setup(state.data, x, tutorial).initial.lr;
      jump(state.data, { hunt: seed, x, lr: [[0, state.data ? Math.min(lr, most) : lr]], n: 0 });
    },
    tell: (name) => change({ hunt: null, bug: { ...fresh(null).bug, [name]: true } }),
    change: (patch) => change(patch),
  });
  scene.settings.append(group(facts.arithmetic, facts.list), search.node);
  scene.more.append(...facts.nodes);

  // Own data. They end a hunt only where its bug might be another with them.
  const panel = dataPanel({
    say,
    data: tutorial,
    onChange(points, isNew) {
      if (isNew) return jump(points, points ? {} : { n: 0 });
      bar.stop();
      const same = Boolean(points) === Boolean(state.data);
      return change({ data: points, zoom: 1, hunt: same ? state.hunt : null });
    },
  });
  panel.onPlot(line);
  scene.panel.append(panel.node);

  // Changes that touch more than one part of the state.
  function setRate(value) {
    const { lr, n, onward: later } = state;
    change({ lr: later && n ? [...lr.filter(([from]) => from < n), [n, value]] : [[0, value]] });
  }
  function setBatch(size) {
    const { length } = data.x;
    const [before, after] = [perEpoch(), updatesPerEpoch(length, size)];
    const move = (n) => Math.min(mostUpdates(length, size), Math.round((n / before) * after));
    const lr = [...new Map(state.lr.map(([from, value]) => [move(from), value]))];
    change({ batch: size, n: move(state.n), lr });
  }

  // What part of the plane is seen: all of it, or what lies around the minimum, with levels as much closer.
  function partOf({ zoom: by }, surface) {
    const levels = data.levels.map((level) => surface.least + (level - surface.least) / by ** 2);
    if (by === 1) return { b: data.b, w: data.w, levels: data.levels };
    const around = (middle, [low, high]) => [-1, 1].map((way) => middle + (way * (high - low)) / 2 / by);
    return { b: around(surface.b, data.b), w: around(surface.w, data.w), levels };
  }

  // Own data decide how far everything reaches; what lies beyond comes back within.
  function useData(s) {
    const all = s.batch === data.x.length;
    Object.assign(data, setup(s.data, s.x, tutorial));
    const n = data.x.length;
    const [low, high] = data.rates;
    if (all || s.batch > n) s.batch = n;
    s.n = Math.min(s.n, mostUpdates(n, s.batch));
    s.lr = s.lr.map(([from, value]) => [from, Math.min(high, Math.max(low, value))]);
    for (const name of ["b", "w"]) {
      if (s[name] < data[name][0] || s[name] > data[name][1]) s[name] = within(s[name], data[name]);
    }
  }

  let now;
  const past = ghosts();
  const draw = (s) => {
    useData(s);
    const bug = bugsOf(s);
    const hidden = s.hunt !== null;
    const map = scaling(s.x, data.x, bug.scaler ? [...data.x, ...data.xVal] : null);
    const x = scaled(data.x, map);
    panel.show(s.data, map);
    const path = descend({
      x, y: data.y, b: s.b, w: s.w, rates: s.lr, updates: s.n, batchSize: s.batch,
      momentum: s.momentum, shuffle: s.order, seed: s.seed, bugs: bug,
    });
    const { surface } = path;
    const part = partOf(s, surface);
    const lr = rateAt(s.lr, s.n);
    const next = oneUpdate(path.batch, path.place, lr, s.momentum, bug);
    now = { s, data, x, path, part, map, lr, next, bug, hidden };
    const [b, w, loss] = [path.b[s.n], path.w[s.n], path.loss[s.n]];
    const values = { n: whole(s.n), b: show(b), w: show(w), loss: show(loss), first: whole(path.overflow) };
    const runs = past.on(surface);

    controls.show(s, x, lr);
    turn.show(s.turn);
    tilt.show(s.tilt);
    view.show(s.view);
    write(zoomed, `× ${s.zoom}`);
    set(out, { disabled: s.zoom === ZOOMS[0] });
    set(closer, { disabled: s.zoom === ZOOMS.at(-1) });

    const flat = s.view === "above";
    set(above.node, { hidden: !flat });
    set(relief.node, { hidden: flat });
    set(angles, { hidden: flat });
    const common = { surface, path, part, start: { b: s.b, w: s.w } };
    if (flat) {
      above.show({ ...common, next: [next.b, next.w], past: runs, label: say("alt-path", values) });
    } else {
      relief.show({ ...common, turn: s.turn, tilt: s.tilt, label: say("alt-relief", values) });
    }
    key.show(part.levels);
    const curve = (run) => {
      run.epochs ??= run.loss.map((_, i) => i / run.perEpoch); // once for each run
      return { xs: run.epochs, ys: run.loss };
    };
    losses.show({
      lines: [...[...runs].reverse().map((run) => curve(run.path)), curve(path)],
      least: surface.least,
      x: [0, end() / path.perEpoch],
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

    situations.show(s);
    facts.show(now);
    search.show(s);
    const story = told(say, { ...now, values });
    bar.show();
    write(word, say(`run-${story.word}`));
    word.className = `x-badge x-is-${story.word}`;
    write(lossNow, say("loss-now", { loss: values.loss }));
    scene.tell(sentences(story.all), story.after);
    address.follow(s);
    clearTimeout(resting);
    resting = setTimeout(settle, RESTED);
  };

  let resting = 0;
  function settle() {
    const { path, s } = now;
    const run = JSON.stringify([s.lr, s.b, s.w, s.batch, s.order, s.seed, s.momentum, path.surface, bugsOf(s)]);
    if (past.settle(run, path.surface, path)) paint();
  }

  const address = place(room, {
    write: (s) => writeAddress(s, tutorial),
    hold: (s) => (fits(s.data) ? null : { ...s }),
    onArrival(text, held) {
      bar.stop();
      change(arrive(text, held));
    },
    onLink: (text) => leap(arrive(text)),
  });
  // With its data in use, so that a batch of 80 is not taken for the whole.
  function arrive(text, held) {
    const { state: found, ignored } = held ? { state: held, ignored: [] } : readAddress(text, tutorial);
    write(heard, ignored.length ? say("ignored", { list: listed(ignored.slice(0, 12)) }) : "");
    Object.assign(data, setup(found.data, found.x, tutorial));
    return { ...found, onward: found.lr.length > 1 };
  }

  const { state, change, paint } = keep(arrive(address.asked(), address.kept), draw);
  for (const plot of [above, losses, line]) plot.onResize(paint);
  paint();
  return { address: () => writeAddress(state, tutorial) };
}
