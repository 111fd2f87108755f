// What a reader has changed on a page, on this device only.

const key = `run:${location.pathname}`;

// Changes are kept with what they changed: where the page has another cell by now, they are void.
export function recall(originals) {
  try {
    const kept = JSON.parse(localStorage.getItem(key)) ?? [];
    return originals.map((text, i) => (kept[i]?.[0] === text ? kept[i][1] : text));
  } catch {
    return originals; // no storage, or not ours
  }
}

export function keep(originals, texts) {
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
