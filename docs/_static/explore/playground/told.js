// What is said of a run: what it does, what the curvature says of its rate, and why the two may differ.
import { BUGS } from "../core/address.js";
import { contraction, verdict } from "../core/curvature.js";
import { outcome } from "../core/outcome.js";
import { chosen, listed, percent, whole } from "../views/words.js";

// Returns the word of the run, and all sentences about it.
export function told(say, { s, x, path, lr, bug, hidden, values }) {
  const theory = verdict(x, lr, s.momentum);
  const word = outcome(path, theory);
  const kept = percent(contraction(x, lr, s.momentum));
  const expected = say(theory, { kept });
  const parts = (() => {
    if (hidden) return [say("why-hidden"), say("judged", { verdict: expected })];
    const on = BUGS.filter((name) => bug[name]);
    if (on.length) {
      const why = on.map((name) => say(`why-${name}`, { n: whole(path.batch.n), lr: chosen(lr * path.batch.n) }));
      return [...why, say("judged", { verdict: expected })];
    }
    if (path.perEpoch > 1) {
      const why = say(word === "hovers" ? "why-hovers" : "why-batch", { size: whole(s.batch), all: whole(x.length) });
      return [why, say("judged", { verdict: expected })];
    }
    if (word === "ready" || word === theory || theory === "borderline") return [expected];
    return [say(word === "arrived" ? "why-arrived" : `so-far-${word}`), expected];
  })();
  const changes = s.lr.map(([at, value]) => say("rate-from", { lr: chosen(value), n: whole(at) }));
  return {
    word,
    after: say("after", values),
    all: [
      ...parts,
      say("after", values),
      ...(path.overflow < 0 ? [] : [say("overflow", values)]),
      ...(s.lr.length > 1 ? [say("rates", { list: listed(changes) })] : []),
    ],
  };
}
