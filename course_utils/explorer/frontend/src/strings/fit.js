/** What is said where the page looks for the best fit, in the language of the page: its table was fetched before this part. */

import { german } from "./fit.de.js";
import { english } from "./fit.en.js";
import { text } from "./index.js";

export const words = text.locale === "de" ? german : english;
