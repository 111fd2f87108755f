// The fields of a state in an address: what each may be, how it is read, and how it is written.
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

export const number = (low, high) => ({
  read(text) {
    const value = NUMBER.test(text) ? Number(text) : NaN;
    return value >= low && value <= high ? value : undefined;
  },
  write: String,
});

export const count = (low, high) => ({
  read: (text) => (/^\d{1,10}$/.test(text) ? number(low, high).read(text) : undefined),
  write: String,
});

export const named = (names) => ({
  read: (text) => (Object.hasOwn(names, text) ? names[text] : undefined),
  write: (value) => Object.keys(names).find((name) => names[name] === value),
});

export const partsOf = (text) => new URLSearchParams(text.replace(/^[#?]/, ""));

// Sets what the parts of an address say of the known fields, and returns what was not understood or not allowed.
export function readFields(parts, known, state) {
  const ignored = [];
  const seen = new Set();
  for (const [name, value] of parts) {
    const read = Object.hasOwn(known, name) && !seen.has(name) ? known[name].read(value) : undefined;
    if (read === undefined) ignored.push((value === "" ? name : `${name}=${value}`).slice(0, 40));
    else state[name] = read;
    seen.add(name);
  }
  return ignored;
}

export function writeFields(state, initial, known) {
  const parts = Object.entries(known)
    .map(([name, field]) => [name, field.write(state[name]), field.write(initial[name])])
    .filter(([, now, before]) => now !== before)
    .map(([name, now]) => `${name}=${now}`);
  return parts.length ? `#${parts.join("&")}` : "";
}
