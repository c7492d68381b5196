/** What is said in figures in space, in the language of the page: its table was fetched before this part. */

import { german } from "./space.de.js";
import { english } from "./space.en.js";
import { text } from "./index.js";

export const words = text.locale === "de" ? german : english;
