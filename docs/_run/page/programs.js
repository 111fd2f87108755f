// The programs of a page to write: which are solved, and what is kept of them on this device.
import { button, make, write } from "./dom.js";
import { program } from "./program.js";
import { keep, recall } from "./progress.js";

const seed = () => crypto.getRandomValues(new Uint32Array(1))[0];

export function programs(rooms, { say, python, stop, use }) {
  let isRecalling = true;
  const all = rooms.map(({ node, bar }, i) =>
    program(node, bar, say, { onJudge: () => judge(all[i]), onStop: stop, onChange: changed }),
  );

  const count = () => say("count", { solved: all.filter((each) => each.isSolved()).length, all: all.length });
  const words = make("span", {});
  const forget = button(say("forget"), () => {
    if (!confirm(say("forget-really"))) return;
    for (const each of all) each.restore(null, false);
    all[0].bar.querySelector("button").focus({ preventScroll: true });
  });
  const progress = document.querySelector(".run-progress");
  progress.classList.add("run-bar");
  progress.replaceChildren(words, forget);

  function changed() {
    if (isRecalling) return;
    write(words, count());
    forget.hidden = !all.some((each) => each.isChanged() || each.isSolved());
    keep(all);
  }

  async function judge(current) {
    if (!current.isChanged()) {
      current.begin();
      current.say(say("unwritten"));
      return;
    }
    const work = async () => {
      current.work();
      const found = await python.judge(current.name, current.text(), seed());
      if (found.passed) current.solve();
      changed();
      current.end(found, count());
    };
    if (await use(current, work)) current.rest();
  }

  const kept = recall();
  for (const each of all) {
    const { text, solved } = kept[each.name] ?? {};
    each.restore(typeof text === "string" ? text : null, solved === true);
  }
  isRecalling = false;
  changed();

  return all.map((each) => ({ run: () => judge(each), edit: each.begin }));
}
