// One update taken apart, so that pages with many figures need not load it.
import { begin } from "./start.js";
import { oneStep } from "./update.js";

begin({ update: oneStep });
