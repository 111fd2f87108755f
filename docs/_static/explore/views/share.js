// The state of a page's explorable as links: to itself, and to the page where it goes on.
import { make } from "./dom.js";

// What an address says of an explorable: only what it knows and may be.
export function fromQuery(search, { ends, choices, whole }) {
  const found = {};
  for (const [name, text] of new URLSearchParams(search)) {
    if (Object.hasOwn(choices, name) && Object.hasOwn(choices[name], text)) found[name] = choices[name][text];
    const [low, high] = Object.hasOwn(ends, name) ? ends[name] : [1, 0];
    const value = text.trim() === "" ? NaN : Number(text);
    const fits = value >= low && value <= high && (Number.isInteger(value) || !whole.includes(name));
    if (fits) found[name] = value;
  }
  return found;
}

export function toQuery(state, { ends, choices }) {
  const word = (name) => Object.keys(choices[name]).find((text) => choices[name][text] === state[name]);
  const parts = [
    ...Object.keys(ends).map((name) => [name, Number(state[name].toPrecision(6))]),
    ...Object.keys(choices).map((name) => [name, word(name)]),
  ];
  return parts.map(([name, text]) => `${name}=${text}`).join("&");
}

// Both links are written when somebody reaches for them.
export function share(say, id, data, state, page, onward) {
  const root = document.documentElement.dataset.content_root ?? "";
  const link = (text, address) => {
    const node = make("a", { href: address() }, text);
    for (const reach of ["pointerenter", "focus", "touchstart", "click"]) {
      node.addEventListener(reach, () => node.setAttribute("href", address()), { passive: true });
    }
    return node;
  };
  return make(
    "span",
    { class: "x-share" },
    link(say("share-link"), () => `?${toQuery(state, data)}#${id}`),
    link(say("share-onward"), () => `${root}${page}.html?${onward()}#explore-${page}`),
  );
}
