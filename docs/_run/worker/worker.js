// The worker's side of the protocol. The page's first message brings a port, which Python does not see.
// Through it the worker is told:
//   start { folder, manifest, sets, language }; add { set }; begin; run { source, name };
//   judge { name, source, seed }
// and tells: bytes { come, total } and print { text } meanwhile, then, for each of those,
//   answer { result }, or trouble { reason, file } after which it is of no more use.
import { startPython } from "./python.js";

let port;
let python;

const DOES = {
  async start({ folder, manifest, sets, language }) {
    python = await startPython(folder, manifest, {
      sets,
      language,
      onBytes: (come, total) => port.postMessage({ type: "bytes", come, total }),
      onPrint: (text) => port.postMessage({ type: "print", text }),
    });
  },
  add: ({ set }) => python.add(set),
  begin: () => python.begin(),
  run: ({ source, name }) => python.run(source, name),
  judge: ({ name, source, seed }) => python.judge(name, source, seed),
};

async function hear({ data }) {
  try {
    port.postMessage({ type: "answer", result: await DOES[data.type](data) });
  } catch (error) {
    port.postMessage({ type: "trouble", reason: error.reason ?? "ended", file: error.file ?? String(error) });
  }
}

function take({ ports }) {
  [port] = ports;
  port.addEventListener("message", hear);
  port.start();
}

addEventListener("message", take, { once: true });
