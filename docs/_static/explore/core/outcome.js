// What a run has done so far: a word that is read off the run itself, not off the curvature.

const FEW = 10; // updates, or epochs, that are looked at
const CRAWL = 0.993092495437036; // per update: half the distance in a hundred
const ARRIVED = 1e-12; // of the loss above the least at the start: a millionth of the distance
const RESTING = 1e-3;

export function outcome({ b, w, loss, overflow, perEpoch, surface }, theory) {
  const n = loss.length - 1;
  if (n === 0) return "ready";
  if (overflow >= 0) return "diverges";
  const above = (i) => Math.max(0, loss[i] - surface.least);
  if (above(n) <= ARRIVED * above(0) + Number.EPSILON) return "arrived";
  if (perEpoch > 1 && hovers(above, n, perEpoch)) return "hovers";
  const back = Math.min(n, Math.max(FEW, perEpoch));
  const kept = Math.sqrt(above(n) / above(n - back)) ** (1 / back);
  if (kept > 1) return "diverges";
  if (perEpoch === 1 && turns(b, w, n) >= (theory === "oscillates" ? 2 : FEW / 2)) return "oscillates";
  return kept > CRAWL ** (1 / perEpoch) ? "crawls" : "converges";
}

// From epoch to epoch the loss rests, or rises as often as not.
function hovers(above, n, perEpoch) {
  const last = Math.floor(n / perEpoch);
  const epochs = Math.min(FEW, last);
  if (epochs < 3) return false;
  let rests = 0;
  for (let e = last - epochs + 1; e <= last; e += 1) {
    if (above(e * perEpoch) >= above((e - 1) * perEpoch) * (1 - RESTING)) rests += 1;
  }
  const grown = above(last * perEpoch) / above((last - epochs) * perEpoch);
  return rests >= 0.3 * epochs && grown < 100;
}

// How many of the last steps turn back on the one before.
function turns(b, w, n) {
  let found = 0;
  for (let i = Math.max(2, n - 2 * FEW); i <= n; i += 1) {
    const along = (b[i] - b[i - 1]) * (b[i - 1] - b[i - 2]) + (w[i] - w[i - 1]) * (w[i - 1] - w[i - 2]);
    if (along < 0) found += 1;
  }
  return found;
}
