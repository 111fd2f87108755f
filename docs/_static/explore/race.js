// The race: several rules from one start, on one problem; one state, in the address, and every view of it.
import { problemOf } from "./core/problems.js";
import { LENGTHS, raceStart, readRace, writeRace } from "./core/race-address.js";
import { raceProgram } from "./core/race-program.js";
import { CLOSE, arrival, finish, run } from "./core/race.js";
import { RANGES, RULES } from "./core/rules.js";
import { within } from "./core/within.js";
import { runBar, select } from "./views/bar.js";
import { button, slider } from "./views/controls.js";
import { make, set, write } from "./views/dom.js";
import { insideLines } from "./views/inside.js";
import { settingsMap } from "./views/map.js";
import { place } from "./views/place.js";
import { groundPlot, lossesPlot, swatch } from "./views/race-plots.js";
import { keep, stage } from "./views/stage.js";
import { chosen, listed, sentences, show, whole } from "./views/words.js";

const LETTERS = { plain: "G", decayed: "D", momentum: "M", nesterov: "N", rmsprop: "R", adam: "A" };
const [RATES, SECONDS] = [41, 25]; // columns and rows of the map
const SIGNS = { tau: "τ", momentum: "μ", alpha: "α", beta1: "β₁" };
const BUSY = 5; // milliseconds of a frame in which runs are computed
const SPOKEN = 4000; // milliseconds between what is said while it plays

const spread = (low, high, n) =>
  Array.from({ length: n }, (_, i) => Number((low * (high / low) ** (i / (n - 1))).toPrecision(3)));
// Shares lie as far apart as what they lack to 1.
const values = (key, n) =>
  key === "lr" || key === "tau"
    ? spread(...RANGES[key], n)
    : spread(1, 1 - RANGES[key][1], n).map((rest) => Number((1 - rest).toPrecision(4)));

export function race(room, { initial, ...given }, say) {
  const data = { ...given, ...initial };
  const nPoints = data.x.length;
  const names = Object.keys(RULES);
  const scene = stage(room, say("title"));
  const problems = {};
  const problem = () =>
    (problems[state.problem] ??= problemOf(state.problem, {
      ...data, minimum: data.problems[state.problem].minimum,
    }));
  const look = { say, bands: data.bands, letters: LETTERS };
  const above = groundPlot({
    ...look,
    onMove(b, w) {
      const view = data.problems[state.problem];
      change({ b: within(b, view.b), w: within(w, view.w) });
    },
  });
  const losses = lossesPlot(look);
  const map = settingsMap({
    ...look,
    onMove: (lr, second) => setRule(onMap(lr, second)),
    onPress: (lr, second) => setRule(onMap(lr, second), leap),
  });
  scene.plots.append(above.node, losses.node, map.node);

  // Back undoes it.
  function leap(patch) {
    const before = { ...state };
    change(patch);
    address.add(before, state);
  }

  // On top: on what, with which gradients, how long; and the run.
  const bar = runBar(say, () => ({ n: state.n, max: state.length }), (n) => change({ n }));
  const on = select(say("on"), Object.keys(data.problems).map((name) => [name, say(`on-${name}`)]), (name) => {
    bar.stop();
    const { rules, look: chosenRule, length, batch, seed } = state;
    leap({ ...raceStart(data, name), rules, look: chosenRule, length, batch, seed });
  });
  const length = select(say("length"), LENGTHS.map((n) => [n, whole(n)]), (n) =>
    leap({ length: n, n: Math.min(n, state.n) }),
  );
  const batch = slider({
    label: say("size"), min: 1, max: nPoints, step: 1, digits: 0,
    onInput: (size) => change({ batch: size }),
  });
  const heard = make("p", { class: "x-ignored" });
  const picks = make("div", { class: "x-picks" }, on.node, length.node);
  scene.before.append(picks, make("div", { class: "x-bar" }, ...bar.nodes), heard);

  // The legend is the table of where each stands.
  const lines = names.map((name) => {
    const box = make("input", { type: "checkbox" });
    box.addEventListener("change", () => {
      const kept = names.filter((one) => (one === name ? box.checked : state.rules.includes(one)));
      leap({ rules: kept, ...(box.checked ? { look: name } : {}) });
    });
    const pick = make("input", { type: "radio", name: "look", "aria-label": say("look-at", { rule: say(name) }) });
    pick.addEventListener("change", () => leap({ look: name }));
    const cells = ["loss", "distance", "arrived", "settings"].map(() => make("td"));
    const head = make("th", { scope: "row" }, make("label", { class: "x-tick" }, box, swatch(name, LETTERS[name]), say(name)));
    const row = make("tr", {}, make("td", {}, make("label", { class: "x-tick" }, pick)), head, ...cells);
    return { name, box, pick, cells, row };
  });
  const away = make("th", { scope: "col" });
  const standings = make(
    "table",
    { class: "x-standings" },
    make("thead", {}, make("tr", {},
      ...["inside", "rule", "loss"].map((key) => make("th", { scope: "col" }, say(key))),
      away,
      make("th", { scope: "col" }, say("arrived", { near: chosen(CLOSE) })),
      make("th", { scope: "col" }, say("settings")))),
    make("tbody", {}, ...lines.map(({ row }) => row)),
  );
  const table = make(
    "div",
    { class: "x-scroll x-wide", tabindex: "0", role: "group", "aria-label": say("standings") },
    standings,
  );

  // The rule that is looked at: its settings, and its inside.
  const own = make("div", { class: "x-of-rule" });
  const inside = ["b", "w"].map(() => make("pre", { class: "x-sums" }));
  const title = make("p", { class: "x-label" });
  const arithmetic = make("div", { class: "x-inside" }, title,
    make("div", { class: "x-scroll", tabindex: "0", role: "group", "aria-label": say("inside-of") }, ...inside));
  scene.controls.append(table);
  scene.settings.append(own, arithmetic);
  let sliders = {};
  let slid = "";

  // The sliders change with the rule and with what is raced on.
  function showOwn() {
    const { problem: name, look: rule } = state;
    const view = data.problems[name];
    if (slid !== `${name} ${rule}`) {
      slid = `${name} ${rule}`;
      const field = (key, log, digits = 3) =>
        slider({
          label: say(`own-${key}`), ends: RANGES[key], log, digits,
          step: log ? undefined : 0.001, onInput: (value) => setRule({ [key]: value }),
        });
      const from = (key, word) =>
        slider({
          label: say(word, { name: axisNames()[key === "b" ? 0 : 1] }), ends: view[key],
          onInput: (value) => change({ [key]: value }),
        });
      sliders = {
        lr: field("lr", true),
        ...Object.fromEntries(RULES[rule].own.map((key) => [key, field(key, key === "tau", key === "beta2" ? 4 : 3)])),
        b: from("b", "start-at"),
        w: from("w", "start-at"),
      };
      own.replaceChildren(...Object.values(sliders).map(({ node }) => node), batch.node);
    }
    for (const key of ["lr", ...RULES[rule].own]) sliders[key].show(state[rule][key]);
    sliders.b.show(state.b);
    sliders.w.show(state.w);
    batch.show(state.batch);
  }

  const axisNames = () => (state.problem === "weights" ? ["u", "v"] : ["b", "w"]);
  const mapped = () => RULES[state.look].own[0];
  const onMap = (lr, second) => ({ lr, ...(mapped() ? { [mapped()]: second } : {}) });
  function setRule(patch, how = change) {
    how({ [state.look]: { ...state[state.look], ...patch } });
  }

  // Each run once: to play is to look further along it, and what takes longer than a frame goes on in the next.
  const kept = {};
  const task = (name, settings = state[name]) => ({
    problem: problem(), rule: RULES[name], settings, b: state.b, w: state.w,
    updates: state.length, batchSize: state.batch, seed: state.seed,
  });
  const common = () =>
    JSON.stringify([state.problem, state.b, state.w, state.length, state.batch, state.seed]);
  function runOf(name, until) {
    const key = common() + JSON.stringify(state[name]);
    if (kept[name]?.key !== key) kept[name] = Object.assign(run(task(name), until, kept[name]), { key });
    else if (kept[name].done < state.n) kept[name].more(until);
    return kept[name];
  }

  function showMap() {
    const rule = state.look;
    const second = mapped();
    const settings = state[rule];
    const { lr, [second]: other, ...fixed } = settings;
    const words = {
      rule: say(rule), n: whole(state.length), sign: SIGNS[second], second: second ? say(`own-${second}`) : "",
    };
    map.show({
      key: common() + JSON.stringify([rule, fixed]),
      heading: say(second ? "map" : "map-rate", words),
      label: say(second ? "alt-map" : "alt-map-rate", words),
      columns: values("lr", RATES),
      rows: second ? values(second, SECONDS) : [0],
      cost: (x, y) => finish(task(rule, { ...settings, lr: x, ...(second ? { [second]: y } : {}) })),
      x: lr,
      y: other ?? 0,
    });
  }

  const code = make("code");
  const listing = make("details", { class: "x-table" }, make("summary", {}, say("program")),
    make("div", { class: "x-scroll", tabindex: "0", role: "group", "aria-label": say("program") }, make("pre", {}, code)));
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
  scene.more.append(listing);
  scene.take.append(copy);

  function showInside(of, n) {
    const rule = state.look;
    write(title, say("inside-now", { rule: say(rule), n: whole(n) }));
    const settings = state[rule];
    const step = (p, g, v, s) => RULES[rule].step(p[n], g[n], settings, v[n], s[n], n);
    const b = step(of.b, of.g, of.bV, of.bS);
    const w = step(of.w, of.h, of.wV, of.wS);
    [[of.b, of.g, of.bV, of.bS, b], [of.w, of.h, of.wV, of.wS, w]].forEach(([p, g, v, s, after], i) =>
      write(inside[i], insideLines(rule, axisNames()[i], {
        at: p[n], g: g[n], settings, before: { v: v[n], s: s[n] }, after, t: n,
      })),
    );
    return [of.b[n], of.w[n], b.p, w.p];
  }

  const address = place(room, {
    write: (s) => writeRace(s, data),
    onArrival(text) {
      bar.stop();
      change(arrive(text));
    },
    onLink(text) {
      bar.stop();
      leap(arrive(text));
    },
  });
  function arrive(text) {
    const { state: read, ignored } = readRace(text, data);
    write(heard, ignored.length ? say("ignored", { list: listed(ignored.slice(0, 12)) }) : "");
    return read;
  }

  let spoken = 0;
  const { state, change, paint } = keep(arrive(address.asked()), (s) => {
    const here = problem();
    const until = performance.now() + BUSY;
    const shown = Object.fromEntries(s.rules.map((name) => [name, runOf(name, until)]));
    const of = runOf(s.look, until);
    const n = Math.min(s.n, of.done, ...Object.values(shown).map(({ done }) => done));
    const next = showInside(of, n);
    const [first, second] = axisNames();
    bar.show();
    on.show(s.problem);
    length.show(s.length);
    showOwn();
    const ranked = s.rules
      .filter((name) => Number.isFinite(shown[name].loss[n]))
      .sort((one, other) => shown[one].loss[n] - shown[other].loss[n]);
    const lost = s.rules.filter((name) => !ranked.includes(name));
    const words = {
      n: whole(n), length: whole(s.length), problem: say(`on-${s.problem}`), least: show(here.least),
      best: ranked.length ? say(ranked[0]) : "", loss: ranked.length ? show(shown[ranked[0]].loss[n]) : "",
      list: listed(s.rules.map((name) => say(name))), lost: listed(lost.map((name) => say(name))),
    };
    write(away, say(here.best === undefined ? "distance" : "off-product"));
    for (const { name, box, pick, cells } of lines) {
      const one = shown[name];
      box.checked = Boolean(one);
      pick.checked = name === s.look;
      const arrived = one && arrival(one, here.least, n);
      const texts = one
        ? [show(one.loss[n]), show(here.distance(one.b[n], one.w[n])), arrived < 0 ? "–" : whole(arrived)]
        : ["", "", ""];
      [...texts, Object.values(s[name]).map(chosen).join(" · ")].forEach((text, i) => write(cells[i], text));
    }
    above.show({
      problem: here, view: data.problems[s.problem], runs: shown, n, look: s.look,
      next: shown[s.look] ? next : null, from: { b: s.b, w: s.w },
      names: first === "u" ? [say("first-weight"), say("second-weight")] : [say("bias"), say("weight")],
      label: say("alt-paths", words),
    });
    losses.show({
      runs: shown, n, length: s.length, look: s.look, least: here.least, near: CLOSE,
      label: say("alt-losses", words),
    });
    showMap();
    write(code, raceProgram(s, nPoints, Object.fromEntries(names.map((name) => [name, say(name)]))));
    const text = sentences([
      say(!ranked.length ? "nobody" : n ? "told" : "all-there", words),
      ...(lost.length ? [say("gone", words)] : []),
      ...(n < s.n ? [say("working", { n: whole(s.n) })] : []),
    ]);
    scene.tell(text);
    if (bar.playing() && performance.now() - spoken > SPOKEN) {
      spoken = performance.now();
      scene.call(text);
    }
    set(arithmetic, { "data-rule": s.look });
    address.follow(s);
    if (n < s.n) change({});
  });
  for (const view of [above, losses]) view.onResize(paint);
  paint();
  return { set: change, address: () => writeRace(state, data) };
}
