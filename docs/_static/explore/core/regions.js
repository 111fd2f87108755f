// Where on the scale of rates each verdict holds.
import { verdict } from "./curvature.js";

const COARSE = 80;
const FINE = 30;

// Returns [{ from, to, word }], which cover the whole range without a gap.
export function rateRegions(x, momentum, [low, high]) {
  const rate = (part) => low * (high / low) ** part;
  const word = (part) => {
    const found = verdict(x, rate(part), momentum);
    return found === "borderline" ? "diverges" : found; // a limit is a point
  };
  const regions = [{ from: low, to: high, word: word(0) }];
  for (let i = 1; i <= COARSE; i += 1) {
    const last = regions[regions.length - 1];
    const here = word(i / COARSE);
    if (here !== last.word) {
      let [before, after] = [(i - 1) / COARSE, i / COARSE];
      for (let k = 0; k < FINE; k += 1) {
        const middle = (before + after) / 2;
        if (word(middle) === last.word) before = middle;
        else after = middle;
      }
      last.to = rate(after);
      regions.push({ from: last.to, to: high, word: here });
    }
  }
  return regions;
}
