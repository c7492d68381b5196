/** What is said where a model runs by chance, in the language of the page: its table was fetched before this part. */

import { german } from "./chance.de.js";
import { english } from "./chance.en.js";
import { text } from "./index.js";

export const words = text.locale === "de" ? german : english;
