/** What is said of the lines on which a state can rest, in German. */

/** @import {english} from "./branches.en.js" */

/** @type {typeof english} */
export const german = {
  title: (label, unit) => `Wo ${label} ruhen kann${unit && ` (${unit})`}`,
  now: (stable, unstable) =>
    `Bei dieser Einstellung: ${stable.length ? `stabil bei etwa ${stable.join(" und ")}` : "nichts ist stabil"}` +
    `${unstable.length ? `; instabil bei etwa ${unstable.join(" und ")}` : ""}.`,
  stale: (labels) => `Gezeichnet für andere Werte als die jetzigen: ${labels.join(", ")}.`,
};
