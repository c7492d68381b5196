/** Parts of the figure that not every figure needs. In a notebook one script holds them all. */

/** @satisfies {Record<string, () => Promise<unknown>>} */
const PARTS = {
  branches: () => import("./view/branches.js"),
  chance: () => import("./view/chance/part.js"),
  de: () => import("./strings/de.js"),
  download: () => import("./view/download/panel.js"),
  fit: () => import("./view/fit/panel.js"),
  knockout: () => import("./view/knockout/panel.js"),
  phase: () => import("./view/phase/view.js"),
  predict: () => import("./view/predict/prediction.js"),
  share: () => import("./view/share/index.js"),
  sound: () => import("./view/sound.js"),
  space: () => import("./view/space/mount.js"),
  story: () => import("./view/story.js"),
  trial: () => import("./view/trial/part.js"),
};

/** @typedef {typeof PARTS} Parts */

/**
 * @template {keyof Parts} Name
 * @param {Name} name
 * @returns {ReturnType<Parts[Name]>} its module
 */
export const load = (name) => /** @type {ReturnType<Parts[Name]>} */ (PARTS[name]());

/**
 * The same for a part that pages fetch late: here it is at hand.
 *
 * @template {keyof Parts} Name
 * @param {Name} name
 * @param {Element} _root
 * @param {() => void} _failed
 */
export const loadNear = (name, _root, _failed) => load(name);

/** Where the parts are as files of their own: nowhere. @type {string | null} */
export const folder = null;

/** The sheet of their styles: each part has its own. @returns {Promise<unknown> | null} */
export const sheet = () => null;
