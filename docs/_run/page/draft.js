// Code of a page: printed, or under the reader's hands.
import { editor } from "./editor.js";

// Puts an editor in the place of printed code, or that back for null.
export function inPlaceOf(first, all = [first]) {
  let area = null;
  return (editor) => {
    area?.remove();
    area = editor;
    if (area) first.before(area);
    for (const each of all) each.hidden = Boolean(area);
  };
}

// `show(area)` is what `inPlaceOf` gives. `onTurn()` is called whenever the code becomes another, or is opened
// or closed; `onChange()` when it was the reader who changed it.
export function draft(original, { label, keys, show, onRun, onTurn, onChange }) {
  let text = original;
  let area = null;

  function open() {
    if (!area) {
      area = editor(text, {
        label,
        keys,
        onRun,
        onChange(changed) {
          text = changed;
          onTurn();
          onChange();
        },
      });
      show(area.node);
      onTurn();
    }
    return area.node;
  }

  return {
    original,
    open,
    text: () => text,
    isOpen: () => area !== null,
    isChanged: () => text !== original,
    // The printed code comes back with the printed text.
    set(value) {
      text = value;
      if (text !== original) {
        open();
        area.set(text);
      } else if (area) {
        show(null);
        area = null;
      }
      onTurn();
    },
    mark(line) {
      if (line !== null) open();
      area?.mark(line);
    },
  };
}
