// Puts buttons beside each cell that can run; everything else is loaded when one is pressed.
"use strict";
{
  const place = document.querySelector(".run-how");
  const { folder, run, edit, lost } = JSON.parse(place.dataset.run);
  const base = new URL(folder, location.href).href;
  const rooms = [...document.querySelectorAll(".run-bar")].map((bar) => {
    const { kind } = bar.dataset;
    return { kind, bar, node: bar.closest(`.${kind}`) };
  });
  let page = null;
  const open = () => (page ??= import(`${base}page/main.js`).then((main) => main.start(base, rooms)));

  async function press(what, i) {
    try {
      (await open())[i][what]();
    } catch {
      page = null;
      const { bar } = rooms[i];
      if (bar.lastChild.textContent !== lost) bar.append(lost);
    }
  }

  if (location.protocol.startsWith("http") && window.Worker && window.WebAssembly) {
    rooms.forEach(({ bar }, i) => {
      for (const [what, words] of [["run", run], ["edit", edit]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = words;
        button.addEventListener("click", () => press(what, i));
        bar.append(button);
      }
    });
    try {
      if (localStorage.getItem(`run:${location.pathname}`)) open().catch(() => (page = null));
    } catch {
      // no storage, so nothing was changed
    }
  } else {
    place.classList.add("needed");
    for (const { bar } of rooms) bar.remove();
  }
}
