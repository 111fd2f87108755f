// The race in small: four rules from one start in one valley, each with a rate to set.
import { problemOf } from "./core/problems.js";
import { raceStart, writeRace } from "./core/race-address.js";
import { raceProgram } from "./core/race-program.js";
import { CLOSE, arrival, run } from "./core/race.js";
import { RULES } from "./core/rules.js";
import { group, slider } from "./views/controls.js";
import { make, write } from "./views/dom.js";
import { listing } from "./views/listing.js";
import { transport } from "./views/play.js";
import { groundPlot, lossesPlot, swatch } from "./views/race-plots.js";
import { keep, stage } from "./views/stage.js";
import { chosen, listed, sentences, show, whole } from "./views/words.js";

const LETTERS = { plain: "G", momentum: "M", nesterov: "N", adam: "A" };
const NAMES = Object.keys(LETTERS);
const ON = "bad";

export function optimisers(room, { initial, ...given }, say) {
  const { problems, own, ...first } = initial;
  const data = { ...given, problems };
  const problem = problemOf(ON, data);
  const [, most] = data.ends.n;
  const scene = stage(room, say("title"));
  const look = { say, bands: data.bands, letters: LETTERS };
  const above = groundPlot(look);
  const losses = lossesPlot(look);
  scene.plots.append(above.node, losses.node);

  const go = (n) => change({ n });
  const count = slider({ label: say("updates"), ends: data.ends.n, step: 1, digits: 0, onInput: go });
  const player = transport(say, () => ({ n: state.n, max: most }), go);
  const rates = NAMES.map((name) =>
    slider({
      label: say("rate-of", { rule: say(name) }), ends: data.ends[name], log: true,
      onInput: (lr) => change({ [name]: lr }),
    }),
  );
  const lines = NAMES.map((name) => {
    const cells = [make("td"), make("td")];
    const head = make("th", { scope: "row" }, make("span", { class: "x-tick" }, swatch(name, LETTERS[name]), say(name)));
    return { cells, row: make("tr", {}, head, ...cells) };
  });
  const heads = [say("rule"), say("loss"), say("arrived", { near: chosen(CLOSE) })];
  const standings = make(
    "table",
    { class: "x-standings x-of-four" },
    make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)))),
    make("tbody", {}, ...lines.map(({ row }) => row)),
  );
  scene.controls.append(standings, group(count.node, player.node));
  scene.settings.append(...rates.map(({ node }) => node));
  const code = listing(say, scene.call);
  scene.more.append(code.node);
  scene.take.append(code.taking);

  // The same as a state of the race, which goes on from there.
  const base = raceStart(data, ON);
  const settingsOf = (name) => ({ ...base[name], ...own[name], lr: state[name] });
  const inRace = () => ({
    ...base, rules: NAMES, look: "adam", n: state.n,
    ...Object.fromEntries(NAMES.map((name) => [name, settingsOf(name)])),
  });
  const kept = {};
  function runOf(name) {
    if (kept[name]?.lr !== state[name]) {
      const task = { problem, rule: RULES[name], settings: settingsOf(name), ...data.start, updates: most };
      kept[name] = { lr: state[name], ...run({ ...task, batchSize: data.x.length, seed: data.seed }) };
    }
    return kept[name];
  }

  const { state, change, reset, paint } = keep(first, (s) => {
    const runs = Object.fromEntries(NAMES.map((name) => [name, runOf(name)]));
    const arrived = NAMES.map((name) => arrival(runs[name], problem.least, s.n));
    const order = NAMES.map((name, i) => [name, arrived[i]])
      .filter(([, at]) => at >= 0)
      .sort(([, one], [, other]) => one - other);
    const lost = NAMES.filter((name) => !Number.isFinite(runs[name].loss[s.n]));
    const ranked = NAMES.filter((name) => !lost.includes(name)).sort(
      (one, other) => runs[one].loss[s.n] - runs[other].loss[s.n],
    );
    const words = {
      n: whole(s.n), length: whole(most), problem: say("on-bad"), near: chosen(CLOSE), least: show(problem.least),
      list: listed(NAMES.map((name) => say(name))), lost: listed(lost.map((name) => say(name))),
      first: order.length ? say(order[0][0]) : "", at: order.length ? whole(order[0][1]) : "",
      best: ranked.length ? say(ranked[0]) : "", loss: ranked.length ? show(runs[ranked[0]].loss[s.n]) : "",
    };
    count.show(s.n);
    rates.forEach((field, i) => field.show(s[NAMES[i]]));
    lines.forEach(({ cells }, i) => {
      write(cells[0], show(runs[NAMES[i]].loss[s.n]));
      write(cells[1], arrived[i] < 0 ? "–" : whole(arrived[i]));
    });
    const common = { runs, n: s.n, look: order[0]?.[0] };
    above.show({
      ...common, problem, view: problems[ON], next: null, from: data.start, names: [say("bias"), say("weight")],
      label: say("alt-paths", words),
    });
    losses.show({ ...common, length: most, least: problem.least, near: CLOSE, label: say("alt-losses", words) });
    scene.tell(
      sentences([
        say(order.length ? "first-there" : "nobody-there", words),
        ...(ranked.length ? [say("told", words)] : []),
        ...(lost.length ? [say("gone", words)] : []),
      ]),
    );
    code.show(raceProgram(inRace(), data.x.length, Object.fromEntries(NAMES.map((name) => [name, say(name)]))));
  });
  above.onResize(paint);
  losses.onResize(paint);
  paint();
  const set = (patch) => {
    player.stop();
    reset(patch);
  };
  return { set, state, race: () => writeRace(inRace(), data).slice(1) };
}
