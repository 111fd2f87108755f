// Words come from the page, where they are translated; numbers are written in one place, here.

// Four decimals, or an exponent where they would hide the number: Python's .4f and .3e.
export function plain(value) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return isPlain(value)
    ? value.toFixed(4)
    : value.toExponential(3).replace(/e([+-])(\d)$/, "e$10$2");
}

export function isPlain(value) {
  const size = Math.abs(value);
  return size < 1e5 && (size >= 1e-3 || size === 0);
}

// How Python is to write numbers as the page does.
export const formats = (values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isPlain(value) ? ".4f" : ".3e"]),
  );

const typeset = (text) => text.replace(/-/g, "\u2212").replace("inf", "\u221e");

export const show = (value) => typeset(plain(value));

// A number that somebody chose: as few digits as it needs.
export const chosen = (value) => typeset(String(Number(value.toPrecision(4))));

// A part of one, as a number of per cent: three digits, and as many more as tell it from a hundred.
export function percent(part) {
  const value = Number((part * 100).toPrecision(3));
  if (value === 100 && part !== 1) return (part * 100).toFixed(Math.ceil(-2 - Math.log10(Math.abs(1 - part))));
  return value < 100 ? (part * 100).toPrecision(3) : whole(value);
}

const language = document.documentElement.lang || undefined;

const [grouped, joined] = [new Intl.NumberFormat(language), new Intl.ListFormat(language)];

export const whole = (value) => grouped.format(value);

export const listed = (items) => joined.format(items);

// A full-width stop brings its own space.
export const sentences = (all) => all.join(" ").replaceAll(/(?<=[。！？]) /g, "");

export function speaker(words) {
  return (key, values = {}) => {
    if (!(key in words)) throw new Error(`no word for ${key}`);
    return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };
}
