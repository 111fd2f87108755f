// A whole descent, update by update, as the library makes it.
import { RandomState } from "./random.js";
import { sumOf } from "./sums.js";
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

// Both halves of the gradient on one batch; bugs may spoil them.
export function gradientOn({ x, y, rows, from, n, b, w, bugs }) {
  const row = (i) => rows[from + i];
  const error = (i) => b + w * x[row(i)] - y[row(i)];
  const share = bugs.sum ? 1 : n;
  return {
    b: () => (2 * sumOf(n, error)) / share,
    w: () => (2 * sumOf(n, (i) => x[row(i)] * error(i))) / share,
    error: () => sumOf(n, error) / n,
    loss: () => sumOf(n, (i) => error(i) * error(i)) / n,
  };
}

// One update from one place; `batch` holds x, y, rows, from, n.
export function oneUpdate(batch, place, lr, momentum, bugs) {
  const { b, w } = place;
  const towards = bugs.sign ? -1 : 1;
  const bGrad = gradientOn({ ...batch, b, w, bugs }).b();
  const bVelocity = momentum ? momentum * place.bVelocity + bGrad : bGrad;
  const newB = b - towards * lr * bVelocity;
  const wGrad = gradientOn({ ...batch, b: bugs.order ? newB : b, w, bugs }).w();
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
  const random = shuffle ? new RandomState(seed) : null;
  let rows = Uint32Array.from(x, (_, i) => i);
  let place = { b, w, bVelocity: 0, wVelocity: 0 };
  let batch = { x, y, rows, from: 0, n: batchSize };
  let overflow = -1;
  for (let u = 0; u <= updates; u += 1) {
    bs[u] = place.b;
    ws[u] = place.w;
    loss[u] = lossAt(surface, place.b, place.w);
    if (overflow < 0 && !Number.isFinite(loss[u] + place.b + place.w)) overflow = u;
    const from = (u % perEpoch) * batchSize;
    if (from === 0 && random) rows = random.permutation(n);
    batch = { x, y, rows, from, n: Math.min(batchSize, n - from) };
    if (u < updates) place = oneUpdate(batch, place, rateAt(rates, u), momentum, bugs);
  }
  return { b: bs, w: ws, loss, perEpoch, overflow, surface, batch, place };
}
