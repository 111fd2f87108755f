// The run: step, play with a speed, back, reset, and how far it has come.
import { slider } from "./controls.js";
import { make } from "./dom.js";
import { SPEEDS, player } from "./play.js";
import { whole } from "./words.js";

export function select(label, options, onInput) {
  const box = make(
    "select",
    { class: "x-select" },
    ...options.map(([value, text]) => make("option", { value }, text)),
  );
  const values = new Map(options.map(([value]) => [String(value), value]));
  box.addEventListener("change", () => onInput(values.get(box.value)));
  return {
    box,
    node: make("label", { class: "x-pick" }, make("span", {}, label), " ", box),
    show(value) {
      box.value = String(value);
    },
  };
}

// read() and go(n) are those of a player.
export function runBar(say, read, go) {
  let chosen = 0;
  const { play, reset, step, move, stop, speed, playing } = player(say, read, go, () => chosen);
  const back = move("back", ({ n }) => Math.max(0, n - 1));
  const options = SPEEDS.map((each) => [each, say("per-second", { n: whole(each) })]);
  const { box, show } = select("", options, (each) => {
    chosen = each;
  });
  box.setAttribute("aria-label", say("speed"));
  const count = slider({
    label: say("updates"), min: 0, max: 100, step: 1, digits: 0,
    onInput: (n) => {
      stop();
      go(n);
    },
  });
  count.node.classList.add("x-count");
  return {
    nodes: [make("div", { class: "x-buttons" }, reset, back, step, play, box), count.node],
    stop,
    playing,
    show() {
      const { n, max } = read();
      count.resize(0, max);
      count.show(n);
      show(speed());
    },
  };
}
