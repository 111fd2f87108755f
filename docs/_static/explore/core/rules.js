// The library's update rules, for one parameter, each in the library's order of operations.

const EPSILON = 1e-8;

// A rule takes a parameter p, its gradient g, the settings, and its memory: a velocity or mean v, a mean square s,
// and the number t of updates before. It returns all three anew, and what comes up on the way.
export const RULES = {
  plain: {
    own: [],
    step: (p, g, { lr }) => ({ p: p - lr * g, v: 0, s: 0 }),
  },
  decayed: {
    own: ["tau"],
    step(p, g, { lr, tau }, v, s, t) {
      const rate = lr / (1 + t / tau);
      return { p: p - rate * g, v: 0, s: 0, rate };
    },
  },
  momentum: {
    own: ["momentum"],
    step(p, g, { lr, momentum }, before) {
      const v = momentum * before + g;
      return { p: p - lr * v, v, s: 0 };
    },
  },
  nesterov: {
    own: ["momentum"],
    step(p, g, { lr, momentum }, before) {
      const v = momentum * before + g;
      return { p: p - lr * (g + momentum * v), v, s: 0 };
    },
  },
  rmsprop: {
    own: ["alpha"],
    step(p, g, { lr, alpha }, v, before) {
      const s = alpha * before + (1 - alpha) * (g * g);
      const root = Math.sqrt(s) + EPSILON;
      return { p: p - (lr * g) / root, v: 0, s, root };
    },
  },
  adam: {
    own: ["beta1", "beta2"],
    step(p, g, { lr, beta1, beta2 }, vBefore, sBefore, t) {
      const v = beta1 * vBefore + (1 - beta1) * g;
      const s = beta2 * sBefore + (1 - beta2) * (g * g);
      const mean = v / (1 - beta1 ** (t + 1));
      const root = Math.sqrt(s / (1 - beta2 ** (t + 1))) + EPSILON;
      return { p: p - lr * (mean / root), v, s, mean, root };
    },
  },
};

// What a setting may be; of the shares, the top is just below 1.
export const RANGES = {
  lr: [0.001, 100],
  tau: [1, 1000],
  momentum: [0, 0.999],
  alpha: [0, 0.999],
  beta1: [0, 0.999],
  beta2: [0, 0.9999],
};
