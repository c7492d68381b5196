/** What is said when a reader predicts before the model runs. */

import { others } from "./index.js";
import { english } from "./predict.en.js";

/** Another language came before this part. */
export const words = others.predict ?? english;
