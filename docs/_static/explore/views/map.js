// A map of where each pair of settings leads, computed in the pauses of the page while somebody watches.
import { make, set, write } from "./dom.js";
import { channels } from "./race-plots.js";
import { chosen } from "./words.js";

const SLICE = 6; // milliseconds of a pause that are used
const STRIDES = [8, 4, 2, 1]; // coarse first
const [DEEP, HIGH] = [-8, 2]; // powers of ten: the ends of the scale of colours

const later = window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => SLICE }), 4));

// `columns` and `rows` are the values tried, `cost(x, y)` says what one pair leads to;
// a press takes a pair, and keys move from one to the next.
export function settingsMap({ say, bands, onPress, onMove }) {
  const canvas = make("canvas", { class: "x-cells" });
  const cross = make("i", { class: "x-here", "aria-hidden": "true" });
  const star = make("i", { class: "x-best", "aria-hidden": "true" }, "★");
  const field = make("div", { class: "x-map", tabindex: "0", role: "application" }, canvas, star, cross);
  const title = make("p", { class: "x-label" });
  const state = make("span", { class: "x-progress" });
  const stop = make("button", { type: "button", class: "x-button" }, say("stop-map"));
  const ends = ["low", "high"].map(() => make("span"));
  const foot = make("div", { class: "x-map-foot" }, ends[0], make("span", {}, "η"), ends[1]);
  const key = make("div", { class: "x-map-key" }, make("i", { class: "x-ramp" }), state, stop);
  const node = make("div", { class: "x-map-room" }, title, field, foot, key);
  const ramp = bands.map(channels);
  set(key.firstChild, { style: `--ramp: ${bands.join(", ")}` });
  let job = null;
  let known = "";

  const colour = (value) => {
    const at = ((Math.log10(value) - DEEP) / (HIGH - DEEP)) * (ramp.length - 1);
    const i = Math.max(0, Math.min(ramp.length - 2, Math.floor(at)));
    const part = Math.max(0, Math.min(1, at - i));
    return `rgb(${ramp[i].map((c, k) => Math.round(c + (ramp[i + 1][k] - c) * part)).join()})`;
  };

  function begin({ columns, rows, cost }) {
    set(canvas, { width: columns.length, height: rows.length });
    const todo = [];
    for (const stride of STRIDES) {
      for (let j = 0; j < rows.length; j += stride) {
        for (let i = 0; i < columns.length; i += stride) {
          const done = stride < STRIDES[0] && i % (2 * stride) === 0 && j % (2 * stride) === 0;
          if (!done) todo.push([i, j, stride]);
        }
      }
    }
    const mine = { columns, rows, cost, todo, at: 0, best: Infinity, place: null, running: true };
    job = mine;
    later((pause) => work(mine, pause));
  }

  function work(mine, pause) {
    if (job !== mine || !mine.running) return;
    const pen = canvas.getContext("2d");
    const until = performance.now() + Math.min(SLICE, Math.max(1, pause.timeRemaining()));
    do {
      const [i, j, stride] = mine.todo[mine.at];
      mine.at += 1;
      const value = mine.cost(mine.columns[i], mine.rows[j]);
      const room = [i, Math.max(0, mine.rows.length - j - stride), stride, stride];
      if (value === Infinity) pen.clearRect(...room);
      else {
        pen.fillStyle = colour(value);
        pen.fillRect(...room);
      }
      if (value < mine.best) [mine.best, mine.place] = [value, [i, j]];
    } while (mine.at < mine.todo.length && performance.now() < until);
    mine.running = mine.at < mine.todo.length;
    tell();
    if (mine.running) later((next) => work(mine, next));
  }

  function tell() {
    const { at, todo, best, place, columns, rows, running } = job;
    write(state, say(running ? "map-part" : at < todo.length ? "map-stopped" : "map-done", {
      part: Math.floor((100 * at) / todo.length), best: chosen(best),
    }));
    write(stop, say(at < todo.length && !running ? "go-on-map" : "stop-map"));
    stop.hidden = at === todo.length;
    star.hidden = !place;
    if (place) put(star, (place[0] + 0.5) / columns.length, (place[1] + 0.5) / rows.length);
  }

  const put = (mark, x, y) => Object.assign(mark.style, { left: `${100 * x}%`, bottom: `${100 * y}%` });
  const nearest = (list, value) =>
    list.reduce((best, one, i) => (Math.abs(one - value) < Math.abs(list[best] - value) ? i : best), 0);

  stop.addEventListener("click", () => {
    job.running = !job.running;
    tell();
    if (job.running) later((pause) => work(job, pause));
  });
  const choose = (i, j, how) => {
    const bound = (at, list) => Math.max(0, Math.min(list.length - 1, at));
    job.here = [bound(i, job.columns), bound(j, job.rows)]; // two keys may come within a frame
    how(job.columns[job.here[0]], job.rows[job.here[1]]);
  };
  field.addEventListener("pointerdown", (event) => {
    const { left, top, width, height } = field.getBoundingClientRect();
    const x = (event.clientX - left) / width;
    const y = 1 - (event.clientY - top) / height;
    choose(Math.floor(x * job.columns.length), Math.floor(y * job.rows.length), onPress);
  });
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && job.place) choose(...job.place, onPress);
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    choose(job.here[0] + move[0], job.here[1] + move[1], onMove);
  });

  return {
    node,
    // What is asked anew when `key` changes; x and y are where the present settings stand.
    show({ key: asked, heading, label, columns, rows, cost, x, y }) {
      write(title, heading);
      set(field, { "aria-label": label });
      if (asked !== known) {
        known = asked;
        begin({ columns, rows, cost });
        tell();
      }
      job.here = [nearest(columns.map(Math.log), Math.log(x)), nearest(rows, y)];
      write(ends[0], chosen(columns[0]));
      write(ends[1], chosen(columns.at(-1)));
      put(cross, (job.here[0] + 0.5) / columns.length, (job.here[1] + 0.5) / rows.length);
    },
  };
}
