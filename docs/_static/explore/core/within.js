// As fine as 200 steps from one end to the other need: a power of ten.
export const fineness = ([low, high]) => 10 ** Math.floor(Math.log10((high - low) / 200));

// The nearest place that is allowed, as fine as that.
export function within(value, [low, high]) {
  const digits = Math.max(0, -Math.log10(fineness([low, high])));
  return Number(Math.min(high, Math.max(low, value)).toFixed(Math.min(20, digits)));
}
