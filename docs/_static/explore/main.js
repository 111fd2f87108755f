// Starts every explorable of a page.
import { batchSize } from "./batch-size.js";
import { learningRate } from "./learning-rate.js";
import { lineAndLoss } from "./line-and-loss.js";
import { playground } from "./playground.js";
import { featureScale } from "./scale.js";
import { sections } from "./sections.js";
import { make } from "./views/dom.js";
import { follow } from "./views/links.js";
import { speaker } from "./views/words.js";

const KNOWN = {
  "line-and-loss": lineAndLoss,
  sections,
  "learning-rate": learningRate,
  scale: featureScale,
  "batch-size": batchSize,
  playground,
};

for (const place of document.querySelectorAll(".explorable")) {
  const { data, words } = JSON.parse(place.querySelector("script").textContent);
  const room = place.querySelector(".explore-room");
  try {
    const set = KNOWN[place.dataset.name](room, data, speaker(words));
    follow(`#${place.id}`, set, room.querySelector(".x-frame"));
    room.classList.add("x-started");
  } catch (error) {
    room.replaceChildren(make("p", {}, place.querySelector(".explore-missed").textContent));
    throw error;
  }
}
