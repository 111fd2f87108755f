// Ready cases, each by a rule from the tutorial's points; null stands for these themselves.

const rounded = (value) => Number(value.toFixed(2));

export function cases({ x, y }) {
  const points = x.map((value, i) => [rounded(value), rounded(y[i])]);
  const last = x.indexOf(Math.max(...x));
  const spread = Math.max(...y) - Math.min(...y);
  return {
    tutorial: null,
    // The point furthest to the right falls by three times the spread of the labels.
    outlier: points.map(([a, b], i) => [a, i === last ? rounded(b - 3 * spread) : b]),
    // What the labels rise to the left of the middle, they fall to its right.
    curve: points.map(([a, b]) => [a, rounded(b - 4 * a * a)]),
    // The same labels, a third of a century long.
    years: points.map(([, b], i) => [Math.round(1990 + 30 * x[i]), b]),
  };
}
