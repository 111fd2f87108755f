// The state of the playground as the end of an address, and back: only what differs from the default.
import { updatesPerEpoch } from "./descent.js";
import { count, named, number, partsOf, readFields, writeFields } from "./fields.js";
import { setup } from "./own.js";
import { LARGEST, whyNot } from "./table.js";

const MOST_CHANGES = 20;

// 0.1,40:0.5 is 0.1 at first and 0.5 from update 40 on.
const rates = (low, high, most) => ({
  read(text) {
    const parts = text.split(",", MOST_CHANGES + 1);
    const list = parts.map((part, i) => {
      const [from, rate] = i ? part.split(":", 2) : ["0", part];
      return [count(0, most).read(from), number(low, high).read(rate ?? "")];
    });
    const rising = list.every(([from], i) => i === 0 || from > list[i - 1][0]);
    const whole = list.every(([, rate]) => rate !== undefined);
    return rising && whole && list.length <= MOST_CHANGES ? list : undefined;
  },
  write: (list) => list.map(([from, rate], i) => (i ? `${from}:${rate}` : `${rate}`)).join(","),
});

export const BUGS = ["sign", "order", "sum", "scaler"];
// Own data keep no part for validation, so no scaler can have seen it.
export const bugsWith = (own) => (own ? BUGS.filter((name) => name !== "scaler") : BUGS);
const bugs = (known) => ({
  read(text) {
    const found = text.split(",", BUGS.length + 1);
    if (!found.every((name) => known.includes(name))) return undefined;
    return Object.fromEntries(BUGS.map((name) => [name, found.includes(name)]));
  },
  write: (on) => BUGS.filter((name) => on[name]).join(","),
});

// Own data, one point after the other: x,y_x,y, each number in the fewest digits that give it back.
export const MOST_POINTS = 200;
const brief = (value) => String(value).replace(/^(-?)0\./, "$1.");
const points = {
  read(text) {
    const all = text.split("_", MOST_POINTS + 1).map((point) => {
      const pair = point.split(",", 3);
      return pair.map((part) => number(-LARGEST, LARGEST).read(part));
    });
    const sound = all.every((pair) => pair.length === 2 && !pair.includes(undefined));
    return sound && all.length <= MOST_POINTS && !whyNot(all) ? all : undefined;
  },
  write: (all) => (all ?? []).map((pair) => pair.map(brief).join(",")).join("_"),
};
export const fits = (all) => !all || all.length <= MOST_POINTS;

export const LIMITS = { momentum: [0, 0.99], turn: [-180, 180], tilt: [5, 85] };

const fields = (data) => ({
  b: number(...data.b),
  w: number(...data.w),
  lr: rates(...data.rates, mostUpdates(data.x.length, 1)),
  n: count(0, mostUpdates(data.x.length, 1)),
  batch: count(1, data.x.length),
  order: named({ fixed: false, shuffled: true }),
  seed: count(0, 2 ** 32 - 1),
  momentum: number(...LIMITS.momentum),
  x: named({ 1: 1, 10: 10, std: "std" }),
  bug: bugs(bugsWith(data.own)),
  hunt: count(0, 2 ** 32 - 1),
  view: named({ above: "above", surface: "surface" }),
  zoom: named({ 1: 1, 4: 4, 16: 16, 64: 64, 256: 256 }),
  turn: number(...LIMITS.turn),
  tilt: number(...LIMITS.tilt),
  data: points,
});

// Up to 1000 epochs where they are at most 8000 updates, else 100.
export function mostUpdates(n, batch) {
  const each = updatesPerEpoch(n, batch);
  return each * (each <= 8 ? 1000 : 100);
}

export function defaultState(data) {
  return {
    ...data.start,
    lr: [[0, data.initial.lr]],
    n: data.initial.n,
    batch: data.x.length,
    order: false,
    seed: data.seed,
    momentum: 0,
    x: 1,
    bug: Object.fromEntries(BUGS.map((name) => [name, false])),
    hunt: null,
    view: "above",
    zoom: 1,
    turn: 42,
    tilt: 32,
    data: data.own ?? null,
  };
}

// Returns the state, and what was ignored. Where nothing is said, no update is done yet.
export function readAddress(text, tutorial) {
  const parts = partsOf(text);
  const first = (name) => fields(setup(null, 1, tutorial))[name].read(parts.get(name) ?? "");
  const data = setup(first("data"), first("x") ?? 1, tutorial);
  const state = defaultState(data);
  const ignored = readFields(parts, fields(data), state);
  if (![...parts].length) state.n = 0;
  const most = mostUpdates(data.x.length, state.batch);
  if (state.n > most) {
    ignored.push(`n=${state.n}`);
    state.n = most;
  }
  return { state, ignored };
}

// Nothing where the data are too many to travel: their settings would mean something else.
export function writeAddress(state, tutorial) {
  if (!fits(state.data)) return "";
  const data = setup(state.data, state.x, tutorial);
  const initial = { ...defaultState(data), data: null };
  const address = writeFields(state, initial, fields(data)) || `#n=${initial.n}`;
  return address === "#n=0" ? "" : address;
}
