// The playground, in a script of its own: no other page loads it.
import { playground } from "./playground.js";
import { startAll } from "./start.js";

startAll({ playground });
