/** What is said when a reader predicts before the model runs, in the language of the page: its table was fetched before this part. */

import { german } from "./predict.de.js";
import { english } from "./predict.en.js";
import { text } from "./index.js";

export const words = text.locale === "de" ? german : english;
