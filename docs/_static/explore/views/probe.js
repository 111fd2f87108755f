// The loss at a place that somebody points at: by mouse, by finger, or by keys while the plot has the focus.
import { ink, make, set, write } from "./dom.js";
import { show } from "./words.js";

const STEP = 1 / 40;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

// look() tells { part, lossAt }: what part of the plane is seen, and the loss of a place in it.
export function probe(say, plot, look) {
  const cross = ink("path", { class: "x-cross", d: "M-9 0H9M0 -9V9", visibility: "hidden" });
  const text = make("output", { class: "x-read" }, say("read-how"));
  plot.over.append(cross);
  set(plot.node, { tabindex: "0", role: "group", "aria-label": say("read-how") });
  let at = null;

  function read([b, w], marked) {
    const { part, lossAt } = look();
    const into = (value, [low, high]) => Math.max(low, Math.min(high, value));
    at = [into(b, part.b), into(w, part.w)];
    write(text, say("read", { b: show(at[0]), w: show(at[1]), loss: show(lossAt(...at)) }));
    set(cross, {
      visibility: marked ? null : "hidden",
      transform: `translate(${plot.px(at[0]).toFixed(1)} ${plot.py(at[1]).toFixed(1)})`,
    });
  }
  plot.svg.addEventListener("pointermove", (event) => {
    // A mouse that rests is said to move, too, when what lies below it was laid out anew: keys go before it.
    const rests = event.pointerType === "mouse" && !event.movementX && !event.movementY;
    if (!rests || cross.hasAttribute("visibility")) read(plot.at(event), false);
  });
  plot.node.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (!way || event.target !== plot.node) return;
    event.preventDefault();
    const { part } = look();
    const middle = [part.b, part.w].map(([low, high]) => (low + high) / 2);
    const wide = [part.b, part.w].map(([low, high]) => (high - low) * STEP);
    read((at ?? middle).map((value, i) => value + way[i] * wide[i]), true);
  });
  plot.node.addEventListener("blur", () => {
    // A window that goes behind another one takes no focus from what has it.
    if (document.activeElement !== plot.node) set(cross, { visibility: "hidden" });
  });
  return text;
}
