// Elements in one line each.

const SVG = "http://www.w3.org/2000/svg";
let serial = 0;

export const newId = () => `explore-${(serial += 1)}`;

export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : value);
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

// Say it on the page only where it changed, so that nobody hears it twice.
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
