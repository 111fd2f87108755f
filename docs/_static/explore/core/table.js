// Two columns as people paste them, or as a file holds them: `{ points, header, bad, refused }`.
//
// Columns are parted by tabs, semicolons, commas or spaces, whichever makes most rows two numbers.
// What a comma inside a number is, where it could be two things, the other numbers of the table say.
// Whatever is not taken is named in `bad`, with its line and why; `refused` says why nothing is taken.
import { plainText, readNumber } from "./number.js";

export const MOST_ROWS = 2000;
export const LARGEST = 1e12;
const MOST_SIGNS = 1e6;
const MOST_CELLS = 99;
const FINEST = 1e-9;

const SEPARATORS = [/\t/, / ?; ?/, / ?, ?/, / +/];

// The cells of one line; what stands in quotes is one cell.
function cells(line, separator) {
  const found = [];
  let rest = line.trim();
  for (;;) {
    const quoted = rest.match(/^ *"((?:[^"]|"")*)"/);
    const after = quoted ? rest.slice(quoted[0].length) : rest;
    const next = after.search(separator);
    const cell = next < 0 ? after : after.slice(0, next);
    found.push(quoted && cell.trim() === "" ? quoted[1] : (quoted?.[0] ?? "") + cell);
    if (next < 0 || found.length === MOST_CELLS) break;
    rest = after.slice(next + after.match(separator)[0].length);
  }
  while (found.length > 2 && found.at(-1).trim() === "") found.pop();
  return found;
}

function readRow({ line, text }, separator, comma) {
  const found = cells(text, separator);
  const bad = (reason, more = {}) => ({ line, text: text.trim().slice(0, 40), reason, ...more });
  if (found.length !== 2) return { bad: bad("columns", { n: found.length }) };
  const numbers = found.map((cell) =>
    /\d +\d/.test(cell) ? { reason: "signs" } : readNumber(cell, comma),
  );
  const commas = numbers.map((number) => number.comma).filter(Boolean);
  const wrong = numbers.find(({ reason }) => reason);
  if (wrong) return { bad: bad(wrong.reason, wrong), commas, words: numbers.every((one) => one.reason) };
  const point = numbers.map(({ value }) => value);
  if (point.some((value) => Math.abs(value) > LARGEST)) return { bad: bad("far"), commas };
  return { point, commas };
}

// A name has a letter in it, and is no number.
const hasName = ({ text }) => /\p{L}/u.test(text);

export function readTable(pasted) {
  if (pasted.length > MOST_SIGNS) return { points: [], bad: [], refused: "long" };
  const whole = pasted.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/[\u201c-\u201f]/g, '"');
  const lines = plainText(whole).split("\n");
  const rows = lines.map((text, i) => ({ line: i + 1, text })).filter(({ text }) => text.trim());
  if (!rows.length) return { points: [], bad: [], refused: "nothing" };
  if (rows.length > MOST_ROWS + 1) return { points: [], bad: [], refused: "rows", n: rows.length };

  const read = (separator, comma) => rows.map((row) => readRow(row, separator, comma));
  const worth = ({ bad }) => {
    if (!bad || bad.reason === "which") return MOST_ROWS;
    return bad.reason === "columns" ? Number(bad.n > 1) / MOST_ROWS / 2 : 1; // parted in vain, but parted
  };
  const good = (all) => all.reduce((total, row) => total + worth(row), 0);
  const all = SEPARATORS.map((separator) => read(separator));
  const best = Math.max(...all.map(good));
  const taken = all.findIndex((one) => good(one) === best);
  const said = new Set(all[taken].flatMap(({ commas }) => commas ?? []));
  const final = said.size === 1 ? read(SEPARATORS[taken], [...said][0]) : all[taken];

  const [first] = final;
  const header = hasName(rows[0]) && (first.words || first.bad?.reason === "columns");
  const kept = header ? final.slice(1) : final;
  const points = kept.filter(({ point }) => point).map(({ point }) => point);
  return {
    points,
    header: header ? rows[0].text.trim().slice(0, 40) : null,
    bad: kept.filter(({ bad }) => bad).map(({ bad }) => bad),
    refused: points.length > MOST_ROWS ? "rows" : whyNot(points),
    n: points.length,
  };
}

// Why no line can be fitted to these points; null if one can.
export function whyNot(points) {
  if (!points.length) return "none";
  if (points.length === 1) return "one";
  const xs = points.map(([x]) => x);
  const [low, high] = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))];
  if (low === high) return "constant";
  return high - low < FINEST * Math.max(1, Math.abs(low), Math.abs(high)) ? "narrow" : null;
}
