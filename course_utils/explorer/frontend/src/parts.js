/** Parts of the figure that not every figure needs. In a notebook one script holds them all. */

/** @satisfies {Record<string, () => Promise<unknown>>} */
const PARTS = {
  branches: () => import("./view/branches.js"),
  chance: () => import("./engine/stochastic.js"),
  de: () => import("./strings/de.js"),
  phase: () => import("./view/phase/view.js"),
  sound: () => import("./view/sound.js"),
  predict: () => import("./view/predict/prediction.js"),
  trial: () => import("./view/trial/part.js"),
};

/** @typedef {typeof PARTS} Parts */

/**
 * @template {keyof Parts} Name
 * @param {Name} name
 * @returns {ReturnType<Parts[Name]>} its module
 */
export const load = (name) => /** @type {ReturnType<Parts[Name]>} */ (PARTS[name]());
