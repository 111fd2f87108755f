// What a reader can run on a page, once a button has been pressed.
import { session } from "./session.js";

// What stands beside a place of buttons, and who answers for all of its kind on a page.
const KINDS = {
  cell: async () => (await import("./cells.js")).cells,
  write: async () => (await import("./programs.js")).programs,
  script: async () => (await import("./script.js")).scripts,
};

// `rooms` are the places of the buttons, as the page has them; what comes back can be pressed in the same order.
export async function start(folder, rooms) {
  const python = await session(folder);
  const pressed = new Map();
  for (const kind of new Set(rooms.map((room) => room.kind))) {
    const group = rooms.filter((room) => room.kind === kind);
    const answer = await KINDS[kind]();
    (await answer(group, python)).forEach((press, i) => pressed.set(group[i], press));
  }
  return rooms.map((room) => pressed.get(room));
}
