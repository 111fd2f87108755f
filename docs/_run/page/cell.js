// One cell of a page: its code, printed or under the reader's hands, its buttons, its output.
import { code } from "./code.js";
import { inPlaceOf } from "./draft.js";
import { output } from "./output.js";

export function cell(node, bar, number, say, handlers) {
  const highlighted = node.querySelector(".cell_input").firstElementChild;
  const original = highlighted.querySelector("pre").textContent.replace(/\n$/, "");
  const printed = [...node.querySelectorAll(".cell_output pre")].map((pre) => pre.textContent).join("");
  const shown = output(say);
  const own = code(bar, original, say, {
    name: say("cell", { number }),
    label: say("code", { number }),
    shown,
    show: inPlaceOf(highlighted),
    ...handlers,
  });
  node.append(shown.node);

  return {
    ...own,
    number,
    // `asPrinted`: whether it should print what the page does. Says whether it does, and without an error.
    end(result, asPrinted) {
      const same = shown.end(result, printed, asPrinted);
      if (printed && same) own.end(result, say("same"));
      else own.end(result, printed && asPrinted ? say("other") : say("done"));
      return !result.error && (same || !printed);
    },
  };
}
