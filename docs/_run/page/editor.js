// A text area for code: Tab indents, Escape and then Tab leaves, Enter keeps the indentation.
import { make } from "./dom.js";

const INDENT = "    ";

// `onRun()` is called for Shift+Enter, `onChange(text)` for every change.
export function editor(text, { label, keys, onRun, onChange }) {
  const area = make("textarea", {
    class: "run-editor",
    "aria-label": label,
    "aria-description": keys,
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    wrap: "off",
  });
  let leaving = false;

  const fit = () => {
    area.rows = area.value.split("\n").length;
  };

  function mark(line) {
    area.classList.toggle("run-marked", line !== null);
    if (line !== null) area.style.setProperty("--run-line", line - 1);
  }

  function changed() {
    fit();
    mark(null);
    onChange(area.value);
  }

  // The browser's own undo knows of what is inserted this way.
  function put(insertion) {
    if (!document.execCommand("insertText", false, insertion)) {
      area.setRangeText(insertion, area.selectionStart, area.selectionEnd, "end");
      changed();
    }
  }

  function outdent() {
    const { value, selectionStart } = area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const spaces = value.slice(start).match(/^ {0,4}/)[0].length;
    if (!spaces) return;
    area.setRangeText("", start, start + spaces, "preserve");
    changed();
  }

  area.addEventListener("keydown", (event) => {
    const { key, shiftKey, isComposing } = event;
    if (isComposing) return;
    if (key === "Escape") leaving = true;
    else if (key === "Tab" && leaving) leaving = false;
    else if (key === "Tab") {
      event.preventDefault();
      if (shiftKey) outdent();
      else put(INDENT);
    } else if (key === "Enter" && shiftKey) {
      event.preventDefault();
      onRun();
    } else if (key === "Enter") {
      const before = area.value.slice(0, area.selectionStart);
      const line = before.slice(before.lastIndexOf("\n") + 1);
      event.preventDefault();
      put(`\n${line.match(/^ */)[0]}${/:\s*$/.test(line) ? INDENT : ""}`);
    } else if (key !== "Shift") leaving = false;
  });
  area.addEventListener("blur", () => {
    leaving = false;
  });
  area.addEventListener("input", changed);

  function set(value) {
    area.value = value;
    area.setSelectionRange(0, 0); // who begins to edit begins at the top
    fit();
    mark(null);
  }
  set(text);
  return { node: area, set, mark, text: () => area.value };
}
