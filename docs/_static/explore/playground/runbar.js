// The run: step, play with a speed, back, reset, and how far it has come.
import { button, slider } from "../views/controls.js";
import { make, still, write } from "../views/dom.js";
import { whole } from "../views/words.js";

const SPEEDS = [1, 3, 10, 30, 100, 300, 1000, 3000];
const PLAYED = 12; // seconds that a descent may take to play
const LAPSE = 0.25; // seconds: what a page that slept does not make up for

// read() tells { n, end, max }: the update, where the picture ends, and where everything does.
export function runBar(say, read, go) {
  let frame = 0;
  let chosen = 0;
  const speed = () => chosen || (SPEEDS.find((each) => read().end / each <= PLAYED) ?? SPEEDS.at(-1));

  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
    write(playing, say("play"));
  }
  function start() {
    const { n, end, max } = read();
    const goal = n < end || n >= max ? end : max;
    if (n >= goal) go(0);
    if (still()) return go(goal);
    write(playing, say("pause"));
    let [before, due] = [null, 0];
    const beat = (time) => {
      const at = read().n;
      due += before === null ? 0 : Math.min(LAPSE, (time - before) / 1000) * speed();
      before = time;
      const next = Math.min(goal, at + Math.floor(due));
      due -= Math.floor(due);
      if (next > at) go(next);
      if (next >= goal) return stop();
      frame = requestAnimationFrame(beat);
      return undefined;
    };
    frame = requestAnimationFrame(beat);
    return undefined;
  }
  const move = (where) => () => {
    stop();
    go(where(read()));
  };
  const reset = button(say("reset"), move(() => 0));
  const back = button(say("back"), move(({ n }) => Math.max(0, n - 1)));
  const step = button(say("step"), move(({ n, max }) => Math.min(max, n + 1)));
  const playing = button(say("play"), () => (frame ? stop() : start()), { class: "x-button x-play" });
  const options = SPEEDS.map((each) => make("option", { value: each }, say("per-second", { n: whole(each) })));
  const choice = make("select", { class: "x-select", "aria-label": say("speed") }, ...options);
  choice.addEventListener("change", () => {
    chosen = Number(choice.value);
  });
  const count = slider({
    label: say("updates"), min: 0, max: 100, step: 1, digits: 0,
    onInput: (n) => {
      stop();
      go(n);
    },
  });
  count.node.classList.add("x-count");
  const word = make("strong", { class: "x-badge" });
  const loss = make("span", { class: "x-loss" });
  return {
    nodes: [
      make("div", { class: "x-buttons" }, reset, back, step, playing, choice),
      count.node,
      make("p", { class: "x-state" }, word, " ", loss),
    ],
    stop,
    show(kind, lossText) {
      const { n, max } = read();
      count.resize(0, max);
      count.show(n);
      if (Number(choice.value) !== speed()) choice.value = speed();
      write(word, say(`run-${kind}`));
      word.className = `x-badge x-is-${kind}`;
      write(loss, say("loss-now", { loss: lossText }));
    },
  };
}
