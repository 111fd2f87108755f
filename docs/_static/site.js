// What scrolls in its own box can be reached with the keyboard, and only then is a tab stop.
"use strict";

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
