/** Speak the language of the page, where there is a table of its words. */

import { load } from "../parts.js";
import { speak } from "../strings/index.js";

/** @returns {Promise<void> | null} null where nothing has to be fetched */
export function learn() {
  const language = document.documentElement.lang.slice(0, 2).toLowerCase();
  if (language !== "de") return null;
  // English words are better than a figure that stays a picture.
  return load("de").then(({ de, parts }) => speak(de, parts), console.error);
}
