// The inside of a rule: what one update does to one parameter, written out with its numbers.
import { chosen, show } from "./words.js";

const p = (value) => (value < 0 ? `(${show(value)})` : show(value));
const rest = (share) => chosen(Number((1 - share).toPrecision(6)));

// Each writes the lines between the gradient and the new parameter, and the last factor of the step.
const LINES = {
  plain: ({ g, lr }) => [[], `${chosen(lr)} × ${p(g)}`],
  decayed: ({ g, lr, tau, t, rate }) => [
    [`η = ${chosen(lr)} / (1 + ${t} / ${chosen(tau)}) = ${show(rate)}`],
    `${show(rate)} × ${p(g)}`,
  ],
  momentum: ({ g, lr, momentum, before, v }) => [
    [`v = ${chosen(momentum)} × ${p(before.v)} + ${p(g)} = ${show(v)}`],
    `${chosen(lr)} × ${p(v)}`,
  ],
  nesterov: ({ g, lr, momentum, before, v }) => [
    [`v = ${chosen(momentum)} × ${p(before.v)} + ${p(g)} = ${show(v)}`],
    `${chosen(lr)} × (${p(g)} + ${chosen(momentum)} × ${p(v)})`,
  ],
  rmsprop: ({ g, lr, alpha, before, s, root }) => [
    [
      `s = ${chosen(alpha)} × ${show(before.s)} + ${rest(alpha)} × ${p(g)}² = ${show(s)}`,
      `√s = ${show(root)}`,
    ],
    `${chosen(lr)} × ${p(g)} / ${show(root)}`,
  ],
  adam: ({ g, lr, beta1, beta2, t, before, v, s, mean, root }) => [
    [
      `m = ${chosen(beta1)} × ${p(before.v)} + ${rest(beta1)} × ${p(g)} = ${show(v)}`,
      `s = ${chosen(beta2)} × ${show(before.s)} + ${rest(beta2)} × ${p(g)}² = ${show(s)}`,
      `m / (1 − ${chosen(beta1)}^${t + 1}) = ${show(mean)}`,
      `√(s / (1 − ${chosen(beta2)}^${t + 1})) = ${show(root)}`,
    ],
    `${chosen(lr)} × ${p(mean)} / ${show(root)}`,
  ],
};

// `before` is the memory before the update, `after` what the rule's step returned.
export function insideLines(rule, name, { at, g, settings, before, after, t }) {
  const { p: next, ...found } = after;
  const [lines, step] = LINES[rule]({ g, t, before, ...settings, ...found });
  return [`g = ${show(g)}`, ...lines, `${name} ← ${show(at)} − ${step} = ${show(next)}`].join("\n");
}
