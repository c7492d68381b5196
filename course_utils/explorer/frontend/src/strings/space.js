/** What is said in figures in space. */

import { others } from "./index.js";
import { english } from "./space.en.js";

/** Another language came before this part. */
export const words = others.space ?? english;
