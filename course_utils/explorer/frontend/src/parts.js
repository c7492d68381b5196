/** Parts of the figure that not every figure needs. In a notebook one script holds them all. */

/** @satisfies {Record<string, () => Promise<unknown>>} */
const PARTS = {
  chance: () => import("./view/chance/part.js"),
  fit: () => import("./view/fit/panel.js"),
  knockout: () => import("./view/knockout/panel.js"),
  phase: () => import("./view/phase/view.js"),
};

/** @typedef {typeof PARTS} Parts */

/**
 * @template {keyof Parts} Name
 * @param {Name} name
 * @returns {ReturnType<Parts[Name]>} its module
 */
export const load = (name) => /** @type {ReturnType<Parts[Name]>} */ (PARTS[name]());
