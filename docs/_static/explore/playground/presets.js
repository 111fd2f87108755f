// Situations of the tutorial, each one press away; the one that is on shows it.
import { button } from "../views/controls.js";
import { make, set } from "../views/dom.js";

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
// What a situation says nothing of: how far the descent has come, and how it is looked at.
const ASIDE = new Set(["n", "turn", "tilt", "zoom", "view", "onward"]);

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export function presets(say, initial, choose) {
  const buttons = Object.entries(PRESETS).map(([name, patch]) => [
    patch,
    button(say(`preset-${name}`), () => choose(patch)),
  ]);
  const row = make(
    "div",
    { class: "x-presets", role: "group", "aria-label": say("presets") },
    ...buttons.map(([, node]) => node),
  );
  return {
    node: row,
    show(state) {
      const base = initial();
      const on = buttons.filter(([patch]) =>
        Object.keys(base).every((key) => ASIDE.has(key) || same(state[key], patch[key] ?? base[key])),
      );
      // Two may differ only in how long they run: then the longer one is on once the run is as long.
      const best = on.filter(([patch]) => (patch.n ?? 0) <= state.n).at(-1) ?? on[0];
      for (const each of buttons) set(each[1], { "aria-pressed": String(each === best) });
    },
  };
}
