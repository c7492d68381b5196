/** What is said where a figure shows a virtual trial. */

import { others } from "./index.js";
import { english } from "./trial.en.js";

/** Another language came before this part. */
export const words = others.trial ?? english;
