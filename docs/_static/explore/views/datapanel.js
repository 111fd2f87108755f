// The reader's own data: pasted, from a file, typed, or set on the plot. They stay on the device.
//
// `onChange(points, fresh)` hears of new points, null for the tutorial's; fresh, if they are no edit of what was there.
import { cases } from "../core/cases.js";
import { scaled, unscaled } from "../core/data.js";
import { readNumber } from "../core/number.js";
import { LARGEST, MOST_ROWS, readTable, whyNot } from "../core/table.js";
import { MOST_POINTS, fits } from "../core/address.js";
import { button } from "./controls.js";
import { make, set, write } from "./dom.js";
import { sentences, whole } from "./words.js";

const LISTED = 20;
const MOST_UNDO = 50;
const LONG = 2000;
const REACH = { mouse: 10, pen: 14, touch: 22 };
const CASES = ["tutorial", "outlier", "curve", "years"];

export function dataPanel({ say, data, onChange }) {
  const most = whole(MOST_ROWS);
  const before = [];
  let now = null;
  let mine = null; // what came from here last
  let map = { shift: 0, spread: 1, factor: 1 };
  const points = () => now ?? data.x.map((x, i) => [x, data.y[i]]);

  const told = make("p", { class: "x-told", role: "status" });
  const list = make("ul", { class: "x-bad" });
  const tell = (text, items = []) => {
    write(told, text);
    list.replaceChildren(...items.map((item) => make("li", {}, item)));
  };

  // Every change goes through here, so that each can be undone, and none leaves points without a line.
  function take(next, fresh, text = "") {
    const why = next && whyNot(next);
    if (why) return tell(say(`no-${why}`));
    remember(now);
    tell(text);
    hand(next, fresh);
    return undefined;
  }
  function remember(was) {
    before.push(was);
    if (before.length > MOST_UNDO) before.shift();
  }
  function hand(next, fresh) {
    mine = next;
    onChange(next, fresh);
  }
  const undo = button(say("undo"), () => {
    tell("");
    if (before.length) hand(before.pop(), false);
  });

  const reason = (bad) => say(bad.reason === "empty" ? "no-number" : bad.reason, bad);
  function read(text) {
    const found = readTable(text);
    const bad = found.bad.slice(0, LISTED).map((one) =>
      say("bad-row", { line: whole(one.line), text: one.text, why: reason(one) }),
    );
    const more = found.bad.length - bad.length;
    const said = [
      found.refused ? say(`no-${found.refused}`, { n: whole(found.n ?? 0), most }) : say("taken", { n: whole(found.points.length) }),
      ...(found.header ? [say("header", { text: found.header })] : []),
      ...(found.bad.length ? [say("bad", { n: whole(found.bad.length) })] : []),
    ];
    if (!found.refused) take(found.points, true);
    tell(sentences(said), more > 0 ? [...bad, say("bad-more", { n: whole(more) })] : bad);
  }

  const pasted = make("textarea", { rows: 4, class: "x-paste", spellcheck: "false" });
  // Browsers take minutes to write thousands of lines into a field by themselves.
  pasted.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (text.length < LONG) return;
    event.preventDefault();
    pasted.setRangeText(text, pasted.selectionStart, pasted.selectionEnd, "end");
  });
  const use = button(say("use"), () => read(pasted.value));
  const file = make("input", { type: "file", accept: ".csv,.tsv,.txt,text/*" });
  const readFile = async (one) => {
    if (!one) return;
    if (one.size > 4e6) tell(say("no-long", { most }));
    else read(await one.text().catch(() => ""));
  };
  file.addEventListener("change", () => {
    readFile(file.files[0]);
    file.value = "";
  });
  const ready = CASES.map((name) =>
    button(say(`case-${name}`), () => take(cases(data)[name], true, say(`told-${name}`))),
  );

  // The points as fields, for fingers, keys and screen readers.
  const body = make("tbody");
  const table = make(
    "table", {},
    make("thead", {}, make("tr", {}, ...["point", "feature", "label", "remove"].map((key) => make("th", { scope: "col" }, say(key))))),
    body,
  );
  const field = (i, side, value) => {
    const box = make("input", {
      type: "text", class: "x-number", autocomplete: "off", value: String(value),
      "aria-label": `${say(side ? "label" : "feature")} ${i + 1}`,
    });
    box.addEventListener("change", () => {
      const typed = readNumber(box.value);
      const far = Math.abs(typed.value) > LARGEST;
      if (typed.reason || far) {
        tell(far ? say("far") : reason(typed));
        set(box, { "aria-invalid": "true" });
        return;
      }
      take(points().map((point, k) => (k === i ? point.with(side, typed.value) : point)), false);
    });
    return make("td", {}, box);
  };
  const row = ([x, y], i) => {
    const gone = button("×", () => {
      take(points().filter((_, k) => k !== i), false, say("removed", { n: whole(i + 1) }));
    }, { "aria-label": say("remove-point", { n: whole(i + 1) }) });
    return make("tr", {}, make("th", { scope: "row" }, whole(i + 1)), field(i, 0, x), field(i, 1, y), make("td", {}, gone));
  };
  const add = button(say("add"), () => {
    const all = points();
    const middle = [0, 1].map((side) => all.reduce((total, point) => total + point[side], 0) / all.length);
    take([...all, middle.map((value) => Number(value.toPrecision(3)))], false, say("added", { n: whole(all.length + 1) }));
    requestAnimationFrame(() => body.rows[Math.min(all.length, MOST_POINTS - 1)]?.querySelector("input").focus());
  });
  const rest = make("p");
  const rows = make(
    "details", { class: "x-table" },
    make("summary", {}, say("points")),
    make("div", { class: "x-scroll", tabindex: "0", role: "group", "aria-label": say("points") }, table),
    rest, add,
  );
  let listed = null;
  function fill() {
    if (!rows.open || listed === now) return;
    listed = now;
    // Whoever is in the table stays there.
    const cell = document.activeElement.closest("td");
    const at = body.contains(cell) ? [cell.parentNode.sectionRowIndex, cell.cellIndex] : null;
    body.replaceChildren(...points().slice(0, MOST_POINTS).map(row));
    if (at) body.rows[Math.min(at[0], body.rows.length - 1)].cells[at[1]].firstChild.focus();
    const more = points().length - MOST_POINTS;
    write(rest, more > 0 ? say("points-more", { n: whole(more) }) : "");
  }
  rows.addEventListener("toggle", () => {
    listed = undefined;
    fill();
  });

  const edit = make("input", { type: "checkbox" });
  const kept = make("p");
  const labelled = (text, input) => make("label", { class: "x-paste-label" }, text, input);
  const node = make(
    "details", { class: "x-own" },
    make("summary", {}, say("own")),
    make("p", {}, say("own-how")),
    make("div", { class: "x-cases", role: "group", "aria-label": say("cases") }, ...ready),
    labelled(say("paste"), pasted),
    make("div", { class: "x-buttons" }, use, undo),
    labelled(say("file"), file),
    make("label", { class: "x-tick" }, edit, " ", say("edit")),
    told, list, kept, rows,
  );
  for (const kind of ["dragover", "drop"]) {
    node.addEventListener(kind, (event) => {
      event.preventDefault();
      if (kind === "drop") readFile(event.dataTransfer.files[0]);
    });
  }

  // While editing is on, a press on the plot moves the point under it, or adds one there.
  let held = -1;
  function onPlot(plot) {
    let moved = null;
    let was;
    let dragged = false;
    edit.addEventListener("change", () => plot.svg.classList.toggle("x-editing", edit.checked));
    const tidy = ([x, y]) => {
      const fine = (value, [low, high]) => {
        const digits = Math.max(0, Math.ceil(2 - Math.log10(high - low || 1)));
        return Number(value.toFixed(Math.min(20, digits)));
      };
      const all = points();
      const ends = (side) => [Math.min(...all.map((p) => p[side])), Math.max(...all.map((p) => p[side]))];
      return [fine(unscaled(x, map), ends(0)), fine(y, ends(1))];
    };
    plot.svg.addEventListener("pointerdown", (event) => {
      if (!edit.checked || event.button !== 0) return;
      const { left, top, width } = plot.svg.getBoundingClientRect();
      const scale = plot.svg.viewBox.baseVal.width / width;
      const [u, v] = [(event.clientX - left) * scale, (event.clientY - top) * scale];
      const xs = scaled(points().map(([x]) => x), map);
      const off = points().map(([, y], i) => Math.hypot(plot.px(xs[i]) - u, plot.py(y) - v));
      const nearest = off.indexOf(Math.min(...off));
      held = off[nearest] <= REACH[event.pointerType] ? nearest : -1;
      if (held < 0) take([...points(), tidy(plot.at(event))], false, say("added", { n: whole(off.length + 1) }));
      else [moved, was, dragged] = [points(), now, false];
      plot.svg.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    plot.svg.addEventListener("pointermove", (event) => {
      if (held < 0) return;
      const next = moved.map((point, k) => (k === held ? tidy(plot.at(event)) : point));
      if (whyNot(next)) return;
      dragged = true;
      hand(next, false);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      plot.svg.addEventListener(end, () => {
        if (held >= 0 && dragged) {
          remember(was);
          set(undo, { disabled: false });
        }
        held = -1;
      });
    }
  }

  let frame;
  return {
    node,
    onPlot,
    // What the plot shows stands still under a hand that drags.
    frame: (fresh) => (held < 0 ? (frame = fresh) : frame),
    // `scale` maps the feature as it is to the one on the plot.
    show(own, scale) {
      if (own !== now && own !== mine) tell(""); // they came by a link, a situation or Back
      now = own;
      map = scale;
      set(undo, { disabled: !before.length });
      const said = [say("all-train"), ...(fits(own) ? [] : [say("too-many", { most: whole(MOST_POINTS) })])];
      write(kept, own ? sentences(said) : "");
      fill();
    },
  };
}
