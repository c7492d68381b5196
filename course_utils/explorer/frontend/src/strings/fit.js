/** What is said where the page looks for the best fit. */

import { others } from "./index.js";
import { english } from "./fit.en.js";

/** Another language came before this part. */
export const words = others.fit ?? english;
