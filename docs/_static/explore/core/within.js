// The nearest place that is allowed, to two decimals.
export function within(value, [low, high]) {
  return Number(Math.min(high, Math.max(low, value)).toFixed(2));
}
