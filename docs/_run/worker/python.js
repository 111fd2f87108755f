// Python itself: its start, its packages, the modules of ours that run cells.
import { answering, bring, Trouble } from "./arrivals.js";

export async function startPython(folder, manifest, { sets, language, onBytes, onPrint }) {
  const runtime = new URL(manifest.runtime, folder).href;
  const stock = new Map();
  const ask = globalThis.fetch.bind(globalThis);
  globalThis.fetch = answering(stock, ask);

  async function stockUp(names) {
    const files = names.map((name) => [runtime + name, manifest.files[name]]);
    const total = files.reduce((sum, [, { size }]) => sum + size, 0);
    let come = 0;
    const count = (bytes) => {
      come += bytes;
      onBytes(come, total);
    };
    await Promise.all(
      files.map(async ([address, file]) => stock.set(address, await bring(address, file, count))),
    );
  }

  const filesOf = (all) => all.flatMap((set) => manifest.sets[set].files);
  const load = (all) =>
    python.loadPackage(all.flatMap((set) => manifest.sets[set].names), {
      checkIntegrity: true,
      messageCallback: () => {},
      errorCallback: () => {},
    });

  async function add(set) {
    await stockUp(filesOf([set]));
    await load([set]);
  }

  const first = ["numpy", ...sets];
  await stockUp([...manifest.core, ...filesOf(first)]);
  let loadPyodide;
  try {
    ({ loadPyodide } = await import(`${runtime}pyodide.js`));
  } catch {
    throw new Trouble("type", "pyodide.js");
  }
  const python = await loadPyodide({
    indexURL: runtime,
    env: { HOME: "/home/pyodide", MPLBACKEND: "agg" },
    stdout: () => {},
    stderr: () => {},
  });
  await load(first);
  const site = python.runPython("import site; site.getsitepackages()[0]");
  const unpack = async (name, file) =>
    python.unpackArchive(await bring(folder + name, file), "zip", { extractDir: site });
  for (const [name, file] of Object.entries(manifest.own)) await unpack(name, file);
  const cells = python.pyimport("running.cells");
  let names = cells.fresh();
  let judge = null;

  async function callJudge() {
    const name = `judge.${language}.zip`;
    await unpack(name, manifest.judges[name]);
    judge = python.pyimport("judge");
    judge.speak();
  }

  return {
    add,
    begin() {
      names.destroy();
      names = cells.fresh();
    },
    run(source, name) {
      const result = cells.run(source, name, names, onPrint);
      const plain = result.toJs({ dict_converter: Object.fromEntries });
      result.destroy();
      return plain;
    },
    async judge(program, source, seed) {
      if (!judge) await callJudge();
      const verdict = judge.judge(program, source, seed);
      const { passed, words, line, printed } = verdict;
      verdict.destroy();
      return { passed, words, line, printed };
    },
  };
}
