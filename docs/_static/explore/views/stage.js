// What every explorable has: a state, a caption that follows it, a voice, a place for plots.
import { make, write } from "./dom.js";

const PAUSE = 700;
const PATIENCE = 5000;

// One state; each change draws everything anew from it, once a frame.
export function keep(initial, draw) {
  const state = { ...initial };
  let asked = false;
  const paint = () => {
    asked = false;
    draw(state);
  };
  const change = (patch) => {
    Object.assign(state, patch);
    if (!asked) requestAnimationFrame(paint);
    asked = true;
  };
  // What is not in the patch is again as it was at first.
  const reset = (patch) => change({ ...initial, ...patch });
  return { state, paint, change, reset };
}

// Says the caption politely when the reader pauses, or now and then where there is no pause, as in play;
// and nothing while a page loads.
export function voice() {
  const node = make("p", { class: "x-heard", role: "status" });
  let timer = 0;
  let last = null;
  let since = 0;
  return {
    node,
    call: (text) => write(node, text),
    say(text) {
      if (last === null) last = text;
      const now = performance.now();
      if (!timer) since = now;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          timer = 0;
          if (text !== last) write(node, text);
          last = text;
        },
        Math.max(0, Math.min(PAUSE, since + PATIENCE - now)),
      );
    },
  };
}

export function stage(room, name) {
  const caption = make("p", { class: "x-caption" });
  const heard = voice();
  const before = make("div", { class: "x-before" });
  const plots = make("div", { class: "x-plots" });
  const controls = make("div", { class: "x-controls" });
  const settings = make("div", { class: "x-controls x-settings" });
  const more = make("div", { class: "x-more" });
  const take = make("div", { class: "x-take" });
  const title = make("p", { class: "x-title" }, name);
  room.append(title, before, plots, caption, controls, settings, more, take, heard.node);
  return {
    before,
    plots,
    controls,
    settings,
    more,
    take,
    call: heard.call,
    tell(text) {
      write(caption, text);
      heard.say(text);
    },
  };
}
