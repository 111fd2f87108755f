// What the rules race on: the line on three sets of data, the log loss, and two weights in a row.
import { scaled, scaling } from "./data.js";
import { bGradient, findErrors, wGradient } from "./descent.js";
import { lossAt, quadratic } from "./surface.js";

const KINDS = { bad: 10, original: 1, standardised: "std", threshold: "std", weights: 1 };
export const PROBLEMS = Object.keys(KINDS);
const LOWEST = 1e-16; // where rounding hides what the loss is above its least
const MANY_FACTORS = 64;

function median(values) {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// `at` returns the loss of all points at a place and remembers it; `slopes` are those of a batch at that place.
function line(x, y) {
  const surface = quadratic(x, y);
  let [b, w] = [0, 0];
  return {
    minimum: [surface.b, surface.w],
    at(newB, newW) {
      [b, w] = [newB, newW];
      return lossAt(surface, b, w);
    },
    slopes(batch) {
      findErrors(batch, b, w);
      return [bGradient(batch, {}), wGradient(batch, {})];
    },
  };
}

// The line through the curve that makes a probability: each point's exponential serves its loss and its error.
function threshold(x, y, minimum) {
  const n = x.length;
  const chance = new Float64Array(n);
  return {
    minimum,
    at(b, w) {
      let [total, product] = [0, 1];
      for (let i = 0; i < n; i += 1) {
        const z = b + w * x[i];
        const rest = Math.exp(-Math.abs(z));
        chance[i] = (z < 0 ? rest : 1) / (1 + rest);
        total += Math.max(0, y[i] ? -z : z);
        product *= 1 + rest;
        if (i % MANY_FACTORS === 0) {
          total += Math.log(product);
          product = 1;
        }
      }
      return (total + Math.log(product)) / n;
    },
    slopes(batch) {
      for (let i = 0; i < batch.n; i += 1) {
        const row = batch.rows[batch.from + i];
        batch.errors[i] = chance[row] - y[row];
        batch.products[i] = x[row] * batch.errors[i];
      }
      return [bGradient(batch, {}) / 2, wGradient(batch, {}) / 2];
    },
  };
}

// The loss of the line through 0 whose weight is the product of both.
function weights(x, y) {
  const surface = quadratic(x, y);
  const variance = surface.deviation * surface.deviation;
  const best =
    (surface.w * variance + surface.xMean * surface.yMean) / (variance + surface.xMean * surface.xMean);
  const size = Math.sqrt(Math.abs(best));
  let [u, v] = [0, 0];
  return {
    minimum: [size, Math.sign(best) * size],
    best,
    at(newU, newV) {
      [u, v] = [newU, newV];
      return lossAt(surface, 0, u * v);
    },
    slopes(batch) {
      findErrors(batch, 0, u * v);
      const slope = wGradient(batch, {});
      return [v * slope, u * slope];
    },
  };
}

export function problemOf(name, data) {
  const x = scaled(data.x, scaling(KINDS[name], data.x));
  const middle = name === "threshold" ? median(data.y) : 0;
  const y = name === "threshold" ? data.y.map((value) => (value > middle ? 1 : 0)) : data.y;
  const made =
    name === "threshold"
      ? threshold(x, y, data.minimum)
      : name === "weights"
        ? weights(x, y)
        : line(x, y);
  const least = made.at(...made.minimum);
  const { best, minimum } = made;
  return {
    ...made,
    name,
    x,
    y,
    least,
    excess: (b, w) => Math.max(made.at(b, w) - least, LOWEST),
    // Of two weights the product counts: many places are equally good.
    distance: (b, w) =>
      best === undefined ? Math.hypot(b - minimum[0], w - minimum[1]) : Math.abs(b * w - best),
  };
}
