// The explorables of the pages, in one script.
import { batchSize } from "./batch-size.js";
import { learningRate } from "./learning-rate.js";
import { lineAndLoss } from "./line-and-loss.js";
import { featureScale } from "./scale.js";
import { sections } from "./sections.js";
import { startAll } from "./start.js";

startAll({
  "line-and-loss": lineAndLoss,
  sections,
  "learning-rate": learningRate,
  scale: featureScale,
  "batch-size": batchSize,
});
