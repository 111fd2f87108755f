// What the playground needs to know of data before it shows them: how far parameters and rates reach, and levels.
//
// The rule for own data, from the surface of the feature in use: b reaches from the minimum to each side half as far
// again as to the start, and at least one and a half deviations of the labels; w likewise, by the labels' deviation
// over the feature's. Rates begin where the joint limit is 500 to 5000 times as high, and the first one is at most half of it.
import { limits } from "./curvature.js";
import { scaled, scaling } from "./data.js";
import { lossAt, quadratic } from "./surface.js";

const LEVELS = 9;
const FURTHER = 1.5;

const powerOf10 = (value) => Number(`1e${Math.floor(Math.log10(value) + 1e-12)}`);

// Down to one digit.
function oneDigit(value) {
  const power = powerOf10(value);
  return Number((Math.floor(value / power) * power).toPrecision(1));
}

// The ends, outwards to a round number.
function around(middle, far) {
  const step = powerOf10(far) / 2;
  const round = (k) => Number((k * step).toPrecision(12));
  return [round(Math.floor((middle - far) / step)), round(Math.ceil((middle + far) / step))];
}

// Levels from near the least loss to near the greatest, spaced as the figures have them, but above the least loss:
// noise that no line can mend does not hide the bottom of the bowl.
export function levelsBetween(least, most, n = LEVELS) {
  const high = (most - least) / 1.6;
  const low = (most - least) / 1e3;
  const level = (i) => low * (high / low) ** (i / (n - 1));
  return Array.from({ length: n }, (_, i) => least + Number(level(i).toPrecision(2)));
}

const TUTORIAL = { own: null, rates: [0.001, 10], lossRange: [0.005, 100], yRange: [-1, 4.5] };

// What the playground starts from: the tutorial's own, or the same for these points, whose feature may be scaled.
export function setup(points, kind, tutorial) {
  if (!points) return { ...tutorial, ...TUTORIAL };
  const { start } = tutorial;
  const original = points.map(([x]) => x);
  const y = points.map(([, label]) => label);
  const x = scaled(original, scaling(kind, original));
  const surface = quadratic(x, y);
  const { deviation } = quadratic(y, y);
  const far = (name, least) => FURTHER * Math.max(Math.abs(start[name] - surface[name]), least) || 1;
  const b = around(surface.b, far("b", deviation));
  const w = around(surface.w, far("w", deviation / surface.deviation));
  const { least } = surface;
  const most = Math.max(...b.flatMap((one) => w.map((other) => lossAt(surface, one, other))));
  const { joint } = limits(x);
  const first = lossAt(surface, start.b, start.w);
  const [low, high] = [Math.min(...y), Math.max(...y)];
  const room = (high - low) / 4 || 1;
  return {
    ...tutorial,
    own: points,
    x: original,
    y,
    xVal: [],
    b,
    w,
    levels: levelsBetween(least, most),
    rates: [Math.min(0.001, powerOf10(joint / 500)), 10],
    initial: { ...tutorial.initial, lr: Math.min(tutorial.initial.lr, oneDigit(joint / 2)) },
    lossRange: [powerOf10(Math.max(least, most * 1e-6) / 2), 10 * powerOf10(Math.max(first, most))],
    yRange: [low - room, high + room],
  };
}
