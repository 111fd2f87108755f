// Files come from our own origin, are counted while they come, and are checked before anybody uses them.

// What went wrong, in a word that the page has a sentence for.
export class Trouble extends Error {
  constructor(reason, file) {
    super(`${reason}: ${file}`);
    this.reason = reason;
    this.file = file;
  }
}

const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

const base64 = (digest) =>
  btoa(String.fromCharCode(...digest.match(/../g).map((pair) => Number.parseInt(pair, 16))));

async function streamed(response, count) {
  const parts = [];
  const reader = response.body.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    parts.push(value);
    count(value.length);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

// `crypto.subtle` counts bytes as they come, and is there only over https and on this machine;
// elsewhere the browser checks, and tells of a file when it is whole.
export async function bring(address, { sha256, size }, count = () => {}) {
  const name = address.split("/").at(-1);
  const checks = globalThis.crypto?.subtle;
  let response;
  let bytes;
  try {
    response = await fetch(address, checks ? {} : { integrity: `sha256-${base64(sha256)}` });
    if (response.ok) bytes = checks ? await streamed(response, count) : new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new Trouble("network", name);
  }
  if (!response.ok) throw new Trouble("missing", name);
  if (checks && hex(await checks.digest("SHA-256", bytes)) !== sha256) throw new Trouble("damaged", name);
  if (!checks) count(size);
  return bytes;
}

const TYPES = { wasm: "application/wasm", json: "application/json" };

// Answers for the network: whoever asks for one of these files gets what was checked, in the type that it needs,
// whatever type the host sends.
export function answering(stock, ask) {
  return async (request, options) => {
    const address = String(request.url ?? request);
    const bytes = stock.get(address);
    if (!bytes) return ask(request, options);
    stock.delete(address);
    const type = TYPES[address.split(".").at(-1)] ?? "application/octet-stream";
    return new Response(bytes, { headers: { "Content-Type": type } });
  };
}
