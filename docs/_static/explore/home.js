// The front page: a descent to play, from wherever the start is put.
import { descend } from "./core/descent.js";
import { within } from "./core/within.js";
import { make, still, write } from "./views/dom.js";
import { contourPlot } from "./views/plots.js";
import { keep } from "./views/stage.js";
import { show, whole } from "./views/words.js";

const BEAT = 110; // milliseconds

export function home(room, data, say) {
  const { lr, n: most } = data.initial;
  const above = contourPlot({
    say,
    data,
    onMove: (b, w) => {
      stop();
      change({ b: within(b, data.b), w: within(w, data.w), n: 0 });
    },
  });
  const caption = make("p", { class: "x-caption", role: "status" });
  const press = (key, onClick) => {
    const node = make("button", { type: "button", class: "x-button" }, say(key));
    node.addEventListener("click", onClick);
    return node;
  };
  let timer = 0;
  function stop() {
    clearInterval(timer);
    timer = 0;
    write(playing, say("play"));
    caption.setAttribute("aria-live", "polite");
  }
  function play() {
    if (timer) return stop();
    if (still()) return change({ n: most });
    if (state.n >= most) change({ n: 0 });
    caption.setAttribute("aria-live", "off"); // until it rests
    write(playing, say("pause"));
    timer = setInterval(() => (state.n < most ? change({ n: state.n + 1 }) : stop()), BEAT);
    return undefined;
  }
  const playing = press("play", play);
  playing.classList.add("x-play");
  const step = press("step", () => {
    stop();
    change({ n: Math.min(most, state.n + 1) });
  });
  const again = press("reset", () => {
    stop();
    change({ ...data.start, n: 0 });
  });
  room.append(
    make("p", { class: "x-title" }, say("title")),
    above.node,
    make("div", { class: "x-buttons" }, playing, step, again),
    caption,
  );

  const { state, change, paint } = keep({ ...data.start, n: 0 }, ({ b, w, n }) => {
    const { x, y } = data;
    const path = descend({ x, y, b, w, rates: [[0, lr]], updates: n, batchSize: x.length });
    const end = { n: whole(n), b: show(path.b[n]), w: show(path.w[n]), loss: show(path.loss[n]) };
    above.show({ surface: path.surface, path, start: { b, w }, label: say("alt-path", end) });
    write(caption, say(n ? "after" : "told", end));
  });
  above.onResize(paint);
  paint();
  return {};
}
