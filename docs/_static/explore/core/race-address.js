// The state of the race as the end of an address, and back: only what differs from where its problem begins.
import { count, named, number, partsOf, readFields, writeFields } from "./fields.js";
import { PROBLEMS } from "./problems.js";
import { RANGES, RULES } from "./rules.js";

export const LENGTHS = [30, 100, 300, 1000, 8000];
const ALL = Object.keys(RULES);
const problems = named(Object.fromEntries(PROBLEMS.map((name) => [name, name])));

const list = (parts, read) => {
  const found = parts.map(read);
  return found.includes(undefined) ? undefined : found;
};

const rules = {
  read(text) {
    const names = text === "none" ? [] : text.split(",", ALL.length + 1);
    return names.every((name) => ALL.includes(name)) ? ALL.filter((name) => names.includes(name)) : undefined;
  },
  write: (on) => on.join(",") || "none",
};

// The rate, and then the rule's own settings: 0.3,0.9,0.999.
function settings(rule) {
  const names = ["lr", ...RULES[rule].own];
  return {
    read(text) {
      const parts = text.split(",", names.length + 1);
      if (parts.length !== names.length) return undefined;
      const values = list(parts, (part, i) => number(...RANGES[names[i]]).read(part));
      return values && Object.fromEntries(names.map((name, i) => [name, values[i]]));
    },
    write: (values) => names.map((name) => values[name]).join(","),
  };
}

function raceFields(data, name) {
  const { b, w } = data.problems[name];
  return {
    problem: problems,
    b: number(...b),
    w: number(...w),
    length: named(Object.fromEntries(LENGTHS.map((length) => [length, length]))),
    n: count(0, LENGTHS.at(-1)),
    batch: count(1, data.x.length),
    seed: count(0, 2 ** 32 - 1),
    rules,
    look: named(Object.fromEntries(ALL.map((rule) => [rule, rule]))),
    ...Object.fromEntries(ALL.map((rule) => [rule, settings(rule)])),
  };
}

// Where the race on a problem begins.
export function raceStart(data, name) {
  const { rates, start } = data.problems[name];
  const own = { tau: 100, momentum: 0.9, alpha: 0.99, beta1: 0.9, beta2: 0.999 };
  const set = (rule) =>
    Object.fromEntries([["lr", rates[rule]], ...RULES[rule].own.map((key) => [key, own[key]])]);
  return {
    problem: name,
    ...start,
    length: 100,
    n: 0,
    batch: data.x.length,
    seed: data.seed,
    rules: ["plain", "momentum", "adam"],
    look: "momentum",
    ...Object.fromEntries(ALL.map((rule) => [rule, set(rule)])),
  };
}

// Returns the state, and what was not understood or not allowed.
export function readRace(text, data) {
  const parts = partsOf(text);
  const name = problems.read(parts.get("problem") ?? "") ?? PROBLEMS[0];
  const state = raceStart(data, name);
  const ignored = readFields(parts, raceFields(data, name), state);
  if (state.n > state.length) {
    ignored.push(`n=${state.n}`);
    state.n = state.length;
  }
  return { state, ignored };
}

export function writeRace(state, data) {
  const initial = { ...raceStart(data, state.problem), problem: PROBLEMS[0] };
  return writeFields(state, initial, raceFields(data, state.problem));
}
