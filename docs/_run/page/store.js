// What a reader has changed on a page, on this device only.

const key = `run:${location.pathname}`;
let known = []; // the texts as this tab last had them

// Changes are kept with what they changed: where the page has another cell by now, they are void.
function read(originals) {
  try {
    const kept = JSON.parse(localStorage.getItem(key)) ?? [];
    return originals.map((text, i) =>
      kept[i]?.[0] === text && typeof kept[i][1] === "string" ? kept[i][1] : text,
    );
  } catch {
    return originals; // no storage, or not ours
  }
}

export function recall(originals) {
  known = read(originals);
  return known;
}

// What another tab of the page has changed stays, but where this one has changed it since.
export function keep(originals, mine) {
  const theirs = read(originals);
  const texts = mine.map((text, i) => (text === known[i] ? theirs[i] : text));
  known = mine;
  try {
    if (texts.every((text, i) => text === originals[i])) localStorage.removeItem(key);
    else {
      const changes = texts.map((text, i) => (text === originals[i] ? null : [originals[i], text]));
      localStorage.setItem(key, JSON.stringify(changes));
    }
  } catch {
    // no storage: changes last as long as the page
  }
}
