/** Runs by chance, and the view of many of them. */

export { runStochastic } from "../../engine/stochastic.js";
export { ChanceView } from "./view.js";
