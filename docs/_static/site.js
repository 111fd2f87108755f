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

// Without a Chinese font all characters look the same, an empty box: then, and only then, ours is fetched.
function drawn(sign) {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  pen.font = "32px sans-serif";
  pen.fillText(sign, 0, 40);
  return canvas.toDataURL();
}

if (document.documentElement.lang.startsWith("zh") && drawn("\u4e2d") === drawn("\u6587")) {
  document.documentElement.classList.add("no-chinese-font");
}

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
