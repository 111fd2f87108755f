// A program in Python: to read, and to copy.
import { button } from "./controls.js";
import { make, set, write } from "./dom.js";

export function listing(say, call) {
  const code = make("code");
  const scroll = make(
    "div",
    { class: "x-scroll", tabindex: "0", role: "group", "aria-label": say("program") },
    make("pre", {}, code),
  );
  const node = make("details", { class: "x-table" }, make("summary", {}, say("program")), scroll);
  const done = make("span", { class: "x-done" });
  const tell = (text) => {
    write(done, text);
    call(text);
  };
  const copy = button(say("copy"), async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      tell(say("copied"));
    } catch {
      node.open = true;
      getSelection().selectAllChildren(code);
      tell(say("selected"));
    }
  });
  const taking = make("span", { class: "x-taking" }, copy, " ", done);
  return {
    node,
    taking,
    show(text) {
      for (const each of [node, taking]) set(each, { hidden: text === "" });
      if (code.textContent !== text) write(done, "");
      write(code, text);
    },
  };
}
