// The address follows the state: exchanged while things are moved, added where Back should undo.
import { readAddress, writeAddress } from "../core/address.js";

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
    if (address !== hash && !(anchor && address === "")) history[how](null, "", pathname + address);
    onSettle();
  }

  // A state stands behind # or, where a link also leads to this place, behind ?.
  function read(text) {
    if (text !== undefined) return readAddress(text, tutorial);
    const { hash, search } = location;
    const anchor = !hash.includes("=") && document.getElementById(decode(hash.slice(1)));
    return readAddress(anchor || hash.length < 2 ? search : hash, tutorial);
  }
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    written = location.hash;
    onRead();
  });
  return {
    read,
    told: () => location.search.length > 1 || location.hash.includes("="),
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

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
