// One Python for a page: it is loaded when it is first needed, does one thing at a time, and is ended to stop it.
import { make } from "./dom.js";
import { loading, sizes } from "./loading.js";
import { machine } from "./machine.js";
import { fetchWords } from "./words.js";

const TOLD = ["network", "missing", "damaged", "type"]; // what has a sentence of its own
const NAMES = { numpy: "NumPy", matplotlib: "Matplotlib" };
const MEANT = ["stopped", "cancelled"]; // what the reader wanted

// The looks of what comes now.
function dress(folder) {
  const sheet = make("link", { rel: "stylesheet", href: `${folder}page/run.css` });
  document.head.append(sheet);
  return new Promise((resolve) => {
    sheet.addEventListener("load", resolve);
    sheet.addEventListener("error", resolve);
  });
}

export async function session(folder) {
  const [say, manifest] = await Promise.all([
    fetchWords(folder),
    fetch(`${folder}manifest.json`).then((answer) => answer.json()),
    dress(folder),
  ]);
  let bringing = null; // what is being loaded
  let current = null; // whose run prints now
  let pressed = false;
  const python = machine(folder, manifest, {
    onBytes: (come, total) => bringing?.show(come, total),
    onPrint: (text) => current?.print(text),
  });

  async function load(bar, what, files, doIt) {
    let giveUp;
    const cancelled = new Promise((_, reject) => {
      giveUp = () => reject(Object.assign(new Error("cancelled"), { reason: "cancelled" }));
    });
    bringing = loading(bar, say, what, sizes(manifest, files), () => {
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

  const add = (bar, set) =>
    load(bar, NAMES[set] ?? set, manifest.sets[set].files, () => python.add(set));

  async function ready(bar, sets) {
    if (python.isStarted()) {
      for (const set of sets) if (!python.has(set)) await add(bar, set);
    } else {
      const all = ["numpy", ...sets];
      const what = ["Python", ...all.map((set) => NAMES[set] ?? set)].join(", ");
      const files = [...manifest.core, ...all.flatMap((set) => manifest.sets[set].files)];
      await load(bar, what, files, () => python.start(sets));
    }
  }

  function words({ reason, file }) {
    if (TOLD.includes(reason)) return say(reason, { file });
    return say(MEANT.includes(reason) ? reason : "ended");
  }

  return {
    say,
    python,
    stop: () => python.stop(),
    // Who prints from now on: it has `print(text)` and `stopped(words)`.
    hand(to) {
      current = to;
    },
    // Work with Python for the place where the reader pressed: its `bar` has room for what is told of the loading,
    // `say(words)` and `stopped(words)` tell the rest. `work()` returns a set of packages that it lacks, or nothing;
    // what it lacks is loaded, and it is done again; the sets that it is known to need come at once. Says whether it was done: Python does one thing at a time.
    async use(place, work, sets = []) {
      if (pressed) {
        place.say(say("busy"));
        return false;
      }
      pressed = true;
      try {
        await ready(place.bar, sets);
        for (let lacks = await work(); lacks; lacks = await work()) {
          current?.stopped("");
          await add(place.bar, lacks);
        }
      } catch (trouble) {
        (current ?? place).stopped(words(trouble));
      } finally {
        current = null;
        pressed = false;
      }
      return true;
    },
  };
}
