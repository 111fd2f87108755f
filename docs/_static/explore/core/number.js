// A number as people type it: `{ value }`, or `{ reason }`, which is told in words.
//
// Full-width signs, every kind of minus, per cent (400 % is 4) and 1.5e3 or 1.5 × 10^3 are understood.
// A lone point is the decimal sign, and so is a lone comma, but 1,500 has two meanings and is asked back.
// Groups of three digits are understood where they can mean nothing else: 1 500, 1'500, 1,500,000, 1.500,5.

const POWER = /(\d) ?[x*\u00d7\u00b7\u22c5] ?10 ?(?:\^|\*\*) ?/gi;
const BODY = /^([+-]?)(\d[\d.,'_ ]*|[.,]\d+)(?:e([+-]?\d+))?( ?%)?$/i;
const START = /^[+-]?[.,]?\d[\d.,]*(?:e[+-]?\d+)?(?: ?%)?/i;
const LONGEST = 400;
const DEEPEST = 9999;

// In half width, with one kind of minus, space and apostrophe, and nothing that is not seen.
export function plainText(text) {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212\u207b]/g, "-")
    .replaceAll("\u3002", ".")
    .replaceAll("\u3001", ",")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/[^\S\t\n]/g, " ");
}

// The digits with a point for the decimal sign, and what a comma is where this number is written.
function digits(text, comma) {
  const parts = text.split(/[.,'_ ]/);
  const signs = text.replace(/\d/g, "");
  const last = signs.at(-1);
  const end = parts.at(-1);
  const grouped = (list) => list.every((part, i) => (i ? part.length === 3 : /^\d{1,3}$/.test(part)));
  const inGroups = text[0] !== "0" && grouped(parts);
  if (!signs) return { plain: text };
  if (signs === ".") {
    if (inGroups && comma === "decimal") return { reason: "which" };
    return { plain: text, comma: inGroups ? undefined : "group" };
  }
  if (signs === "," && !(inGroups && comma === "group")) {
    if (inGroups && !comma) return { reason: "which" };
    return end ? { plain: parts.join("."), comma: "decimal" } : { reason: "signs" };
  }
  const kinds = new Set(signs).size;
  if (kinds === 1 && inGroups) {
    return { plain: parts.join(""), comma: { ".": "decimal", ",": "group" }[last] };
  }
  const before = parts.slice(0, -1);
  if (kinds === 2 && ".,".includes(last) && signs.indexOf(last) === signs.length - 1 && grouped(before)) {
    return { plain: `${before.join("")}.${end}`, comma: last === "," ? "decimal" : "group" };
  }
  return { reason: "signs" };
}

// `comma` says what a comma is, "decimal" or "group", where it could be either.
export function readNumber(typed, comma) {
  if (typed.length > LONGEST) return { reason: "digits" };
  const text = plainText(typed).trim().replace(POWER, "$1e");
  if (text === "") return { reason: "empty" };
  if (/^[+-]?(\u221e|inf(inity)?)$/i.test(text)) return { reason: "large" };
  const found = text.match(BODY);
  if (!found) {
    const start = text.match(START)?.[0].trim();
    const rest = start && text.slice(start.length).trim();
    return /^[\p{L}\p{S}\u00b0]\D*$/u.test(rest ?? "")
      ? { reason: "more", start, rest: rest.slice(0, 20) }
      : { reason: "digits" };
  }
  const [, sign, written, exponent = "0", percent] = found;
  const body = written.trim();
  const read = digits(body, comma);
  if (read.reason) {
    const [whole, point] = ["", "."].map((decimal) => sign + body.replace(/[.,]/, decimal));
    return { ...read, whole, point };
  }
  const power = Math.max(-DEEPEST, Math.min(DEEPEST, Number(exponent))) - (percent ? 2 : 0);
  const value = Number(`${sign}${read.plain}e${power}`);
  if (!Number.isFinite(value)) return { reason: "large" };
  if (value === 0 && /[1-9]/.test(read.plain)) return { reason: "small" };
  return { value: value + 0, comma: read.comma };
}
