// Starts the race, whose page has a script of its own.
import { race } from "./race.js";
import { startAll } from "./views/start.js";

startAll({ race });
