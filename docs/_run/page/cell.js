// One cell of a page: its code, printed or under the reader's hands, its buttons, its output.
import { button, make, write } from "./dom.js";
import { editor } from "./editor.js";
import { output } from "./output.js";

// `bar` is the room of the buttons, which hold words until now.
export function cell(node, bar, number, say, { onRun, onStop, onChange }) {
  const code = node.querySelector(".cell_input");
  const highlighted = code.firstElementChild;
  const original = code.querySelector("pre").textContent.replace(/\n$/, "");
  const printed = [...node.querySelectorAll(".cell_output pre")].map((pre) => pre.textContent).join("");
  const status = make("span", { role: "status" });
  const shown = output(say);
  let text = original;
  let area = null;

  const run = button(say("run"), ({ detail }) => {
    if (node.dataset.run !== "running") onRun();
    else if (detail < 2) onStop(); // the second of two clicks that were meant as one stops nothing
  });
  const edit = button(say("edit"), () => open().focus());
  const reset = button(say("reset"), () => {
    const within = bar.contains(document.activeElement);
    set(original);
    onChange();
    if (within) run.focus();
  });
  for (const each of [run, edit, reset]) each.setAttribute("aria-description", say("cell", { number }));

  function open() {
    if (!area) {
      area = editor(text, {
        label: say("code", { number }),
        keys: say("keys"),
        onRun,
        onChange(changed) {
          text = changed;
          reset.hidden = text === original;
          write(status, "");
          onChange();
        },
      });
      highlighted.hidden = true;
      highlighted.before(area.node);
      edit.hidden = true;
      reset.hidden = text === original;
    }
    return area.node;
  }

  // The printed code comes back with the printed text.
  function set(value) {
    text = value;
    if (value === original) {
      area?.node.remove();
      area = null;
      highlighted.hidden = edit.hidden = false;
      reset.hidden = true;
      write(status, "");
      shown.clear();
    } else {
      open();
      area.set(value);
      reset.hidden = false;
    }
  }

  reset.hidden = true;
  const held = [...bar.children].indexOf(document.activeElement);
  bar.replaceChildren(run, edit, reset, status);
  bar.children[held]?.focus();
  node.append(shown.node);

  return {
    number,
    original,
    run,
    edit: () => open().focus(),
    set,
    text: () => text,
    isChanged: () => text !== original,
    say: (words) => write(status, words),
    begin() {
      node.dataset.run = "running";
      run.textContent = say("stop");
      area?.mark(null);
      shown.begin();
      write(status, say("running"));
    },
    print: shown.print,
    // `asPrinted`: whether it should print what the page does. Says whether it does, and without an error.
    end(result, asPrinted) {
      const same = shown.end(result, printed, asPrinted);
      const { error } = result;
      if (error?.line) {
        open();
        area.mark(error.line);
      }
      if (error) write(status, error.line ? say("error", { kind: error.kind, line: error.line }) : say("failed", { kind: error.kind }));
      else if (printed && same) write(status, say("same"));
      else if (printed && asPrinted) write(status, say("other"));
      else write(status, say("done"));
      return !error && (same || !printed);
    },
    rest() {
      delete node.dataset.run;
      run.textContent = say("run");
    },
    stopped(words) {
      shown.stop();
      write(status, words);
    },
  };
}
