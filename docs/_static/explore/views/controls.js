// Native form controls, each with a label, a value and a unit.
import { readNumber } from "../core/number.js";
import { make, newId, set } from "./dom.js";
import { chosen } from "./words.js";

const SLIDE = 6;
const near = (value) => Number(value.toPrecision(3));

// A range and a number that move together. `marks` are values worth knowing: [{ value, kind }].
export function slider({ label, unit = "", ends, min = ends[0], max = ends[1], step = 0.01, log = false, digits = 2, onInput }) {
  const id = newId();
  const place = log ? Math.log10 : (value) => value;
  const range = make("input", { type: "range", "aria-label": label, class: "x-range" });
  const number = make("input", { type: "text", role: "spinbutton", id, autocomplete: "off", class: "x-number" });
  const marks = make("div", { class: "x-marks", "aria-hidden": "true" });
  const limits = {};
  const decimals = () => Math.min(20, Math.max(0, digits && Math.round(-Math.log10(limits.fine))));
  const bound = (value) => Math.min(limits.max, Math.max(limits.min, value));

  function resize(low, high, fine = step) {
    Object.assign(limits, { min: low, max: high, fine });
    set(range, { min: place(low), max: place(high), step: log ? 0.01 : fine });
    set(number, { "aria-valuemin": low, "aria-valuemax": high, inputmode: low < 0 ? null : "decimal" });
  }
  resize(min, max);

  const slide = () => {
    const at = Number(range.value);
    onInput(bound(log ? near(10 ** at) : Number(at.toFixed(decimals()))));
  };
  const undecided = patient(range, slide);
  range.addEventListener("input", () => undecided() || slide());
  // What is no number stays to be mended, and the page says why; an empty field is as it was.
  number.addEventListener("change", () => {
    const { value: typed, ...why } = readNumber(number.value);
    const unread = why.reason && why.reason !== "empty";
    number.dispatchEvent(new CustomEvent("x-unread", { bubbles: true, detail: unread ? why : null }));
    set(number, { "aria-invalid": unread ? "true" : null });
    if (typed === undefined) {
      if (!unread) number.value = number.dataset.value;
      return;
    }
    const allowed = bound(step === 1 ? Math.round(typed) : typed);
    if (allowed !== typed) number.value = allowed;
    onInput(allowed);
  });
  number.addEventListener("keydown", (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const now = Number(number.dataset.exact);
    const next = log ? near(now * 10 ** (way / 100)) : Number((now + way * limits.fine).toFixed(decimals()));
    onInput(bound(next));
  });

  const ground = make("div", { class: "x-ground", "aria-hidden": "true" });
  const words = make("label", { for: id }, label);
  const value = make("span", { class: "x-value" }, number, unit && ` ${unit}`);
  const field = make("div", { class: "x-field" }, words, value, ground, range, marks);
  return {
    node: field,
    resize,
    show(current, disabled = false) {
      range.value = place(current);
      const counted = step === 1 && Number.isInteger(current);
      const text = String(counted ? current : Number(current.toPrecision(4)));
      const typing = document.activeElement === number && readNumber(number.value).value === current;
      if (!typing && number.dataset.exact !== String(current)) {
        number.value = text;
        set(number, { "aria-invalid": null });
      }
      number.dataset.value = text;
      number.dataset.exact = current;
      set(number, { "aria-valuenow": current });
      set(range, { "aria-valuetext": `${chosen(current)} ${unit}`.trim(), disabled });
      set(number, { disabled });
    },
    // Parts of the track: [{ from, to, word }].
    regions(list) {
      const at = (each) => (place(each) - place(limits.min)) / (place(limits.max) - place(limits.min));
      ground.replaceChildren(
        ...list.map(({ from, to, word }) =>
          make("i", { class: `x-region x-is-${word}`, style: `--at: ${at(from)}; --to: ${at(to)}` }),
        ),
      );
    },
    mark(list) {
      const span = place(limits.max) - place(limits.min);
      marks.replaceChildren(
        ...list
          .filter(({ value: at }) => at >= limits.min && at <= limits.max)
          .map(({ value: at, kind }) =>
            make("i", {
              class: `x-mark x-${kind}`,
              style: `--at: ${(place(at) - place(limits.min)) / span}`,
            }),
          ),
      );
    },
  };
}

// A finger that lands on a slider may be about to scroll: the slider waits until it slides or taps.
// Returns what tells whether it waits.
function patient(range, slide) {
  let held = null;
  range.addEventListener("pointerdown", ({ pointerType, clientX, clientY }) => {
    held = pointerType === "touch" ? { x: clientX, y: clientY, value: range.value } : null;
  });
  range.addEventListener("pointermove", ({ clientX, clientY }) => {
    const along = held && Math.abs(clientX - held.x);
    if (along > SLIDE && along > Math.abs(clientY - held.y)) held = null;
  });
  range.addEventListener("pointerup", () => {
    const tapped = held && range.value !== held.value;
    held = null;
    if (tapped) slide();
  });
  range.addEventListener("pointercancel", () => {
    if (held) range.value = held.value;
    held = null;
  });
  return () => held !== null;
}

export const group = (...fields) => make("div", { class: "x-group" }, ...fields);

export function button(label, onClick, extra = {}) {
  const node = make("button", { type: "button", class: "x-button", ...extra }, label);
  node.addEventListener("click", onClick);
  return node;
}

export function tick(label, onInput) {
  const box = make("input", { type: "checkbox" });
  box.addEventListener("change", () => onInput(box.checked));
  return {
    node: make("label", { class: "x-tick" }, box, " ", label),
    show(on, disabled = false) {
      box.checked = on;
      box.disabled = disabled;
    },
  };
}

// One of a few: options are [value, label], of which some may not be there to be chosen now.
export function choice(label, options, onInput) {
  const name = newId();
  const boxes = options.map(([value, text]) => {
    const box = make("input", { type: "radio", name, value });
    box.addEventListener("change", () => onInput(value));
    return [value, box, make("label", { class: "x-tick" }, box, " ", text)];
  });
  const legend = make("legend", {}, label);
  return {
    node: make("fieldset", { class: "x-choice" }, legend, ...boxes.map(([, , node]) => node)),
    show(current, there = () => true) {
      for (const [value, box, node] of boxes) {
        box.checked = value === current;
        set(node, { hidden: !there(value) });
      }
    },
  };
}

// The numbers behind a plot, written only while somebody looks.
export function table(summary, heads, rows) {
  const body = make("tbody");
  const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
  const box = make(
    "div",
    { class: "x-scroll", tabindex: "0", role: "group", "aria-label": summary },
    make("table", {}, make("thead", {}, head), body),
  );
  const node = make("details", { class: "x-table" }, make("summary", {}, summary), box);
  let timer = 0;
  const fill = () => {
    timer = 0;
    body.replaceChildren(
      ...rows().map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell)))),
    );
  };
  node.addEventListener("toggle", () => node.open && fill());
  return {
    node,
    show() {
      if (node.open && !timer) timer = setTimeout(fill, 150);
    },
  };
}
