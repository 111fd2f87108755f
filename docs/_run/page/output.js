// What a run has printed, drawn and said, below the cell and what is printed there.
import { make } from "./dom.js";

const SOON = 300; // milliseconds after which a reader wants to see what is printed so far

const lines = (text) => text.replace(/\n$/, "").split("\n");

// Mark the lines that are not the printed ones.
function compared(text, printed) {
  const known = lines(printed);
  return lines(text).map((line, i) =>
    line === known[i] ? `${line}\n` : make("mark", {}, `${line}\n`),
  );
}

// A picture for a light page and one for a dark page, or one for both.
function drawn({ light, dark, alt, width, height }, nameless) {
  const image = (png, look) =>
    make("img", { ...look, src: `data:image/png;base64,${png}`, alt: alt || nameless, width, height });
  return dark ? [image(light, { class: "only-light" }), image(dark, { class: "only-dark" })] : [image(light)];
}

export function output(say) {
  const printing = make("pre", {});
  const body = make("div", {}, printing);
  const node = make("div", { class: "run-output cell_output", hidden: true }, make("p", {}, say("yours")), body);
  let text = "";
  let timer = 0;
  let isLong = false;

  function clear() {
    clearTimeout(timer);
    isLong = false;
    text = "";
    node.hidden = true;
    printing.textContent = "";
    body.replaceChildren(printing);
  }

  return {
    node,
    clear,
    begin() {
      clear();
      timer = setTimeout(() => {
        isLong = true;
        node.hidden = text === "";
      }, SOON);
    },
    add: (each) => body.append(each),
    print(piece) {
      text += piece;
      printing.append(piece);
      if (isLong) node.hidden = false;
    },
    stop() {
      clearTimeout(timer);
      node.hidden = text === "";
    },
    // Show how it ended, and where it differs from what it should print; return whether it is just that.
    end({ value, pictures, error }, printed, asPrinted) {
      clearTimeout(timer);
      if (value !== undefined) text += `${value}\n`;
      const same = !error && text.trimEnd() === printed.trimEnd();
      node.hidden = same && !pictures.length;
      if (printed && asPrinted && text) printing.replaceChildren(...compared(text, printed));
      else printing.textContent = text;
      printing.hidden = text === "";
      for (const picture of pictures) body.append(...drawn(picture, say("nameless")));
      if (error) body.append(make("pre", { class: "run-error" }, error.text));
      if (error?.sign) body.append(make("p", {}, say("sign", { wrong: error.sign[0], right: error.sign[1] })));
      if (!text && !pictures.length && !error) node.hidden = true;
      return same;
    },
  };
}
