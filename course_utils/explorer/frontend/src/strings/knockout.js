/** What is said where processes are taken out of a model, in the language of the page: its table was fetched before this part. */

import { german } from "./knockout.de.js";
import { english } from "./knockout.en.js";
import { text } from "./index.js";

export const words = text.locale === "de" ? german : english;
