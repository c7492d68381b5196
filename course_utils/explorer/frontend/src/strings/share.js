/** What is said where a figure is shared, and where a shared one is opened. */

import { others } from "./index.js";
import { english } from "./share.en.js";

/** Another language came before this part. */
export const words = others.share ?? english;
