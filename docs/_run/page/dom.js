// Elements in one line each.

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export function button(text, onPress) {
  const node = make("button", { type: "button" }, text);
  node.addEventListener("click", onPress);
  return node;
}

// Say it only where it changed, so that nobody hears it twice.
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
