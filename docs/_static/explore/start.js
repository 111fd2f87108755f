// Starts the explorables of a page.
import { make } from "./views/dom.js";
import { follow } from "./views/links.js";
import { fromQuery, share } from "./views/share.js";
import { explainUnread } from "./views/unread.js";
import { speaker } from "./views/words.js";

export function begin(known) {
  for (const place of document.querySelectorAll(".explorable")) {
    const { data, words } = JSON.parse(place.querySelector("script").textContent);
    const room = place.querySelector(".explore-room");
    try {
      const say = speaker(words);
      const one = known[place.dataset.name](room, data, say);
      explainUnread(room, say);
      if (one) {
        const { set, state, playground, race } = one;
        follow(`#${place.id}`, set, room.querySelector(".x-frame"));
        if (playground || race) {
          const onward = playground ? ["playground", playground] : ["race", race];
          room.querySelector(".x-take").prepend(share(say, place.id, data, state, ...onward));
          const asked = fromQuery(location.search, data);
          if (Object.keys(asked).length) set(asked);
        }
      }
      room.classList.add("x-started");
    } catch (error) {
      room.replaceChildren(make("p", {}, place.querySelector(".explore-missed").textContent));
      throw error;
    }
  }
}
