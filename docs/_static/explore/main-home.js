// The front page's own, small explorable.
import { home } from "./home.js";
import { begin } from "./start.js";

begin({ home });
