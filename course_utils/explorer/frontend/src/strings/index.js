/** The words of the figure, in the language of the page where there is a table for it. */

import { en } from "./en.js";

/** @type {Record<string, typeof en>} */
const TABLES = { en };

const language = globalThis.document?.documentElement.lang.slice(0, 2) ?? "en";

export const text = TABLES[language] ?? en;
