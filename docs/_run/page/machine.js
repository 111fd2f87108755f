// The page's side of the protocol: one worker, started when it is first needed, ended to stop it.

// `onBytes(come, total)` and `onPrint(text)` are told while something is under way.
export function machine(folder, manifest, { onBytes, onPrint }) {
  let worker = null;
  let port = null; // to the worker's own side: what Python posts to the page by itself goes nowhere
  let under = null; // what waits for an answer
  const added = new Set();
  let isNew = true; // all that it has run since its start are those of `ran`
  let ran = []; // the cells that made the names that Python knows now, in order

  function settle(how, value) {
    const waiting = under;
    under = null;
    waiting?.[how](value);
  }

  function end(reason, file = "") {
    worker?.terminate();
    port?.close();
    worker = port = null;
    added.clear();
    isNew = true;
    ran = [];
    settle("reject", Object.assign(new Error(`${reason}: ${file}`), { reason, file }));
  }

  function hear({ data }) {
    if (data.type === "bytes") onBytes(data.come, data.total);
    else if (data.type === "print") onPrint(data.text);
    else if (data.type === "answer") settle("resolve", data.result);
    else end(data.reason, data.file);
  }

  function tell(message) {
    return new Promise((resolve, reject) => {
      under = { resolve, reject };
      port.postMessage(message);
    });
  }

  // With these sets of packages, beside NumPy.
  async function start(sets = []) {
    worker = new Worker(`${folder}worker/worker.js`, { type: "module" });
    const channel = new MessageChannel();
    port = channel.port1;
    port.addEventListener("message", hear);
    port.start();
    worker.postMessage(null, [channel.port2]);
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      end("type", "worker.js");
    });
    await tell({ type: "start", folder, manifest, sets, language: document.documentElement.lang });
    for (const set of sets) added.add(set);
  }

  return {
    isStarted: () => worker !== null,
    isBusy: () => under !== null,
    has: (set) => added.has(set),
    stop: () => end("stopped"),
    start,
    async add(set) {
      await tell({ type: "add", set });
      added.add(set);
    },
    // How many of these cells Python has just run, as they are: all before the last, or none.
    standing: (sources) =>
      ran.length === sources.length - 1 && ran.every((source, i) => source === sources[i]) ? ran.length : 0,
    isNew: () => isNew,
    // A new Python: what cells change inside it outlives their names.
    async renew() {
      const sets = [...added];
      end("renewed");
      await start(sets);
    },
    judge: (name, source, seed) => tell({ type: "judge", name, source, seed }),
    async begin() {
      if (ran.length) isNew = false;
      ran = [];
      const sets = [...added];
      try {
        await tell({ type: "begin" });
      } catch (trouble) {
        if (trouble.reason !== "ended") throw trouble;
        await start(sets); // the one before was too worn to begin
      }
    },
    async run(source, name) {
      const result = await tell({ type: "run", source, name });
      if (added.has(result.lacks)) delete result.lacks; // it is here, so the error is the reader's own
      if (result.error) ran = [null]; // half of a cell has run: nothing can follow it
      else ran.push(source);
      return result;
    },
  };
}
