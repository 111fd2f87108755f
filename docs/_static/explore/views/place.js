// A state in the address of the page: read when somebody comes or goes back, written every so often while it changes.

const OFTEN = 300;

// A state stands behind # or, where a link also leads to a place of the page, behind ?.
function asked() {
  const { hash, search } = location;
  const anchor = !hash.includes("=") && document.getElementById(decoded(hash.slice(1)));
  return anchor || hash.length < 2 ? search : hash;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function place(onArrival) {
  let timer = 0;
  let written = location.hash;
  addEventListener("hashchange", () => {
    if (location.hash !== written) onArrival(asked());
  });
  return {
    asked,
    remember(write) {
      if (timer) return;
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
