// Code that runs, of a cell or a script: its buttons, its editor, and what is said of it.
import { button, make, write } from "./dom.js";
import { draft } from "./draft.js";

// `bar` is the room of the buttons, which hold words until now; `name` and `label` are what the buttons
// and the editor are called; `shown` is where its output goes.
export function code(bar, original, say, { name, label, shown, show, onRun, onStop, onChange }) {
  const status = make("span", { role: "status" });
  let isRunning = false;

  const run = button(say("run"), ({ detail }) => {
    if (!isRunning) onRun();
    else if (detail < 2) onStop(); // the second of two clicks that were meant as one stops nothing
  });
  const edit = button(say("edit"), () => own.open().focus());
  const reset = button(say("reset"), () => {
    const within = bar.contains(document.activeElement);
    set(original);
    onChange();
    if (within) run.focus();
  });
  for (const each of [run, edit, reset]) each.setAttribute("aria-description", name);

  const own = draft(original, {
    label,
    keys: say("keys"),
    show,
    onRun,
    onTurn() {
      edit.hidden = own.isOpen();
      reset.hidden = !own.isChanged();
    },
    onChange() {
      write(status, "");
      onChange();
    },
  });

  function set(text) {
    own.set(text);
    if (text === original) {
      write(status, "");
      shown.clear();
    }
  }

  reset.hidden = true;
  const held = [...bar.children].indexOf(document.activeElement);
  bar.replaceChildren(run, edit, reset, status);
  bar.children[held]?.focus();

  return {
    ...own,
    set,
    edit: () => own.open().focus(),
    isRunning: () => isRunning,
    say: (words) => write(status, words),
    begin() {
      isRunning = true;
      run.textContent = say("stop");
      own.mark(null);
      shown.begin();
      write(status, say("running"));
    },
    print: shown.print,
    // Say how it ended: an error with its line marked, or `words`.
    end({ error }, words) {
      if (error?.line) own.mark(error.line);
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
