"use strict";

// What scrolls in its own box can be reached with the keyboard, and only then is a tab stop.
function markScrollable() {
  for (const box of document.querySelectorAll(".math-block, .table-wrapper, pre")) {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute("tabindex");
    }
  }
}

addEventListener("load", markScrollable);
addEventListener("resize", markScrollable);
addEventListener("toggle", markScrollable, true);
document.fonts?.ready.then(markScrollable);

// In a long list of pages, the one that is read shows.
const current = document.querySelector(".sidebar-tree .current-page > a");
const list = current?.closest(".sidebar-scroll");
if (list && current.getBoundingClientRect().bottom > list.getBoundingClientRect().bottom) {
  list.scrollTop += current.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
}

// Search engines want full addresses, and a page that was built without one knows it only here.
for (const link of document.querySelectorAll("link[hreflang]")) link.setAttribute("href", link.href);

// The link to the other language keeps the place on the page and what its address says, and the choice is remembered.
for (const link of document.querySelectorAll("a.language")) {
  const page = link.getAttribute("href");
  const follow = () => link.setAttribute("href", page + location.search + location.hash);
  for (const moment of ["pointerenter", "focus", "click"]) link.addEventListener(moment, follow);
  link.addEventListener("click", () => {
    try {
      localStorage.setItem("language", link.dataset.language);
    } catch {
      // no storage: the choice holds for this visit only
    }
  });
}
