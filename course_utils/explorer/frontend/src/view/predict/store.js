/** What a reader predicted, kept in the browser for when they come back. */

/** @import {Spec} from "../../types.js" */

/** @typedef {{heights: (number | null)[], answer: string, skipped: boolean}} Kept */

/** @param {Spec} spec @returns {string} a name that changes with what is asked */
export function keyOf({ model, view }) {
  const asked = JSON.stringify([model.name, view.question, view.days, view.predict]);
  let hash = 2166136261;
  for (let i = 0; i < asked.length; i++) hash = Math.imul(hash ^ asked.charCodeAt(i), 16777619);
  return `cold-to-warm:predict:${location.pathname}:${(hash >>> 0).toString(36)}`;
}

/** @param {string} key @returns {Kept | null} */
export function recall(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    const whole =
      kept &&
      Array.isArray(kept.heights) &&
      kept.heights.every(
        (/** @type {unknown} */ height) => height === null || (Number(height) >= 0 && Number(height) <= 1),
      );
    return whole
      ? { heights: kept.heights, answer: String(kept.answer ?? ""), skipped: Boolean(kept.skipped) }
      : null;
  } catch {
    // A browser may keep nothing, and what it kept may be of another time.
    return null;
  }
}

/** @param {string} key @param {Kept | null} kept nothing more is kept if null */
export function keep(key, kept) {
  try {
    if (kept) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch {
    // Then the guess lasts as long as the page.
  }
}
