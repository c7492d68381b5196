/** What is said where a curve is played as sound. */

import { others } from "./index.js";
import { english } from "./sound.en.js";

/** Another language came before this part. */
export const words = others.sound ?? english;
