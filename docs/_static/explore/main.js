// Starts the explorables of a page of the tutorial, and the playground.
import { batchSize } from "./batch-size.js";
import { learningRate } from "./learning-rate.js";
import { lineAndLoss } from "./line-and-loss.js";
import { playground } from "./playground.js";
import { featureScale } from "./scale.js";
import { sections } from "./sections.js";
import { startAll } from "./views/start.js";

startAll({
  "line-and-loss": lineAndLoss,
  sections,
  "learning-rate": learningRate,
  scale: featureScale,
  "batch-size": batchSize,
  playground,
});
