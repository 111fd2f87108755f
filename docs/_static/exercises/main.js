// Says whether a prediction agrees with what the page computed, and what a wrong one would mean.
import { readNumber } from "../explore/core/number.js";

const TRIES = 3;

// What was tried, kept on this device; without storage, until the page is left.
const place = `predict:${location.pathname}`;
let kept = {};
try {
  kept = { ...JSON.parse(localStorage.getItem(place)) };
} catch {
  // no storage, or not ours: nothing was tried
}
function keepTries() {
  try {
    localStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // no storage, or it is full
  }
}

const near = (off, form) => off <= Number(form.dataset.tolerance ?? 0) + 1e-9; // sums of decimals are inexact

// A verdict: the name of what is said, what is filled in there, and what a wrong answer means.
function judge(form, text) {
  const read = text === undefined ? { reason: "empty" } : readNumber(text);
  if (read.reason) return { verdict: read.reason === "empty" ? "none" : read.reason, values: read };
  const off = (one) => Math.abs(read.value - Number(one));
  if (near(off(form.dataset.answer), form)) return { verdict: "right" };
  const [likely] = [...form.querySelectorAll("[data-means]")].sort(
    (one, other) => off(one.dataset.means) - off(other.dataset.means),
  );
  return { verdict: "wrong", means: likely && near(off(likely.dataset.means), form) ? likely : null };
}

for (const form of document.querySelectorAll("form.predict")) {
  const [check, offer] = form.querySelectorAll("button");
  const status = form.querySelector("[role=status]");
  const number = form.querySelector("input[type=text]");
  const section = form.closest("section");
  const solution = section.querySelector("details.solution");
  const { id } = section;
  const answer = () => (number ? number.value : form.querySelector("input:checked")?.value);
  const words = (name) => form.querySelector(`[data-verdict=${name}]`);

  function show(text) {
    const { verdict, values, means } = judge(form, text);
    const said = words(verdict).textContent.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const more = means ?? (verdict === "wrong" && words("again"));
    form.dataset.verdict = verdict;
    const gap = said.endsWith("\u3002") ? "" : " "; // a full-width stop brings its own
    status.replaceChildren(said, ...(more ? [gap, ...more.cloneNode(true).childNodes] : []));
    offer.hidden = verdict !== "wrong" || !(kept[id]?.wrong >= TRIES);
  }

  check.disabled = check.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = answer();
    const { verdict } = judge(form, text);
    const { text: last, wrong = 0 } = kept[id] ?? {};
    if (verdict === "right" || verdict === "wrong") {
      kept[id] = { text, wrong: wrong + (verdict === "wrong" && text !== last) };
      keepTries();
    }
    status.ariaLive = "polite";
    show(text);
  });
  offer.addEventListener("click", () => {
    solution.open = true;
    solution.querySelector("summary").focus();
  });
  form.addEventListener("input", () => {
    delete form.dataset.verdict;
    status.textContent = "";
    offer.hidden = true;
  });

  // After a reload all is as it was, and nobody hears it again.
  const before = kept[id]?.text;
  if (typeof before === "string") {
    if (number) number.value = before;
    for (const box of form.querySelectorAll("[type=radio]")) box.checked = box.value === before;
    status.ariaLive = "off";
    if (answer()) show(before);
  }
}
