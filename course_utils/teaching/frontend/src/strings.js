/** Every word that a quiz says beside those of its questions. */

const en = {
  check: "Check",
  right: "Right.",
  wrong: "Not yet.",
  partly: "Partly.",
  nearly: "Nearly.",
  choose: "Choose an answer first; a guess is fine.",
  type: "Type a number first; a guess is fine.",
  unreadable: "That cannot be read as a number; write one such as 0.5, and no unit.",
  larger: "The answer is larger than that.",
  smaller: "The answer is smaller than that.",
  digit: "Did you round on the way? Keep one more digit.",
  missing: (/** @type {number} */ count) =>
    count === 1 ? "One more belongs to it." : `${count} more belong to it.`,
};

/** @type {Record<string, typeof en>} */
const TABLES = { en };

export const text = TABLES[globalThis.document?.documentElement.lang.slice(0, 2) ?? "en"] ?? en;
