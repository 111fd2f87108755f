// One program to write: its start, or what the reader has made of it, its buttons, its verdict.
import { button, make, write } from "./dom.js";
import { draft, inPlaceOf } from "./draft.js";
import { gist, verdict } from "./verdict.js";

// `bar` is the room of the buttons, which hold words until now.
export function program(node, bar, say, { onJudge, onStop, onChange }) {
  const name = node.id.replace("write-", "");
  const status = make("span", { role: "status" });
  const solved = make("span", { class: "run-solved", hidden: true }, say("solved"));
  const told = verdict(say, name);

  let isRunning = false;

  const judge = button(say("judge"), ({ detail }) => {
    if (!isRunning) onJudge();
    else if (detail < 2) onStop(); // the second of two clicks that were meant as one stops nothing
  });
  const edit = button(say("edit"), () => begin());
  const reset = button(say("reset"), () => {
    const within = bar.contains(document.activeElement);
    put(start);
    if (within) judge.focus();
  });
  for (const each of [judge, edit, reset]) each.setAttribute("aria-description", `${name}.py`);

  const printed = node.querySelector(".highlight-python");
  const start = printed.querySelector("pre").textContent.replace(/\n$/, "");
  const code = draft(start, {
    label: say("own", { name: `${name}.py` }),
    keys: say("program-keys"),
    show: inPlaceOf(printed),
    onRun: () => isRunning || onJudge(),
    onTurn() {
      edit.hidden = code.isOpen();
      reset.hidden = !code.isChanged();
    },
    onChange: changed,
  });

  // What was said of it is void.
  function changed() {
    write(status, "");
    told.clear();
    onChange();
  }

  function put(text) {
    code.set(text);
    changed();
  }

  // The first key replaces the three dots.
  function begin() {
    const area = code.open();
    area.focus();
    if (!code.isChanged()) area.setSelectionRange(start.lastIndexOf("..."), start.length);
  }

  reset.hidden = true;
  const held = [...bar.children].indexOf(document.activeElement);
  bar.replaceChildren(judge, edit, reset, status);
  bar.children[held]?.focus();
  bar.after(told.node);
  node.querySelector(".file").append(" ", solved);

  return {
    name,
    bar,
    begin,
    text: code.text,
    isChanged: code.isChanged,
    isSolved: () => !solved.hidden,
    restore(text, isSolved) {
      solved.hidden = !isSolved;
      put(text ?? start);
    },
    say: (words) => write(status, words),
    work() {
      isRunning = true;
      judge.textContent = say("stop");
      code.mark(null);
      told.clear();
      write(status, say("judging"));
    },
    rest() {
      isRunning = false;
      judge.textContent = say("judge");
    },
    // `count` says how many programs are solved, where this one is.
    end(found, count) {
      told.show(found);
      if (found.line) code.mark(found.line);
      const heard = make("span", { class: "run-heard" }, ` ${gist(found.words)}`);
      status.replaceChildren(found.passed ? say("passed", { count }) : say("not-passed"), heard);
    },
    solve() {
      solved.hidden = false;
    },
    stopped: (words) => write(status, words),
  };
}
