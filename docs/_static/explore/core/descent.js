// A whole descent, update by update, as the library makes it.
import { orderOf } from "./random.js";
import { sum } from "./sums.js";
import { lossAt, quadratic } from "./surface.js";

// How long the pages let a descent run.
export const EPOCHS = 100;

export const updatesPerEpoch = (n, size) => Math.ceil(n / size);

// The learning rate of one update: rates holds [update from which it counts, rate], in order.
export function rateAt(rates, update) {
  let [, lr] = rates[0];
  for (const [from, rate] of rates) if (from <= update) lr = rate;
  return lr;
}

// A batch is n of the rows, from one on, with room for an error and a product each.
export function newBatch(x, y, rows, size) {
  return { x, y, rows, from: 0, n: size, errors: new Float64Array(size), products: new Float64Array(size) };
}

// The errors of a batch, and each times its x.
export function findErrors({ x, y, rows, from, n, errors, products }, b, w) {
  for (let i = 0; i < n; i += 1) {
    const row = rows[from + i];
    const error = b + w * x[row] - y[row];
    errors[i] = error;
    products[i] = x[row] * error;
  }
}

export const bGradient = ({ n, errors }, bugs) => (2 * sum(errors, n)) / (bugs.sum ? 1 : n);

export const wGradient = ({ n, products }, bugs) => (2 * sum(products, n)) / (bugs.sum ? 1 : n);

// The gradient over all points.
export function gradient(x, y, b, w) {
  const all = newBatch(x, y, Uint32Array.from(x, (_, i) => i), x.length);
  findErrors(all, b, w);
  return { b: bGradient(all, {}), w: wGradient(all, {}) };
}

// The loss on one batch.
export function batchLoss(batch, { b, w }) {
  findErrors(batch, b, w);
  return batch.errors.subarray(0, batch.n).reduce((total, e) => total + e * e, 0) / batch.n;
}

// One update on one batch; bugs may spoil it.
export function oneUpdate(batch, place, lr, momentum, bugs) {
  const { b, w } = place;
  const towards = bugs.sign ? -1 : 1;
  findErrors(batch, b, w);
  const bGrad = bGradient(batch, bugs);
  const bVelocity = momentum ? momentum * place.bVelocity + bGrad : bGrad;
  const newB = b - towards * lr * bVelocity;
  if (bugs.order) findErrors(batch, newB, w);
  const wGrad = wGradient(batch, bugs);
  const wVelocity = momentum ? momentum * place.wVelocity + wGrad : wGrad;
  const newW = w - towards * lr * wVelocity;
  return { b: newB, w: newW, bVelocity, wVelocity, bGrad, wGrad };
}

export function descend({
  x,
  y,
  b,
  w,
  rates,
  updates,
  batchSize,
  momentum = 0,
  shuffle = false,
  seed = 0,
  bugs = {},
}) {
  const n = x.length;
  const perEpoch = updatesPerEpoch(n, batchSize);
  const surface = quadratic(x, y);
  const bs = new Float64Array(updates + 1);
  const ws = new Float64Array(updates + 1);
  const loss = new Float64Array(updates + 1);
  const rows = Uint32Array.from(x, (_, i) => i);
  let place = { b, w, bVelocity: 0, wVelocity: 0 };
  const batch = newBatch(x, y, rows, batchSize);
  let overflow = -1;
  for (let u = 0; u <= updates; u += 1) {
    bs[u] = place.b;
    ws[u] = place.w;
    loss[u] = lossAt(surface, place.b, place.w);
    if (overflow < 0 && !Number.isFinite(loss[u] + place.b + place.w)) overflow = u;
    const from = (u % perEpoch) * batchSize;
    if (from === 0 && shuffle) batch.rows = orderOf(u / perEpoch, n, seed);
    batch.from = from;
    batch.n = Math.min(batchSize, n - from);
    if (u < updates) place = oneUpdate(batch, place, rateAt(rates, u), momentum, bugs);
  }
  return { b: bs, w: ws, loss, perEpoch, overflow, surface, batch, place };
}
