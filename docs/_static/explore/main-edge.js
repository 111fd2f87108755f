// The edge of stability, whose loss only its page needs.
import { edge } from "./edge.js";
import { begin } from "./start.js";

begin({ edge });
