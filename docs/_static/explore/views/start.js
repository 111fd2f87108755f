// Starts every explorable of a page, by its name.
import { make } from "./dom.js";
import { follow } from "./links.js";
import { speaker } from "./words.js";

export function startAll(known) {
  for (const place of document.querySelectorAll(".explorable")) {
    const { data, words } = JSON.parse(place.querySelector("script").textContent);
    const room = place.querySelector(".explore-room");
    try {
      const set = known[place.dataset.name](room, data, speaker(words));
      follow(`#${place.id}`, set, room.querySelector(".x-frame"));
      room.classList.add("x-started");
    } catch (error) {
      room.replaceChildren(make("p", {}, place.querySelector(".explore-missed").textContent));
      throw error;
    }
  }
}
