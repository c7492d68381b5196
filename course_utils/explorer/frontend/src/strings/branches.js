/** What is said of the lines on which a state can rest. */

import { others } from "./index.js";
import { english } from "./branches.en.js";

/** Another language came before this part. */
export const words = others.branches ?? english;
