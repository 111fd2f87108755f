// The stretched feature, whose page has many figures already.
import { featureScale } from "./scale.js";
import { begin } from "./start.js";

begin({ scale: featureScale });
