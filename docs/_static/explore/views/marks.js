// The limits of the learning rate, marked on its slider and offered as buttons.
import { limits } from "../core/curvature.js";
import { make, write } from "./dom.js";
import { chosen } from "./words.js";

export function limitMarks(say, field, choose) {
  const kinds = ["joint", "b", "w"];
  let now = {};
  const buttons = kinds.map((kind) => {
    const text = make("span");
    const node = make("button", { type: "button", class: `x-limit x-${kind}` }, make("i"), text);
    node.addEventListener("click", () => choose(now[kind]));
    return { kind, node, text };
  });
  const row = make("div", { class: "x-limits" }, ...buttons.map(({ node }) => node));
  field.node.append(row);
  return {
    row,
    show(x) {
      now = limits(x);
      field.mark(kinds.map((kind) => ({ value: now[kind], kind })));
      for (const { kind, text } of buttons) {
        write(text, say(`limit-${kind}`, { value: chosen(now[kind]) }));
      }
      return now;
    },
  };
}
