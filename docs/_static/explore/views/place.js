// A state in the address of the page: exchanged every so often while things are moved, added where Back should undo.
import { alone, asked } from "./alone.js";

const OFTEN = 300;

// `write(state)` spells a state, and `hold(state)` gives what no address can hold: the browser keeps it with the entry.
// An address is heard of that somebody comes or goes back to, and one to which a sentence of the page leads.
export function place(room, { write, hold = () => null, onArrival, onLink }) {
  let timer = 0;
  let written = location.hash;
  let held = (!alone && history.state?.held) || null;
  let last;
  const told = !alone && (location.search.length > 1 || location.hash.includes("="));

  function settle(state, how = "replaceState") {
    clearTimeout(timer);
    timer = 0;
    const { hash, search, pathname } = location;
    const address = write(state);
    const anchor = !hash.includes("=") && !search;
    const same = address === hash || (anchor && address === "");
    const before = held;
    held = hold(state);
    const known = history.state && !history.state.held;
    const keep = same && !held && (how === "replaceState" ? known : !before);
    // In a frame the history is another page's.
    if (!keep && !alone) history[how]({ held }, "", same ? null : pathname + address);
    written = location.hash;
  }
  // Also of a move between two entries of which one holds more than its address.
  addEventListener("popstate", () => {
    const kept = history.state?.held ?? null;
    if (location.hash === written && !held && !kept) return;
    written = location.hash;
    // A link to a place of this page, such as its top, leaves the state alone: it comes along.
    if (!alone && last && !history.state && !written.includes("=")) return settle(last);
    held = kept;
    return onArrival(asked(), kept);
  });

  room.setAttribute("tabindex", "-1");
  function show() {
    const { top } = room.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 3) room.parentNode.scrollIntoView({ block: "start" });
    room.focus({ preventScroll: true });
  }
  // Once the page is there: the browser, too, goes to the place that an address names, and takes the focus away.
  if (told) addEventListener("load", () => setTimeout(show), { once: true });
  for (const link of document.querySelectorAll(`article a[href*="#${room.parentNode.id}"]`)) {
    if (new URL(link.href).pathname !== location.pathname) continue;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      onLink(new URL(link.href).search);
      show();
    });
  }
  return {
    asked,
    kept: held, // from before a reload
    // The state is one object, and what it is by then is written.
    follow(state) {
      last = state;
      timer ||= setTimeout(() => {
        timer = 0;
        if (location.hash === written) settle(state); // else somebody has just gone back, and will be heard of
      }, OFTEN);
    },
    // Keep what is there, so that Back leads to it, and add what comes.
    add(before, after) {
      settle(before);
      settle(after, "pushState");
    },
  };
}
