// The loss of a line: a quadratic, as three means over the data.
import { mean, meanOf } from "./sums.js";

export function quadratic(x, y) {
  const n = x.length;
  const xMean = mean(x);
  const yMean = mean(y);
  const variance = meanOf(n, (i) => (x[i] - xMean) * (x[i] - xMean));
  const w = meanOf(n, (i) => (x[i] - xMean) * (y[i] - yMean)) / variance;
  const off = (i) => y[i] - yMean - w * (x[i] - xMean);
  const least = meanOf(n, (i) => off(i) * off(i));
  return { xMean, yMean, deviation: Math.sqrt(variance), w, b: yMean - w * xMean, least };
}

export function lossAt({ xMean, yMean, deviation, w: best, least }, b, w) {
  const along = b + w * xMean - yMean;
  const across = deviation * (w - best);
  return along * along + across * across + least;
}

// Where a section over one parameter is lowest, while the other stays.
export function lowestAlong({ xMean, yMean, deviation, w: best }, over, b, w) {
  if (over === "b") return yMean - w * xMean;
  const square = deviation * deviation;
  return (square * best + xMean * (yMean - b)) / (square + xMean * xMean);
}

// The ellipse of one loss: centre + cos(t) one + sin(t) other, or null below the least loss.
export function ellipse({ xMean, deviation, b, w, least }, level) {
  if (!(level > least)) return null;
  const reach = Math.sqrt(level - least);
  const up = reach / deviation;
  return { centre: [b, w], one: [reach, 0], other: [-up * xMean, up] };
}

export function slope(surface, b, w, step, which) {
  const there = which === "b" ? lossAt(surface, b + step, w) : lossAt(surface, b, w + step);
  return (there - lossAt(surface, b, w)) / step;
}
