/** The trial view, and what a page's script may ask of it. */

export { TrialView } from "./view.js";
export { solveTrial } from "./solve.js";
