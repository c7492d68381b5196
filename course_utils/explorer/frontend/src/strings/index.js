/** The words of the figure, in the language of the page where there is a table for it. */

import { en } from "./en.js";

/** What is said now; English until `speak` was called. */
export const text = { ...en };

/** @param {typeof en} table of another language, complete */
export function speak(table) {
  Object.assign(text, table);
}
