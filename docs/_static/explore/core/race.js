// One rule's run on a problem, and where it stands.
import { newBatch } from "./descent.js";
import { RandomState } from "./random.js";

export const CLOSE = 1e-3; // a loss within this of the least has arrived

// The orders of one seed, drawn once for all that run with it.
let drawn = {};
function orderOf(epoch, n, seed) {
  if (drawn.seed !== seed || drawn.n !== n) drawn = { seed, n, random: new RandomState(seed), orders: [] };
  while (drawn.orders.length <= epoch) drawn.orders.push(drawn.random.permutation(n));
  return drawn.orders[epoch];
}

// Takes the updates one by one, and shows `visit` each place before the update that leaves it.
function walk({ problem, rule, settings, b, w, updates, batchSize, seed }, visit) {
  const n = problem.x.length;
  const batch = newBatch(problem.x, problem.y, Uint32Array.from(problem.x, (_, i) => i), batchSize);
  const perEpoch = Math.ceil(n / batchSize);
  let one = { p: b, v: 0, s: 0 };
  let other = { p: w, v: 0, s: 0 };
  for (let u = 0; ; u += 1) {
    const loss = problem.at(one.p, other.p);
    const from = (u % perEpoch) * batchSize;
    if (from === 0 && batchSize < n) batch.rows = orderOf(u / perEpoch, n, seed);
    batch.from = from;
    batch.n = Math.min(batchSize, n - from);
    const [g, h] = problem.slopes(batch);
    visit(u, loss, one, other, g, h);
    if (u >= updates) return;
    one = rule.step(one.p, g, settings, one.v, one.s, u);
    other = rule.step(other.p, h, settings, other.v, other.s, u);
  }
}

// Every place, loss, gradient and memory, and the first update that is too large for a number.
export function run(task) {
  const size = task.updates + 1;
  const kept = Object.fromEntries(
    ["b", "w", "loss", "g", "h", "bV", "wV", "bS", "wS"].map((name) => [name, new Float64Array(size)]),
  );
  const { b, w, loss: losses, g: gs, h: hs, bV, wV, bS, wS } = kept;
  let overflow = -1;
  walk(task, (u, loss, one, other, g, h) => {
    [b[u], w[u], losses[u], gs[u], hs[u]] = [one.p, other.p, loss, g, h];
    [bV[u], wV[u], bS[u], wS[u]] = [one.v, other.v, one.s, other.s];
    if (overflow < 0 && !Number.isFinite(loss + one.p + other.p)) overflow = u;
  });
  return { ...kept, overflow };
}

// Where one setting of a rule leads: how far its last loss is above the least, infinite if it is no number.
export function finish(task) {
  const { least } = task.problem;
  let last = Infinity;
  walk(task, (u, loss) => {
    last = loss;
  });
  return Number.isFinite(last) ? Math.max(last - least, 1e-16) : Infinity;
}

// The first update, up to the last one shown, whose loss is close to the least; or -1.
export function arrival({ loss }, least, last) {
  for (let u = 0; u <= last; u += 1) if (loss[u] - least <= CLOSE) return u;
  return -1;
}
