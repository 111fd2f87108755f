// The cells of a page: in which order they run, and what is kept of their changes.
import { cell } from "./cell.js";
import { keep, recall } from "./store.js";
import { take } from "./take.js";

export function cells(rooms, { say, python, stop, hand, use }) {
  const all = rooms.map(({ node, bar }, i) =>
    cell(node, bar, i + 1, say, {
      onRun: () => run(i),
      onStop: stop,
      onChange: changed,
    }),
  );
  const originals = all.map(({ original }) => original);
  const texts = () => all.map((each) => each.text());
  const taken = take(originals, say, { texts, put });
  recall(originals).forEach((text, i) => {
    if (text !== originals[i]) all[i].set(text);
  });
  taken.show();

  function changed() {
    keep(originals, texts());
    taken.show();
  }

  // Other code for the whole page: what runs belongs to the code before.
  function put(others) {
    if (all.some((each) => each.isRunning())) stop();
    all.forEach((each, i) => {
      if (each.text() !== others[i]) each.set(others[i]);
    });
    changed();
  }

  // Run a cell and those above it, unless they have just run as they are:
  // so a cell always shows what the page, down to it, does.
  async function through(last) {
    const sources = texts().slice(0, last + 1);
    for (let first = python.standing(sources); first <= last; first += 1) {
      const current = all[first];
      hand(current);
      current.begin();
      if (first === 0) await python.begin();
      const result = await python.run(sources[first], `cell ${first + 1}`);
      if (result.lacks) {
        current.rest();
        return result.lacks;
      }
      const asPrinted = all.slice(0, first + 1).every((each) => !each.isChanged());
      if (!current.end(result, asPrinted) && asPrinted && !python.isNew()) {
        current.begin();
        await python.renew();
        return through(last);
      }
      if (result.error) {
        if (first < last) all[last].say(say("above", { number: first + 1 }));
        return null;
      }
      if (first < last) current.rest();
    }
    return null;
  }

  async function run(i) {
    const { say: tell, stopped } = all[i];
    const place = { bar: rooms[i].bar, say: tell, stopped };
    if (await use(place, () => through(i))) for (const each of all) each.rest();
  }

  return all.map((each, i) => ({ run: () => run(i), edit: () => each.edit() }));
}
