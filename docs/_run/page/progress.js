// What a reader has written and solved on a page, on this device only: `{ name: { text, solved } }`.

const key = `run:${location.pathname}`;

export function recall() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {}; // no storage, or not ours
  }
}

export function keep(programs) {
  const kept = {};
  for (const each of programs) {
    if (each.isChanged() || each.isSolved()) {
      kept[each.name] = { text: each.isChanged() ? each.text() : null, solved: each.isSolved() };
    }
  }
  try {
    if (Object.keys(kept).length) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch {
    // no storage: it lasts as long as the page
  }
}
