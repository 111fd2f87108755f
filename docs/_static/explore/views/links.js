// Sentences of the page that set an explorable: links that carry a state.

export function follow(address, set, plot) {
  for (const link of document.querySelectorAll(`a[data-set][href="${address}"]`)) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another tab
      event.preventDefault();
      set(JSON.parse(link.dataset.set));
      if (!mostlySeen(plot)) plot.scrollIntoView({ block: "nearest" });
    });
  }
}

// The page keeps its place, and the focus stays with the sentence, where the first plot can be seen.
function mostlySeen(plot) {
  const { top, bottom } = plot.getBoundingClientRect();
  return Math.min(bottom, innerHeight) - Math.max(top, 0) > (bottom - top) / 2;
}
