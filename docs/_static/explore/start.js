// Starts the explorables of a page, by their names.
import { make } from "./views/dom.js";
import { follow } from "./views/links.js";
import { explainUnread } from "./views/unread.js";
import { speaker } from "./views/words.js";

export function startAll(known) {
  for (const place of document.querySelectorAll(".explorable")) {
    const { data, words } = JSON.parse(place.querySelector("script").textContent);
    const room = place.querySelector(".explore-room");
    try {
      const say = speaker(words);
      const set = known[place.dataset.name](room, data, say);
      explainUnread(room, say);
      follow(`#${place.id}`, set, room.querySelector(".x-frame"));
      room.classList.add("x-started");
    } catch (error) {
      room.replaceChildren(make("p", {}, place.querySelector(".explore-missed").textContent));
      throw error;
    }
  }
}
