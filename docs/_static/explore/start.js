// Starts the explorables of a page.
import { alone, asked, chosenOf } from "./views/alone.js";
import { make } from "./views/dom.js";
import { follow } from "./views/links.js";
import { fromQuery, share } from "./views/share.js";
import { explainUnread } from "./views/unread.js";
import { speaker } from "./views/words.js";

export function begin(known) {
  const places = [...document.querySelectorAll(".explorable")];
  for (const place of places) {
    if (alone && place !== chosenOf(places)) {
      place.remove();
      continue;
    }
    const { data, words } = JSON.parse(place.querySelector("script").textContent);
    const room = place.querySelector(".explore-room");
    try {
      const say = speaker(words);
      const one = known[place.dataset.name](room, data, say);
      explainUnread(room, say);
      if (one.set) follow(`#${place.id}`, one.set, room.querySelector(".x-frame"));
      const take = room.querySelector(".x-take");
      if (take) take.prepend(share(say, place, data, one));
      else (room.querySelector(".x-more") ?? room).append(share(say, place, data, one));
      if (one.state) {
        const found = fromQuery(asked(), data);
        if (Object.keys(found).length) one.set(found);
      }
      room.classList.add("x-started");
    } catch (error) {
      room.replaceChildren(make("p", {}, place.querySelector(".explore-missed").textContent));
      throw error;
    }
  }
}
