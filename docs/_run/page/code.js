// Code under the reader's hands, in a cell or in a script: its buttons, its editor, and what is said of it.
import { button, make, write } from "./dom.js";
import { editor } from "./editor.js";

// `bar` is the room of the buttons, which hold words until now; `name` and `label` are what the buttons
// and the editor are called; `show(area)` puts the editor in the place of the printed code, or that back for null.
export function code(bar, original, say, { name, label, shown, show, onRun, onStop, onChange }) {
  const status = make("span", { role: "status" });
  let text = original;
  let area = null;
  let isRunning = false;

  const run = button(say("run"), ({ detail }) => {
    if (!isRunning) onRun();
    else if (detail < 2) onStop(); // the second of two clicks that were meant as one stops nothing
  });
  const edit = button(say("edit"), () => open().focus());
  const reset = button(say("reset"), () => {
    const within = bar.contains(document.activeElement);
    set(original);
    onChange();
    if (within) run.focus();
  });
  for (const each of [run, edit, reset]) each.setAttribute("aria-description", name);

  function open() {
    if (!area) {
      area = editor(text, {
        label,
        keys: say("keys"),
        onRun,
        onChange(changed) {
          text = changed;
          reset.hidden = text === original;
          write(status, "");
          onChange();
        },
      });
      show(area.node);
      edit.hidden = true;
      reset.hidden = text === original;
    }
    return area.node;
  }

  // The printed code comes back with the printed text.
  function set(value) {
    text = value;
    if (value === original) {
      if (area) show(null);
      area = null;
      edit.hidden = false;
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

  return {
    original,
    edit: () => open().focus(),
    set,
    text: () => text,
    isChanged: () => text !== original,
    say: (words) => write(status, words),
    begin() {
      isRunning = true;
      run.textContent = say("stop");
      area?.mark(null);
      shown.begin();
      write(status, say("running"));
    },
    print: shown.print,
    // Say how it ended: an error with its line marked, or `words`.
    end({ error }, words) {
      if (error?.line) {
        open();
        area.mark(error.line);
      }
      if (!error) write(status, words);
      else if (error.line) write(status, say("error", { kind: error.kind, line: error.line }));
      else write(status, say("failed", { kind: error.kind }));
    },
    rest() {
      isRunning = false;
      run.textContent = say("run");
    },
    stopped(words) {
      shown.stop();
      write(status, words);
    },
  };
}
