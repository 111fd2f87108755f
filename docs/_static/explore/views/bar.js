// The run bar: reset, back, step, play, and how fast; `go(n)` moves to an update, `read()` tells { n, max }.
import { button } from "./controls.js";
import { make, still } from "./dom.js";

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

const SPEEDS = [2, 10, 50, 500];

export function runBar(say, read, go) {
  let speed = 10;
  let playing = null;
  const stop = () => {
    playing = null;
    play.textContent = say("play");
  };
  const beat = (now) => {
    if (!playing) return;
    const { n, max } = read();
    playing.due += ((now - playing.last) * speed) / 1000;
    playing.last = now;
    const steps = Math.floor(playing.due);
    playing.due -= steps;
    if (steps) go(Math.min(max, n + steps));
    if (n + steps >= max) stop();
    else requestAnimationFrame(beat);
  };
  const play = button(say("play"), () => {
    if (playing) return stop();
    const { n, max } = read();
    if (still()) return go(max);
    if (n >= max) go(0);
    play.textContent = say("pause");
    playing = { last: performance.now(), due: 0 };
    requestAnimationFrame(beat);
    return undefined;
  });
  const move = (by) => () => {
    stop();
    const { n, max } = read();
    go(Math.max(0, Math.min(max, n + by)));
  };
  const reset = button(say("reset"), () => {
    stop();
    go(0);
  });
  const speeds = select(
    say("speed"),
    SPEEDS.map((value) => [value, say("per-second", { n: value })]),
    (value) => {
      speed = value;
    },
  );
  speeds.show(speed);
  speeds.box.setAttribute("aria-label", say("speed"));
  const buttons = [reset, button(say("back"), move(-1)), button(say("step"), move(1)), play, speeds.box];
  return {
    node: make("div", { class: "x-buttons" }, ...buttons),
    stop,
    playing: () => playing !== null,
  };
}
