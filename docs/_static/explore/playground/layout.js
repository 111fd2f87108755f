// The playground's own shape: what is moved and what it moves, on one screen.
import { make, write } from "../views/dom.js";
import { voice } from "../views/stage.js";

export function layout(room) {
  const caption = make("p", { class: "x-caption" });
  const heard = voice();
  const part = (name, ...children) => make("div", { class: name }, ...children);
  const [bar, rate, main] = ["x-bar", "x-rate", "x-main"].map((name) => part(name));
  const stay = part("x-stay", bar, rate, main);
  const notes = part("x-notes", caption);
  const settings = part("x-left");
  const side = part("x-side");
  const more = part("x-more");
  // The place for a panel of data, between the settings and the readings.
  const panel = part("x-panel");
  settings.append(panel);
  room.append(stay, notes, settings, side, more, heard.node);
  return {
    bar,
    rate,
    main,
    notes,
    settings,
    panel,
    side,
    more,
    call: heard.call,
    // What is seen, and what is said of it where that should be shorter.
    tell(text, aloud = text) {
      write(caption, text);
      heard.say(aloud);
    },
  };
}
