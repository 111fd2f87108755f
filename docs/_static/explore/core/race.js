// One rule's run on a problem, and where it stands.
import { newBatch } from "./descent.js";
import { orderOf } from "./random.js";

export const CLOSE = 1e-3; // a loss within this of the least has arrived
const SOME = 1000; // updates between two looks at the clock

// Takes updates one by one: each call goes on to a later one, and shows `visit` each place before the update that leaves it.
function walker({ problem, rule, settings, b, w, batchSize, seed }) {
  const n = problem.x.length;
  const batch = newBatch(problem.x, problem.y, Uint32Array.from(problem.x, (_, i) => i), batchSize);
  const perEpoch = Math.ceil(n / batchSize);
  const at = { u: 0, one: { p: b, v: 0, s: 0 }, other: { p: w, v: 0, s: 0 } };
  return (last, visit) => {
    let { u, one, other } = at;
    for (; u <= last; u += 1) {
      const loss = problem.at(one.p, other.p);
      const from = (u % perEpoch) * batchSize;
      if (from === 0 && batchSize < n) batch.rows = orderOf(u / perEpoch, n, seed);
      batch.from = from;
      batch.n = Math.min(batchSize, n - from);
      const [g, h] = problem.slopes(batch);
      visit(u, loss, one, other, g, h);
      one = rule.step(one.p, g, settings, one.v, one.s, u);
      other = rule.step(other.p, h, settings, other.v, other.s, u);
    }
    Object.assign(at, { u, one, other });
  };
}

// Every place, loss, gradient and memory up to the update `done`, and the first update that is too large for a number.
// What is not done by a time goes on with `more`. A run that nobody needs any longer leaves its arrays to the next:
// a slider asks for sixty runs a second.
export function run(task, until = Infinity, old = {}) {
  const size = task.updates + 1;
  const kept = Object.fromEntries(
    ["b", "w", "loss", "g", "h", "bV", "wV", "bS", "wS"].map((name) => [
      name,
      old[name]?.length === size ? old[name] : new Float64Array(size),
    ]),
  );
  const { b, w, loss: losses, g: gs, h: hs, bV, wV, bS, wS } = kept;
  const on = { ...kept, overflow: -1, done: -1 };
  const advance = walker(task);
  const note = (u, loss, one, other, g, h) => {
    b[u] = one.p;
    w[u] = other.p;
    losses[u] = loss;
    gs[u] = g;
    hs[u] = h;
    bV[u] = one.v;
    wV[u] = other.v;
    bS[u] = one.s;
    wS[u] = other.s;
    if (on.overflow < 0 && !Number.isFinite(loss + one.p + other.p)) on.overflow = u;
  };
  on.more = (time) => {
    do {
      on.done = Math.min(task.updates, on.done + SOME);
      advance(on.done, note);
    } while (on.done < task.updates && performance.now() < time);
  };
  on.more(until);
  return on;
}

// Where one setting of a rule leads: how far its last loss is above the least, infinite if it is no number.
export function finish(task) {
  const { least } = task.problem;
  let last = Infinity;
  walker(task)(task.updates, (u, loss) => {
    last = loss;
  });
  return Number.isFinite(last) ? Math.max(last - least, 1e-16) : Infinity;
}

// The first update, up to the last one shown, whose loss is close to the least; or -1.
export function arrival({ loss }, least, last) {
  for (let u = 0; u <= last; u += 1) if (loss[u] - least <= CLOSE) return u;
  return -1;
}
