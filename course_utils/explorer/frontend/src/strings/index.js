/** The words of the figure, in the language of the page where there is a table for it. */

import { en } from "./en.js";

/** @typedef {Partial<typeof import("./de.js").parts>} Others the words of the parts */

/** What is said now; English until `speak` was called. */
export const text = { ...en };

/** The same for the parts; nothing in it where they are to speak English. @type {Others} */
export const others = {};

/** @param {typeof en} table of another language, complete @param {Others} parts */
export function speak(table, parts) {
  Object.assign(text, table);
  Object.assign(others, parts);
}
