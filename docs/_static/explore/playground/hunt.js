// Spot the bug: one is hidden, the reader examines the run, commits to an answer, and is told.
import { BUGS, bugsWith } from "../core/address.js";
import { RandomState } from "../core/random.js";
import { button, choice, tick } from "../views/controls.js";
import { make, set, write } from "../views/dom.js";

// What a seed hides, and the situation in which it can be seen; some bugs need the tutorial's data.
export function drawn(seed, own) {
  const random = new RandomState(seed);
  const known = bugsWith(own);
  const name = known[random.below(known.length - 1)];
  const either = random.below(1) ? "std" : 1;
  const x = { order: 1, scaler: "std" }[name] ?? either;
  return { name, x, lr: [0.05, 0.1, 0.2][random.below(2)] };
}

export function bugsOf(state) {
  if (state.hunt === null) return state.bug;
  const { name } = drawn(state.hunt, state.data);
  return Object.fromEntries(BUGS.map((each) => [each, each === name]));
}

// hide(seed) starts a hunt, tell(name) ends one: its bug is then switched on openly.
export function hunt(say, { hide, tell, change }) {
  let guess = "";
  let tried = 0;
  let now;
  const again = button(say("hunt-hide"), () => {
    [guess, tried] = ["", 0];
    write(told, "");
    hide(crypto.getRandomValues(new Uint32Array(1))[0]);
  });
  const answers = choice(say("hunt-which"), BUGS.map((name) => [name, say(`bug-${name}`)]), (name) => {
    guess = name;
  });
  const told = make("p", { class: "x-told", role: "status" });
  const commit = button(say("hunt-commit"), () => {
    if (!guess) return write(told, say("hunt-choose"));
    tried += 1;
    const { name } = drawn(now.hunt, now.data);
    if (guess !== name) return write(told, `${say("hunt-wrong")} ${say(`not-${guess}`)}`);
    write(told, `${say("hunt-right", { tries: tried })} ${say(`clue-${name}`)}`);
    return tell(name);
  });
  const giveUp = button(say("hunt-show"), () => {
    const { name } = drawn(now.hunt, now.data);
    write(told, `${say(`bug-${name}`)}: ${say(`clue-${name}`)}`);
    tell(name);
  });
  const question = make(
    "div",
    { class: "x-question" },
    make("p", {}, say("hunt-how")),
    answers.node,
    make("div", { class: "x-buttons" }, commit, giveUp),
  );
  const boxes = BUGS.map((name) => [
    name,
    tick(say(`bug-${name}`), (on) => change({ bug: { ...now.bug, [name]: on } })),
  ]);
  const openly = make(
    "fieldset",
    { class: "x-choice" },
    make("legend", {}, say("bugs-openly")),
    ...boxes.map(([, { node }]) => node),
  );
  const node = make(
    "div",
    { class: "x-hunt" },
    make("p", { class: "x-label" }, say("bugs")),
    make("div", { class: "x-buttons" }, again),
    question,
    told,
    openly,
  );
  let known = false; // whether the bugs may be named: after an answer, or where an address names one
  return {
    node,
    show(s) {
      now = s;
      known ||= tried > 0 || Object.values(s.bug).some(Boolean);
      set(question, { hidden: s.hunt === null });
      set(openly, { hidden: s.hunt !== null || !known });
      const there = (name) => bugsWith(s.data).includes(name);
      if (!there(guess)) guess = "";
      answers.show(guess, there);
      for (const [name, box] of boxes) box.show(s.bug[name], !there(name) || (name === "scaler" && s.x !== "std"));
    },
  };
}
