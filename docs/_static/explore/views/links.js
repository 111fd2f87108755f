// Sentences of the page that set an explorable: links that carry a state.

export function follow(address, set, plots) {
  for (const link of document.querySelectorAll(`a[data-set][href="${address}"]`)) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another tab
      event.preventDefault();
      set(JSON.parse(link.dataset.set));
      if (!mostlySeen(plots)) plots.scrollIntoView({ block: "nearest" });
    });
  }
}

// The page keeps its place, and the focus stays with the sentence, where the plots can be seen.
function mostlySeen(plots) {
  const { top, bottom } = plots.getBoundingClientRect();
  return Math.min(bottom, innerHeight) - Math.max(top, 0) > (bottom - top) / 2;
}
