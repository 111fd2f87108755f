// The order in which the search lists what it finds: the pages that explain come first.
// Sphinx asks for all of its numbers, of which only `score` is ours.
var Scorer = {
  score: ([page, , , , score]) => score + (/^(tutorial\/|beyond\/|index$)/.test(page) ? 60 : 0),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
