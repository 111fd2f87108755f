// With ?embed in its address a page shows one explorable alone, for the frames of other pages; page.html marks it.

export const alone = document.documentElement.classList.contains("embedded");

// The one that the address names, or else the first.
export function chosenOf(places) {
  const name = new URLSearchParams(location.search).get("embed");
  return places.find((place) => place.dataset.name === name) ?? places[0];
}

// What the address says of a state: behind # or, where a link also leads to a place of the page, behind ?.
export function asked() {
  const { hash, search } = location;
  const anchor = !hash.includes("=") && document.getElementById(decoded(hash.slice(1)));
  if (!anchor && hash.length > 1) return hash;
  return search.replace(/(?<=[?&])embed(=[^&]*)?(&|$)/g, "");
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
