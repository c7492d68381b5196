/** What is said of the lines on which a state can rest, in English. */

export const english = {
  title: (/** @type {string} */ label, /** @type {string} */ unit) =>
    `Where ${label} can rest${unit && ` (${unit})`}`,
  now: (/** @type {string[]} */ stable, /** @type {string[]} */ unstable) =>
    `At this setting: ${stable.length ? `stable at about ${stable.join(" and ")}` : "nothing is stable"}` +
    `${unstable.length ? `; unstable at about ${unstable.join(" and ")}` : ""}.`,
  stale: (/** @type {string[]} */ labels) =>
    `Drawn for other values than those now set: ${labels.join(", ")}.`,
};
