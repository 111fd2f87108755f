// Code of a page: printed, or under the reader's hands.
import { editor } from "./editor.js";

// `highlighted` is the printed code; `onTurn()` is called when the code becomes another, or is opened or closed.
export function draft(highlighted, { label, keys, onRun, onTurn }) {
  const original = highlighted.querySelector("pre").textContent.replace(/\n$/, "");
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
        },
      });
      highlighted.hidden = true;
      highlighted.before(area.node);
      onTurn();
    }
    return area.node;
  }

  function close() {
    area?.node.remove();
    area = null;
    highlighted.hidden = false;
  }

  return {
    open,
    text: () => text,
    isOpen: () => area !== null,
    isChanged: () => text !== original,
    // The printed code comes back with the printed text.
    set(value) {
      text = value;
      if (text === original) close();
      else {
        open();
        area.set(text);
      }
      onTurn();
    },
    mark(line) {
      open();
      area.mark(line);
    },
  };
}
