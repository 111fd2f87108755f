// A state in the address of the page: exchanged every so often while things are moved, added where Back should undo.
import { alone, asked } from "./alone.js";

const OFTEN = 300;

// `write(state)` spells a state. An address is heard of that somebody comes or goes back to,
// and one to which a sentence of the page leads.
export function place(room, { write, onArrival, onLink }) {
  let timer = 0;
  let written = location.hash;
  const told = !alone && (location.search.length > 1 || location.hash.includes("="));

  function settle(state, how = "replaceState") {
    clearTimeout(timer);
    timer = 0;
    const { hash, search, pathname } = location;
    const address = write(state);
    const anchor = !hash.includes("=") && !search;
    const same = address === hash || (anchor && address === "");
    if (!same && !alone) history[how](null, "", pathname + address); // in a frame the history is another page's
    written = location.hash;
  }
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    written = location.hash;
    onArrival(asked());
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
    // The state is one object, and what it is by then is written.
    follow(state) {
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
