// The race, which has a script of its own.
import { race } from "./race.js";
import { begin } from "./start.js";

begin({ race });
