// The sizes of batches, whose page has many figures and should load nothing else.
import { batchSize } from "./batch-size.js";
import { begin } from "./start.js";

begin({ "batch-size": batchSize });
