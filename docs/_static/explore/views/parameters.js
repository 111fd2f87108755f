// Bias and weight as a reader moves them: two sliders.
import { slider } from "./controls.js";

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
