/** Every word that a quiz says beside those of its questions. */

const en = {
  check: "Check",
  right: "Right.",
  wrong: "Not yet.",
  partly: "Partly.",
  choose: "Choose an answer first; a guess is fine.",
  type: "Type a number first; a guess is fine.",
  larger: "The number is larger than that.",
  smaller: "The number is smaller than that.",
  missing: (/** @type {number} */ count) =>
    count === 1 ? "One more belongs to it." : `${count} more belong to it.`,
};

/** @type {Record<string, typeof en>} */
const TABLES = { en };

export const text = TABLES[globalThis.document?.documentElement.lang.slice(0, 2) ?? "en"] ?? en;
