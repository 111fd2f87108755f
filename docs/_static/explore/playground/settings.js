// What can be set: the rate with its regions, and everything else of the descent.
import { LIMITS } from "../core/address.js";
import { verdict } from "../core/curvature.js";
import { rateRegions } from "../core/regions.js";
import { fineness } from "../core/within.js";
import { choice, group, slider, tick } from "../views/controls.js";
import { make } from "../views/dom.js";
import { limitMarks } from "../views/marks.js";
import { parameterSliders } from "../views/parameters.js";

const WORDS = ["crawls", "converges", "oscillates", "diverges"];

// `data` are those in use: they may change.
export function settings(say, data, { change, setRate, setBatch }) {
  const rate = slider({
    label: say("rate"), ends: data.rates, log: true, onInput: setRate,
  });
  rate.node.classList.add("x-of-rate");
  const names = WORDS.map((word) => [
    word,
    make("span", { class: "x-name-of" }, make("i", { class: `x-is-${word}` }), say(`run-${word}`)),
  ]);
  rate.node.append(make("p", { class: "x-names" }, ...names.map(([, node]) => node)));
  const marks = limitMarks(say, rate, setRate);
  marks.row.prepend(make("span", { class: "x-why" }, say("limits-why")));
  const onward = tick(say("onward"), (on) => change({ onward: on }));
  const momentum = slider({
    label: say("momentum"), min: LIMITS.momentum[0], max: LIMITS.momentum[1],
    onInput: (value) => change({ momentum: value }),
  });
  const batch = slider({
    label: say("size"), unit: say("unit-size"), min: 1, max: data.x.length, step: 1, digits: 0,
    onInput: setBatch,
  });
  const order = tick(say("reshuffle"), (on) => change({ order: on }));
  const feature = choice(
    say("scale"),
    [[1, say("original")], [10, say("times-ten")], ["std", say("standardised")]],
    (x) => change({ x }),
  );
  const start = parameterSliders(say, data, (patch) => change(patch), "start-");
  let known = "";
  return {
    rate: rate.node,
    node: group(
      make("div", { class: "x-limits-of" }, marks.row, onward.node),
      momentum.node,
      make("div", {}, batch.node, order.node),
      feature.node,
      make("div", { class: "x-pair" }, start.b.node, start.w.node),
    ),
    show(s, x, lr) {
      const { length } = data.x;
      rate.resize(...data.rates);
      rate.show(lr);
      const key = JSON.stringify([x, s.momentum]);
      if (key !== known) {
        known = key;
        marks.show(x);
        rate.regions(rateRegions(x, s.momentum, data.rates));
      }
      const here = verdict(x, lr, s.momentum);
      for (const [word, node] of names) node.classList.toggle("x-here", word === here);
      onward.show(s.onward);
      momentum.show(s.momentum);
      batch.resize(1, length);
      batch.show(s.batch);
      order.show(s.order, s.batch === length);
      feature.show(s.x);
      for (const name of ["b", "w"]) start[name].resize(...data[name], fineness(data[name]));
      start.b.show(s.b);
      start.w.show(s.w);
    },
  };
}
