// Says whether a prediction agrees with what the page computed.
"use strict";

function judge(form) {
  const chosen = form.querySelector("input:checked");
  const number = form.querySelector("input[type=number]");
  const answer = number ? number.valueAsNumber : chosen ? Number(chosen.value) : NaN;
  if (Number.isNaN(answer)) return "none";
  const off = Math.abs(answer - Number(form.dataset.answer));
  return off <= Number(form.dataset.tolerance ?? 0) + 1e-9 ? "right" : "wrong"; // sums of decimals are inexact
}

for (const form of document.querySelectorAll("form.predict")) {
  const button = form.querySelector("button");
  const status = form.querySelector("[role=status]");
  button.disabled = button.hidden = false;
  form.addEventListener("submit", event => {
    event.preventDefault();
    form.dataset.verdict = judge(form);
    status.textContent = form.querySelector(`[data-verdict=${form.dataset.verdict}]`).textContent;
  });
  form.addEventListener("input", () => {
    delete form.dataset.verdict;
    status.textContent = "";
  });
}
