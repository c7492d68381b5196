/** What is said where a figure is downloaded, and in what is downloaded. */

import { others } from "./index.js";
import { english } from "./download.en.js";

/** Another language came before this part. */
export const words = others.download ?? english;
