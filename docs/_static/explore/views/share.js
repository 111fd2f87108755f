// The state of an explorable as links, to itself and to the page where it goes on, and as a line of HTML that embeds it.
import { alone } from "./alone.js";
import { copier } from "./copy.js";
import { make, set, write } from "./dom.js";

// What an address says of an explorable: only what it knows and may be.
export function fromQuery(search, { ends, choices, whole }) {
  const found = {};
  for (const [name, text] of new URLSearchParams(search.replace("#", ""))) {
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

// Links are written when somebody reaches for them; those of another page's frame open a page of their own.
function link(text, address) {
  const node = make("a", { href: address(), target: alone && "_blank", rel: alone && "noopener" }, text);
  for (const reach of ["pointerenter", "focus", "touchstart", "click"]) {
    node.addEventListener(reach, () => node.setAttribute("href", address()), { passive: true });
  }
  return node;
}

// `state()` is what an address says behind #.
function embed(say, place, state, heard) {
  const code = make("code");
  const line = make("pre", { class: "x-html", hidden: true }, code);
  const { node } = copier(["embed", "embed-copied", "embed-selected"].map((key) => say(key)), code, {
    call: (text) => write(heard, text),
    reveal: () => set(line, { hidden: false }),
    prepare() {
      const one = document.querySelectorAll(".explorable").length > 1 ? `=${place.dataset.name}` : "";
      const frame = make("iframe", {
        src: `${location.origin}${location.pathname}?embed${one}${state()}`,
        width: "100%", height: place.offsetHeight, title: say("title"), loading: "lazy",
        allow: "clipboard-write", style: "border: 0",
      });
      write(code, frame.outerHTML);
    },
  });
  return [node, line];
}

// An explorable of a page has a state, and most have a way to the playground or to the race; those two keep theirs in the address.
export function share(say, place, data, { state, playground, race, address = () => "" }) {
  const root = document.documentElement.dataset.content_root ?? "";
  const query = () => toQuery(state, data);
  const [page, onward] = playground ? ["playground", playground] : ["race", race];
  const itself = state ? () => `?${query()}#${place.id}` : address;
  const parts = [];
  if (alone) {
    const title = document.querySelector("h1").firstChild.textContent;
    parts.push(link(say("whole", { title }), () => location.pathname + itself()));
  } else if (state) parts.push(link(say("share-link"), itself));
  if (onward) parts.push(link(say("share-onward"), () => `${root}${page}.html?${onward()}#explore-${page}`));
  const heard = place.querySelector(".x-heard");
  const hosted = location.protocol.startsWith("http"); // a file has no address for others
  if (heard && hosted && !alone) parts.push(...embed(say, place, state ? () => `#${query()}` : address, heard));
  return make("span", { class: "x-share" }, ...parts);
}
