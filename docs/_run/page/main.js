// The cells of a page, once a reader has pressed a button: what runs, in which order, and what is kept.
import { cell } from "./cell.js";
import { make } from "./dom.js";
import { loading, sizes } from "./loading.js";
import { machine } from "./machine.js";
import { keep, recall } from "./store.js";
import { fetchWords } from "./words.js";

const TOLD = ["network", "missing", "damaged", "type"]; // what has a sentence of its own

// The looks of what comes now.
function dress(folder) {
  const sheet = make("link", { rel: "stylesheet", href: `${folder}page/run.css` });
  document.head.append(sheet);
  return new Promise((resolve) => {
    sheet.addEventListener("load", resolve);
    sheet.addEventListener("error", resolve);
  });
}

export async function start(folder, rooms) {
  const [say, manifest] = await Promise.all([
    fetchWords(folder),
    fetch(`${folder}manifest.json`).then((answer) => answer.json()),
    dress(folder),
  ]);
  let bringing = null; // what is being loaded
  let current = null; // the cell that is running
  const python = machine(folder, manifest, {
    onBytes: (come, total) => bringing?.show(come, total),
    onPrint: (text) => current?.print(text),
  });

  const cells = rooms.map(({ node, bar }, i) =>
    cell(node, bar, i + 1, say, {
      onRun: () => run(i),
      onStop: () => python.stop(),
      onChange: () => keep(originals, texts()),
    }),
  );
  const originals = cells.map(({ original }) => original);
  const texts = () => cells.map((each) => each.text());
  recall(originals).forEach((text, i) => {
    if (text !== originals[i]) cells[i].set(text);
  });

  async function load(i, what, files, doIt) {
    let giveUp;
    const cancelled = new Promise((_, reject) => {
      giveUp = () => reject(Object.assign(new Error("cancelled"), { reason: "cancelled" }));
    });
    bringing = loading(rooms[i].bar, say, what, sizes(manifest, files), () => {
      giveUp();
      python.stop();
    });
    try {
      await Promise.race([bringing.asked().then(doIt), cancelled]);
    } finally {
      bringing.remove();
      bringing = null;
    }
  }

  async function ready(i) {
    if (python.isStarted()) return;
    const files = [...manifest.core, ...manifest.sets.numpy.files];
    await load(i, "Python, NumPy", files, () => python.start());
  }

  // Run a cell and those above it, unless they have just run as they are:
  // so a cell always shows what the page, down to it, does.
  async function through(last) {
    const sources = texts().slice(0, last + 1);
    let first = python.standing(sources);
    if (!first) await python.begin();
    for (; first <= last; first += 1) {
      current = cells[first];
      current.begin();
      const result = await python.run(sources[first], `cell ${first + 1}`);
      if (result.lacks) return { lacks: result.lacks };
      current.end(result, cells.slice(0, first + 1).every((each) => !each.isChanged()));
      if (result.error) {
        if (first < last) cells[last].say(say("above", { number: first + 1 }));
        return {};
      }
      if (first < last) current.rest();
    }
    return {};
  }

  let pressed = false;
  async function run(i) {
    if (pressed) {
      cells[i].say(say("busy"));
      return;
    }
    pressed = true;
    try {
      await ready(i);
      for (let { lacks } = await through(i); lacks; { lacks } = await through(i)) {
        current.rest();
        current.stopped("");
        await load(i, lacks, manifest.sets[lacks].files, () => python.add(lacks));
      }
    } catch (trouble) {
      const { reason, file } = trouble;
      const words = TOLD.includes(reason) ? say(reason, { file }) : say(reason === "stopped" || reason === "cancelled" ? reason : "ended");
      (current ?? cells[i]).stopped(words);
    } finally {
      for (const each of cells) each.rest();
      current = null;
      pressed = false;
    }
  }

  return { run, edit: (i) => cells[i].edit(), focus: (i) => cells[i].run.focus() };
}
