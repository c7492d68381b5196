/** Sharing a figure: the panel, and what opens a shared one. */

export { arrive } from "./arrive.js";
export { SharePanel } from "./panel.js";
