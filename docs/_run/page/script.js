// The script of a figure: the program that the page offers to take along, its code under the reader's hands,
// and the figure that it draws above the one that the build drew.
import { code } from "./code.js";
import { make } from "./dom.js";
import { inPlaceOf } from "./draft.js";
import { output } from "./output.js";
import { keep, recall } from "./store.js";

// What a script names at the beginning of a line, so that all of it is loaded at once.
const SETS = { matplotlib: "matplotlib", sklearn: "scikit-learn" };
const setsOf = (text) =>
  Object.keys(SETS)
    .filter((name) => new RegExp(`^(?:from|import) ${name}\\b`, "m").test(text))
    .map((name) => SETS[name]);

// Numbers stand at odd places.
const parts = (text) => text.split(/([−+-]?\d[\d.]*(?:e[−+-]?\d+)?)/);

// Mark the words and numbers that are not those of the page.
function compared(text, known) {
  const theirs = parts(known);
  return parts(text).map((part, i) => (part === theirs[i] ? part : make("mark", {}, part)));
}

async function script({ node, bar }, { say, python, stop, hand, use }) {
  const section = node.parentElement;
  const link = section.querySelector(".sphx-glr-download-python a");
  const name = link.href.split("/").at(-1);
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  const original = (await answer.text()).replace(/\n$/, "");
  const described = node.querySelector("figure img").alt;
  const printed = [...section.querySelectorAll(".sphx-glr-script-out pre")]
    .map((pre) => pre.textContent)
    .join("");

  // What the whole script has in it: the page's pieces of code and the words between them.
  const [first] = section.querySelectorAll(".highlight-Python");
  const inside = [...section.children].filter(
    (each) =>
      each !== node &&
      !each.matches(".sphx-glr-script-out, .sphx-glr-footer") &&
      first.compareDocumentPosition(each) !== Node.DOCUMENT_POSITION_PRECEDING,
  );
  const shown = output(say);
  const own = code(bar, original, say, {
    name,
    label: say("script", { name }),
    shown,
    show: inPlaceOf(first, inside),
    onRun: () => run(),
    onStop: stop,
    onChange: () => keep([original], [own.text()]),
  });
  bar.after(shown.node);
  const [changed] = recall([original]);
  if (changed !== original) own.set(changed);

  function end(result) {
    const alt = result.pictures.map((picture) => picture.alt).join("\n");
    const isChanged = own.isChanged();
    const isSame = shown.end(result, printed, !isChanged) || isChanged;
    if (alt && alt !== described) shown.add(make("p", {}, ...compared(alt, described)));
    if (!alt) own.end(result, say("done"));
    else if (alt !== described) own.end(result, say("other-figure"));
    else own.end(result, isSame ? say("same-figure") : say("other"));
  }

  async function whole() {
    const source = own.text();
    hand(own);
    own.begin();
    await python.begin();
    const result = await python.run(source, name);
    if (result.lacks) own.rest();
    else end(result);
    return result.lacks;
  }

  async function run() {
    if (await use({ bar, ...own }, whole, setsOf(own.text()))) own.rest();
  }

  return { run, edit: own.edit };
}

export const scripts = (rooms, session) => Promise.all(rooms.map((room) => script(room, session)));
