/** What is said where a model runs by chance. */

import { others } from "./index.js";
import { english } from "./chance.en.js";

/** Another language came before this part. */
export const words = others.chance ?? english;
