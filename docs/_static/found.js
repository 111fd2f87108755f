"use strict";

// The search page alone loads this. It asks Sphinx's index, and before it the words of learners (search.toml):
// pages that have words like those typed come first, then those that explain, each once, with a line of what it says.
{
  const { pages, instead, nothing } = JSON.parse(document.getElementById("found").textContent);
  const EXPLAINS = /^(tutorial\/|beyond\/|index$)/;
  const PIECES = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu;
  const MOST = 200; // signs of a question; what is longer was not typed

  const clean = (text) => text.normalize("NFKC").toLowerCase().trim();
  const pieces = (text) => clean(text).match(PIECES) || [];
  const stemmer = new Stemmer();
  const stems = (text) => new Set(splitQuery(clean(text)).map((word) => stemmer.stemWord(word)));

  // How many letters to change, add, leave out or swap with a neighbour.
  const distance = (one, other) => {
    const rows = [[...other, ""].map((_, j) => j)];
    for (let i = 1; i <= one.length; i++) {
      rows.push([i]);
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1] ? 0 : 1;
        let least = Math.min(rows[i - 1][j - 1] + same, rows[i - 1][j] + 1, rows[i][j - 1] + 1);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          least = Math.min(least, rows[i - 2][j - 2] + 1);
        rows[i].push(least);
      }
    }
    return rows[one.length][other.length];
  };

  let phrases, weights, counts; // made once, when the index is here
  const prepare = ({ docnames, titles, alltitles }) => {
    phrases = Object.entries(pages).flatMap(([page, [, ...words]]) =>
      words.length ? [titles[docnames.indexOf(page)], ...words].map((text) => [page, stems(text)]) : []);
    weights = new Map();
    for (const [, set] of phrases) for (const stem of set) weights.set(stem, (weights.get(stem) || 0) + 1);
    for (const [stem, count] of weights) weights.set(stem, Math.log(1 + phrases.length / count));
    for (const word of stopwords) weights.set(stemmer.stemWord(word), 0.3);
    counts = new Map();
    for (const piece of pieces([...Object.values(pages).flat(), ...Object.keys(alltitles)].join("\n")))
      if (!stopwords.has(piece)) counts.set(piece, (counts.get(piece) || 0) + 1);
  };

  const known = (piece, { terms, titleterms }) =>
    splitQuery(piece).every((word) => {
      const stem = stemmer.stemWord(word);
      const has = (table) =>
        Object.hasOwn(table, stem) || (stem.length > 2 && Object.keys(table).some((term) => term.includes(stem)));
      return stopwords.has(word) || weights.has(stem) || has(terms) || has(titleterms);
    });

  // A piece that no page has becomes its nearest neighbour, of several the one that is used most.
  const neighbour = (piece, index) => {
    const { length } = piece;
    const far = /\p{Script=Han}/u.test(piece) ? (length > 2 ? 1 : 0) : length < 4 ? 0 : length < 7 ? 1 : 2;
    if (!far || length > 30 || known(piece, index)) return piece;
    let best = [far + 1, 0, piece];
    for (const [word, count] of counts) {
      if (Math.abs(word.length - length) > far) continue;
      const away = distance(piece, word);
      if (away < best[0] || (away === best[0] && away <= far && count > best[1])) best = [away, count, word];
    }
    return best[2];
  };

  // How much of a question and of a page's words is common to both: 1 where they are the same.
  const likeness = (query) => {
    const asked = stems(query);
    const sum = (set) => [...set].reduce((total, stem) => total + (weights.get(stem) || 1), 0);
    const best = new Map();
    for (const [page, set] of phrases) {
      const common = sum([...set].filter((stem) => asked.has(stem)));
      const share = (2 * common) / (sum(set) + sum(asked));
      if (common && share > (best.get(page) || 0)) best.set(page, share);
    }
    return best;
  };

  Search.query = (asked) => {
    const index = Search._index;
    if (!phrases) prepare(index);
    const typed = clean(asked.slice(0, MOST));
    const query = typed.replace(PIECES, (piece) => neighbour(piece, index));
    const like = likeness(query);
    const entries = new Map();
    const put = (key, entry) => {
      if (!(entries.get(key)?.rank >= entry.rank)) entries.set(key, entry);
    };
    for (const [page, share] of like) {
      if (share > 0.25)
        put(page, { page, anchor: "", title: index.titles[index.docnames.indexOf(page)], rank: share * 10 });
    }
    for (const [page, title, anchor, descr, score, , kind] of Search._performSearch(...Search._parseQuery(query))) {
      const isObject = kind === "object" && page !== "glossary";
      if (kind === "index" && page !== "glossary") continue; // the same as an object, once more
      const exact = isObject && title.split(".").pop().toLowerCase() === query;
      const section = kind === "title" ? 10 : 0; // leads to the place on the page
      const rank = Math.min(score, 20) + section + (exact ? 70 : EXPLAINS.test(page) ? 60 : 20);
      put(isObject ? title : page, { page, title, anchor, rank, line: isObject && descr });
    }
    for (const [page, share] of like) {
      if (share >= 0.5) entries.get(page).rank += 1000 * share;
    }
    const results = [...entries.values()].sort((one, other) => other.rank - one.rank);
    for (const { page, title, anchor, line } of results) {
      const item = Search.output.appendChild(document.createElement("li"));
      const link = item.appendChild(document.createElement("a"));
      link.href = page + DOCUMENTATION_OPTIONS.LINK_SUFFIX + anchor;
      link.textContent = title;
      item.appendChild(document.createElement("p")).textContent = line || pages[page]?.[0] || "";
    }
    Search.status.setAttribute("role", "status");
    _finishSearch(results.length);
    if (!results.length) Search.status.textContent = nothing;
    else if (query !== typed) {
      const said = instead.replace(/\{(asked|found)\}/g, (_, name) => (name === "asked" ? typed : query));
      Search.status.prepend(said, document.createElement("br"));
    }
    return results.map(({ page }) => page);
  };
}
