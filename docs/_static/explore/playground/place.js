// The address follows the state: exchanged while things are moved, added where Back should undo.
import { readAddress, writeAddress } from "../core/address.js";
import { alone, asked } from "../views/alone.js";

const LATER = 300;

export function place(tutorial, onRead, onSettle) {
  let timer = 0;
  let written = location.hash;

  function settle(state, how = "replaceState") {
    clearTimeout(timer);
    timer = 0;
    const { hash, search, pathname } = location;
    const address = writeAddress(state, tutorial);
    const anchor = !hash.includes("=") && !search;
    written = address;
    const same = address === hash || (anchor && address === "");
    if (!same && !alone) history[how](null, "", pathname + address); // else the history is that of another page
    onSettle();
  }

  const read = (text = asked()) => readAddress(text, tutorial);
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    written = location.hash;
    onRead();
  });
  return {
    read,
    told: () => !alone && (location.search.length > 1 || location.hash.includes("=")),
    follow(state) {
      clearTimeout(timer);
      timer = setTimeout(() => settle(state), LATER);
    },
    // Keep what is there, so that Back leads to it, and add what comes.
    add(before, after) {
      settle(before);
      settle(after, "pushState");
    },
  };
}
