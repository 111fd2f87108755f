// What the colours of the surface stand for.
import { make, set, write } from "./dom.js";
import { show } from "./words.js";

export function colourKey(say, bands) {
  const strip = make("div", { class: "x-strip" }, ...bands.map((fill) => make("i", { style: `background: ${fill}` })));
  const ends = [0, 1].map(() => make("span"));
  const node = make("div", { class: "x-key", role: "img" }, make("span", {}, say("loss")), strip, ...ends);
  return {
    node,
    show(levels) {
      [...strip.children].forEach((band, i) => set(band, { hidden: i > levels.length }));
      const texts = [levels[0], levels.at(-1)].map(show);
      texts.forEach((text, i) => write(ends[i], text));
      set(node, { "aria-label": say("key", { low: texts[0], high: texts[1] }) });
    },
  };
}
