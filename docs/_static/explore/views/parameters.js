// Bias and weight as a reader moves them: two sliders, and the nearest place that is allowed.
import { slider } from "./controls.js";

// As fine as 200 steps across the slider need: a power of ten.
export const fineness = ([low, high]) => 10 ** Math.floor(Math.log10((high - low) / 200));

export function within(value, [low, high]) {
  const digits = Math.max(0, -Math.log10(fineness([low, high])));
  return Number(Math.min(high, Math.max(low, value)).toFixed(Math.min(20, digits)));
}

// Both parameters as sliders.
export function parameterSliders(say, data, change, which = "move-") {
  const one = (name, key) =>
    slider({
      label: say(which + key),
      unit: say(`unit-${name}`),
      min: data[name][0],
      max: data[name][1],
      onInput: (value) => change({ [name]: value }),
    });
  return { b: one("b", "bias"), w: one("w", "weight") };
}
