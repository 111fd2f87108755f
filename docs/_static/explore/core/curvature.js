// What the surface tolerates: eigenvalues, limits, and the verdict that follows from them.
import { mean, meanOf } from "./sums.js";

// By the library's steps, which every machine rounds alike; Math.hypot may differ in the last bit.
function hypotenuse(one, other) {
  const long = Math.max(Math.abs(one), Math.abs(other));
  const ratio = long ? Math.min(Math.abs(one), Math.abs(other)) / long : 0;
  return long * Math.sqrt(1 + ratio * ratio);
}

export function eigenvalues(x) {
  const centre = mean(x);
  const square = meanOf(x.length, (i) => x[i] * x[i]);
  const variance = meanOf(x.length, (i) => (x[i] - centre) * (x[i] - centre));
  const largest = 1 + square + hypotenuse(1 - square, 2 * centre);
  return [(4 * variance) / largest, largest];
}

export function limits(x) {
  const [smallest, largest] = eigenvalues(x);
  return {
    b: 1,
    w: 2 / (2 * meanOf(x.length, (i) => x[i] * x[i])),
    joint: 2 / largest,
    condition: largest / smallest,
  };
}

const BELOW_ONE = 1 - 2 ** -53;
const HALF_IN_100 = 0.993092495437036; // its hundredth power is a half
const ROUNDING = 2 ** -46; // of the largest eigenvalue
const SWING_ROUNDING = 1e-9;

// The part of the limit that the rate leaves; and of each direction what its larger root lacks to 1, and its swing.
function modes(x, lr, momentum) {
  const size = Math.sqrt(momentum);
  const low = (1 - size) * (1 - size);
  const high = (1 + size) * (1 + size);
  const limit = 2 * (1 + momentum);
  const both = eigenvalues(x);
  const directions = both.map((curvature) => {
    const e = lr * curvature;
    if (low < e && e < high) {
      const angle = 2 * Math.atan2(Math.sqrt(e - low), Math.sqrt(high - e));
      return { gap: (1 - momentum) / (1 + size), swing: size ** (Math.PI / angle) };
    }
    const root = Math.sqrt((e - low) * (e - high));
    if (e <= low) return { gap: (2 * e) / (1 - momentum + e + root), swing: 0 };
    const total = 3 + momentum - e;
    const gap = total > 0 ? (2 * (limit - e)) / (total + root) : (total - root) / 2;
    return { gap, swing: 1 - gap };
  });
  return {
    spare: 1 - (lr * both[1]) / limit,
    gap: Math.min(...directions.map(({ gap }) => gap)),
    swing: Math.max(...directions.map(({ swing }) => swing)),
  };
}

export function contraction(x, lr, momentum) {
  const { spare, gap } = modes(x, lr, momentum);
  return spare > 0 ? Math.min(1 - gap, BELOW_ONE) : 1 - gap;
}

export function verdict(x, lr, momentum) {
  const { spare, gap, swing } = modes(x, lr, momentum);
  if (Math.abs(spare) <= ROUNDING) return "borderline";
  if (spare < 0) return "diverges";
  if (swing > 0.5 + SWING_ROUNDING) return "oscillates";
  return 1 - gap > HALF_IN_100 ? "crawls" : "converges";
}
