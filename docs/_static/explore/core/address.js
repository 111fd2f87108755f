// The state of the playground as the end of an address, and back: only what differs from the default.
import { updatesPerEpoch } from "./descent.js";

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const MOST_CHANGES = 20;

export const number = (low, high) => ({
  read(text) {
    const value = NUMBER.test(text) ? Number(text) : NaN;
    return value >= low && value <= high ? value : undefined;
  },
  write: String,
});

export const count = (low, high) => ({
  read: (text) => (/^\d{1,10}$/.test(text) ? number(low, high).read(text) : undefined),
  write: String,
});

export const named = (names) => ({
  read: (text) => (Object.hasOwn(names, text) ? names[text] : undefined),
  write: (value) => Object.keys(names).find((name) => names[name] === value),
});

// 0.1,40:0.5 is 0.1 at first and 0.5 from update 40 on.
const rates = (low, high) => ({
  read(text) {
    const parts = text.split(",", MOST_CHANGES + 1);
    const list = parts.map((part, i) => {
      const [from, rate] = i ? part.split(":", 2) : ["0", part];
      return [count(0, 8000).read(from), number(low, high).read(rate ?? "")];
    });
    const rising = list.every(([from], i) => i === 0 || from > list[i - 1][0]);
    const whole = list.every(([, rate]) => rate !== undefined);
    return rising && whole && list.length <= MOST_CHANGES ? list : undefined;
  },
  write: (list) => list.map(([from, rate], i) => (i ? `${from}:${rate}` : `${rate}`)).join(","),
});

const BUGS = ["sign", "order", "sum", "scaler"];
const bugs = {
  read(text) {
    const found = text.split(",", BUGS.length + 1);
    if (!found.every((name) => BUGS.includes(name))) return undefined;
    return Object.fromEntries(BUGS.map((name) => [name, found.includes(name)]));
  },
  write: (on) => BUGS.filter((name) => on[name]).join(","),
};

export const LIMITS = { lr: [0.001, 10], momentum: [0, 0.99], turn: [-180, 180], tilt: [5, 85] };

const fields = (data) => ({
  b: number(...data.b),
  w: number(...data.w),
  lr: rates(...LIMITS.lr),
  n: count(0, 8000),
  batch: count(1, data.x.length),
  order: named({ fixed: false, shuffled: true }),
  seed: count(0, 2 ** 32 - 1),
  momentum: number(...LIMITS.momentum),
  x: named({ 1: 1, 10: 10, std: "std" }),
  bug: bugs,
  turn: number(...LIMITS.turn),
  tilt: number(...LIMITS.tilt),
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
    bug: bugs.read("") ?? Object.fromEntries(BUGS.map((name) => [name, false])),
    turn: 42,
    tilt: 32,
  };
}

// Sets what a text says of the known fields, and returns what was not understood or not allowed.
export function readFields(text, known, state) {
  const ignored = [];
  const seen = new Set();
  for (const [name, value] of new URLSearchParams(text.replace(/^[#?]/, ""))) {
    const read = Object.hasOwn(known, name) && !seen.has(name) ? known[name].read(value) : undefined;
    if (read === undefined) ignored.push((value === "" ? name : `${name}=${value}`).slice(0, 40));
    else state[name] = read;
    seen.add(name);
  }
  return ignored;
}

export function writeFields(state, initial, known) {
  const parts = Object.entries(known)
    .map(([name, field]) => [name, field.write(state[name]), field.write(initial[name])])
    .filter(([, now, before]) => now !== before)
    .map(([name, now]) => `${name}=${now}`);
  return parts.length ? `#${parts.join("&")}` : "";
}

// Returns the state, and what was ignored.
export function readAddress(text, data) {
  const state = defaultState(data);
  const ignored = readFields(text, fields(data), state);
  const most = mostUpdates(data.x.length, state.batch);
  if (state.n > most) {
    ignored.push(`n=${state.n}`);
    state.n = most;
  }
  return { state, ignored };
}

export const writeAddress = (state, data) => writeFields(state, defaultState(data), fields(data));
