// The surface that turns: only its page needs what draws it.
import { begin } from "./start.js";
import { surfaceView } from "./surface.js";

begin({ surface: surfaceView });
