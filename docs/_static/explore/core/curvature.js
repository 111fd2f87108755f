// What the surface tolerates: eigenvalues, limits, and the verdict that follows from them.
import { mean, meanOf } from "./sums.js";

export function eigenvalues(x) {
  const centre = mean(x);
  const square = meanOf(x.length, (i) => x[i] * x[i]);
  const variance = meanOf(x.length, (i) => (x[i] - centre) * (x[i] - centre));
  const largest = 1 + square + Math.hypot(1 - square, 2 * centre);
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

const ROUNDING = 1e-9;

function modes(x, lr, momentum) {
  return eigenvalues(x).map((curvature) => {
    const middle = (1 + momentum - lr * curvature) / 2;
    const square = middle * middle - momentum;
    if (square < -ROUNDING) {
      const size = Math.sqrt(momentum);
      return [size, size ** (Math.PI / Math.acos(middle / size))];
    }
    const size = Math.abs(middle) + Math.sqrt(Math.max(square, 0));
    return [size, middle < 0 ? size : 0];
  });
}

export function contraction(x, lr, momentum) {
  return Math.max(...modes(x, lr, momentum).map(([size]) => size));
}

export function verdict(x, lr, momentum) {
  const both = modes(x, lr, momentum);
  const size = Math.max(both[0][0], both[1][0]);
  if (size >= 1 - ROUNDING) return "diverges";
  if (Math.max(both[0][1], both[1][1]) > 0.5 + ROUNDING) return "oscillates";
  return size ** 100 > 0.5 ? "crawls" : "converges";
}
