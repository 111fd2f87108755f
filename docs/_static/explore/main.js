// The explorables of the tutorial's pages.
import { learningRate } from "./learning-rate.js";
import { lineAndLoss } from "./line-and-loss.js";
import { sections } from "./sections.js";
import { begin } from "./start.js";

begin({ "line-and-loss": lineAndLoss, sections, "learning-rate": learningRate });
