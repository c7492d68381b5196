/** The words of predictions, which only figures that ask for one fetch. */

import { english } from "./predict.en.js";

/** What is said now; English until `speak` was called. */
export const words = { ...english };

/** @param {typeof english} table of another language, complete */
export function speak(table) {
  Object.assign(words, table);
}
