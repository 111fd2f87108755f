// The worker's side of the protocol. It is told:
//   start { folder, manifest, sets }; add { set }; begin; run { source, name }
// and tells: bytes { come, total } and print { text } meanwhile, then, for each of those,
//   answer { result }, or trouble { reason, file } after which it is of no more use.
import { startPython } from "./python.js";

let python;

const DOES = {
  async start({ folder, manifest, sets }) {
    python = await startPython(folder, manifest, sets, {
      onBytes: (come, total) => postMessage({ type: "bytes", come, total }),
      onPrint: (text) => postMessage({ type: "print", text }),
    });
  },
  add: ({ set }) => python.add(set),
  begin: () => python.begin(),
  run: ({ source, name }) => python.run(source, name),
};

addEventListener("message", async ({ data }) => {
  try {
    postMessage({ type: "answer", result: await DOES[data.type](data) });
  } catch (error) {
    postMessage({ type: "trouble", reason: error.reason ?? "ended", file: error.file ?? String(error) });
  }
});
