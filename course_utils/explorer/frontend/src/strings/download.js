/** What is said where a figure is downloaded, and in what is downloaded, in the language of the page: its table was fetched before this part. */

import { german } from "./download.de.js";
import { english } from "./download.en.js";
import { text } from "./index.js";

export const words = text.locale === "de" ? german : english;
