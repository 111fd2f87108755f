// The playground, which has a script of its own.
import { playground } from "./playground.js";
import { begin } from "./start.js";

begin({ playground });
