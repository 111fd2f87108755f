// A program in Python: to read, and to copy.
import { copier } from "./copy.js";
import { make, set, write } from "./dom.js";

export function listing(say, call) {
  const code = make("code");
  const scroll = make(
    "div",
    { class: "x-scroll", tabindex: "0", role: "group", "aria-label": say("program") },
    make("pre", {}, code),
  );
  const node = make("details", { class: "x-table" }, make("summary", {}, say("program")), scroll);
  const reveal = () => {
    node.open = true;
  };
  const { node: taking, forget } = copier(["copy", "copied", "selected"].map((key) => say(key)), code, { call, reveal });
  return {
    node,
    taking,
    show(text) {
      for (const each of [node, taking]) set(each, { hidden: text === "" });
      if (code.textContent !== text) forget();
      write(code, text);
    },
  };
}
