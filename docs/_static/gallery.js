"use strict";

// The cards of the gallery that have all the words asked for, in their titles or in what their figures show.
const form = document.querySelector(".figure-filter");
const field = form.querySelector("input");
const said = form.querySelector("output");
const plain = (text) => text.normalize("NFKC").toLowerCase();
const cards = [...document.querySelectorAll(".figure-card")].map((card) => ({
  card,
  text: plain(`${card.textContent} ${card.querySelector("img").alt}`),
}));

function show() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let n = 0;
  for (const { card, text } of cards) {
    card.hidden = !words.every((word) => text.includes(word));
    n += !card.hidden;
  }
  for (const section of document.querySelectorAll("section:has(> .figure-cards)")) {
    section.hidden = !section.querySelector(".figure-card:not([hidden])");
  }
  const { one, many, none } = form.dataset;
  said.value = n === 0 ? none : n === 1 ? one : many.replace("{n}", n);
}

form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", show);
show();
