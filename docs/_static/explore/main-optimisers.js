// The race in small, whose problem and rules only its page needs.
import { optimisers } from "./optimisers.js";
import { begin } from "./start.js";

begin({ optimisers });
