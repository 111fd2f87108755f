// Counts the updates of a run, one at a press or many a second: `go(n)` moves to one,
// `read()` tells { n, end, max }: where it is, where the picture ends, and where everything does.
import { button } from "./controls.js";
import { make, still, write } from "./dom.js";

export const SPEEDS = [1, 3, 10, 30, 100, 300, 1000, 3000];
const PLAYED = 12; // seconds that a run may take to play
const LAPSE = 0.25; // seconds: what a page that slept does not make up for

export function player(say, read, go, chosen = () => 0) {
  let frame = 0;
  const end = () => read().end ?? read().max;
  const goal = ({ n, max }) => (n < end() || n >= max ? end() : max);
  const speed = () => chosen() || (SPEEDS.find((each) => goal(read()) / each <= PLAYED) ?? SPEEDS.at(-1));
  const stop = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    write(play, say("play"));
  };
  function start() {
    const last = goal(read());
    if (read().n >= last) go(0);
    if (still()) return go(last);
    write(play, say("pause"));
    let [before, due] = [null, 0];
    const beat = (time) => {
      const at = read().n;
      due += before === null ? 0 : Math.min(LAPSE, (time - before) / 1000) * speed();
      before = time;
      const next = Math.min(last, at + Math.floor(due));
      due -= Math.floor(due);
      if (next > at) go(next);
      if (next >= last) return stop();
      frame = requestAnimationFrame(beat);
      return undefined;
    };
    frame = requestAnimationFrame(beat);
    return undefined;
  }
  const play = button(say("play"), () => (frame ? stop() : start()), { class: "x-button x-play" });
  const move = (key, where) => button(say(key), () => {
    stop();
    go(where(read()));
  });
  const reset = move("reset", () => 0);
  const step = move("step", ({ n, max }) => Math.min(max, n + 1));
  return { play, reset, step, move, stop, speed, playing: () => frame !== 0 };
}

export function transport(say, read, go) {
  const { play, reset, step, stop } = player(say, read, go);
  return { node: make("div", { class: "x-buttons" }, step, play, reset), stop };
}
