// What the judge says of a program: inputs as code, all else as text.
import { make } from "./dom.js";

const isInput = (line) => line.startsWith("    ");

const spoken = (text) => text.split("`").map((part, i) => (i % 2 ? make("code", {}, part) : part));

// What it comes to: the mistake, which is told last, or how the program stopped, before what it was given.
export function gist(words) {
  const lines = words.split("\n");
  return isInput(lines.at(-1)) ? lines[0] : lines.at(-1);
}

function told(words) {
  const inputs = (lines) => make("pre", {}, lines.map((line) => line.slice(4)).join("\n"));
  const nodes = [];
  let under = [];
  for (const line of [...words.split("\n"), ""]) {
    if (isInput(line)) under.push(line);
    else {
      if (under.length) nodes.push(inputs(under));
      under = [];
      if (line) nodes.push(make("p", {}, ...spoken(line)));
    }
  }
  return nodes;
}

export function verdict(say, name) {
  const node = make("div", { class: "run-output run-verdict", role: "group", "aria-label": say("verdict", { name }), hidden: true });
  return {
    node,
    clear() {
      node.hidden = true;
      node.replaceChildren();
    },
    show({ passed, words, printed }) {
      node.classList.toggle("run-passed", passed);
      node.replaceChildren(...told(words));
      if (printed) node.append(make("p", {}, say("printed")), make("pre", { class: "run-printed", tabindex: 0 }, printed));
      node.hidden = false;
    },
  };
}
