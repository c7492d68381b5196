/** What is said where processes are taken out of a model. */

import { others } from "./index.js";
import { english } from "./knockout.en.js";

/** Another language came before this part. */
export const words = others.knockout ?? english;
