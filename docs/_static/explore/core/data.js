// The feature on another scale, and parameters read back in the original unit.
import { mean, meanOf } from "./sums.js";

// What maps the original feature to the one in use: scaled = (x - shift) / spread.
export function scaling(kind, x, everything) {
  if (kind !== "std") return { shift: 0, spread: 1 / kind, factor: kind };
  const fitted = everything ?? x;
  const shift = mean(fitted);
  const variance = meanOf(fitted.length, (i) => (fitted[i] - shift) * (fitted[i] - shift));
  return { shift, spread: Math.sqrt(variance), factor: 0 };
}

export function scaled(x, { shift, spread, factor }) {
  return x.map(factor ? (value) => value * factor : (value) => (value - shift) / spread);
}

// One value back on the original scale.
export const unscaled = (value, { shift, spread }) => value * spread + shift;

// b and w that give the same line over the original feature.
export function original(b, w, { shift, spread, factor }) {
  const slope = factor ? w * factor : w / spread;
  return { b: b - slope * shift, w: slope };
}
