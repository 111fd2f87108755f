// What a reader has changed on a page, to take along or to give up: a line below what the page offers as it is.
import { button, make, write } from "./dom.js";

const CELL = /^# %%(.*)\n/m; // begins a cell of a program; only that of a text has more on its line

// The notebook with other code: what that prints is not known, nor what the cells below it do.
function notebook(text, originals, texts) {
  const book = JSON.parse(text);
  const first = texts.findIndex((each, i) => each !== originals[i]);
  const code = book.cells.filter((cell) => cell.cell_type === "code");
  code.forEach((cell, i) => {
    cell.source = texts[i];
    if (i >= first) Object.assign(cell, { execution_count: null, outputs: [] });
  });
  return `${JSON.stringify(book, null, 1)}\n`;
}

// The program with other code.
function program(text, _originals, texts) {
  const [before, ...parts] = text.split(CELL);
  let cell = 0;
  let all = before;
  for (let i = 0; i < parts.length; i += 2) {
    const isLast = i + 2 === parts.length;
    const body = parts[i] ? parts[i + 1] : `${texts[cell++]}\n${isLast ? "" : "\n"}`;
    all += `# %%${parts[i]}\n${body}`;
  }
  return all;
}

const CHANGED = { ipynb: notebook, py: program };

function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

// `texts()` is the code of the cells as it is now, `put(texts)` exchanges it.
export function take(originals, say, { texts, put }) {
  const offered = document.querySelector(".take-along");
  const links = [...(offered?.querySelectorAll("a") ?? [])];
  const status = make("span", { role: "status" });
  let given = null; // what was given up, until something else is changed

  async function bring(link) {
    const name = link.href.split("/").pop();
    const kind = name.split(".").pop();
    write(status, "");
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw new Error(name);
      save(name, CHANGED[kind](await answer.text(), originals, texts()));
    } catch {
      write(status, say("network", { file: name }));
    }
  }

  const reset = button(say("reset-page"), () => {
    given = texts();
    put(originals);
    write(status, say("as-printed"));
    undo.focus();
  });
  const undo = button(say("undo"), () => {
    put(given);
    given = null;
    write(status, "");
    show();
    reset.focus();
  });
  const files = links.map((link) => button(link.textContent, () => bring(link)));
  const changed = make("span", {}, say("changes"), " ", ...files, reset);
  const bar = make("p", { class: "take-changes", hidden: true }, changed, undo, status);
  offered?.after(bar);

  function show() {
    const isChanged = texts().some((text, i) => text !== originals[i]);
    if (isChanged && given) {
      given = null;
      write(status, "");
    }
    changed.hidden = !isChanged;
    undo.hidden = isChanged || !given;
    bar.hidden = changed.hidden && undo.hidden;
  }

  return { show };
}
