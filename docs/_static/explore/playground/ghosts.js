// The last runs, so that a change can be compared with what was before it.
const KEPT = 2;

export function ghosts() {
  const past = [];
  let current = null;
  return {
    // What a reader has settled on. Returns whether another run has just become the past.
    settle(key, surface, path) {
      const longest = current?.key === key && current.path.loss.length > path.loss.length;
      const before = current;
      if (!longest) current = { key, surface: JSON.stringify(surface), path };
      if (!before || before.key === key || before.path.loss.length < 2) return false;
      const again = past.findIndex((run) => run.key === key);
      if (again >= 0) past.splice(again, 1);
      past.unshift(before);
      past.length = Math.min(KEPT, past.length);
      return true;
    },
    // Those on the same surface, the latest first: others would be drawn over hills that are not theirs.
    on(surface) {
      const here = JSON.stringify(surface);
      return past.filter((run) => run.surface === here);
    },
  };
}
