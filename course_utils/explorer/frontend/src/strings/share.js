/** What is said where a figure is shared, and where a shared one is opened, in the language of the page: its table was fetched before this part. */

import { german } from "./share.de.js";
import { english } from "./share.en.js";
import { text } from "./index.js";

export const words = text.locale === "de" ? german : english;
