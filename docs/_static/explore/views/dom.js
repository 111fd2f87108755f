// Elements in one line each.

const SVG = "http://www.w3.org/2000/svg";
let serial = 0;

export const newId = () => `explore-${(serial += 1)}`;

export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) node.removeAttribute(name);
    else {
      const text = value === true ? "" : String(value);
      if (node.getAttribute(name) !== text) node.setAttribute(name, text);
    }
  }
  return node;
}

export function make(tag, attributes = {}, ...children) {
  const node = set(document.createElement(tag), attributes);
  node.append(...children);
  return node;
}

export function ink(tag, attributes = {}, ...children) {
  const node = set(document.createElementNS(SVG, tag), attributes);
  node.append(...children);
  return node;
}

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Say it on the page only where it changed, so that nobody hears it twice. The words are exchanged within their node:
// a child that comes or goes lets the browser ask the page's style for every `:has`, which takes longer than a frame.
export function write(node, text) {
  const only = node.firstChild;
  if (text && only && !only.nextSibling && only.nodeType === Node.TEXT_NODE) {
    if (only.data !== text) only.data = text;
  } else if (node.textContent !== text) node.textContent = text;
}
