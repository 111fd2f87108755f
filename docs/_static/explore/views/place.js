// A state in the address of the page: read when somebody comes or goes back, written every so often while it changes.
import { alone, asked } from "./alone.js";

const OFTEN = 300;

export function place(onArrival) {
  let timer = 0;
  let written = location.hash;
  addEventListener("hashchange", () => {
    if (location.hash !== written) onArrival(asked());
  });
  return {
    asked,
    remember(write) {
      if (timer || alone) return; // the history is that of another page
      timer = setTimeout(() => {
        timer = 0;
        const { hash, search, pathname } = location;
        const address = write();
        const anchor = !hash.includes("=") && !search;
        written = address;
        if (address !== hash && !(anchor && address === "")) {
          history.replaceState(null, "", pathname + address);
        }
      }, OFTEN);
    },
  };
}
