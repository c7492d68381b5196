/** What is said where processes are taken out of a model, in English. */

const count = (/** @type {number} */ n, /** @type {string} */ of) => `${n} ${of}${n === 1 ? "" : "s"}`;

export const english = {
  intro: "Untick a process, and the model has to do without it. The whole model stays, dotted.",
  processes: "Processes",
  makes: (/** @type {string[]} */ states) => `makes ${states.join(" and ")}`,
  removes: (/** @type {string[]} */ states) => `removes ${states.join(" and ")}`,
  converts: (/** @type {string[]} */ from, /** @type {string[]} */ to) =>
    `turns ${from.join(" and ")} into ${to.join(" and ")}`,
  restore: "Restore all",
  whole: (/** @type {number} */ claims) =>
    claims
      ? `The model is whole, and its ${count(claims, "claim")} hold${claims === 1 ? "s" : ""}.`
      : "The model is whole.",
  unknown: "Which claims fall has not been worked out for this model.",
  noClaims: "Nothing is claimed about this model.",
  tally: (
    /** @type {string} */ process,
    /** @type {number} */ falls,
    /** @type {number} */ lost,
    /** @type {number} */ holds,
  ) => {
    if (!falls && !lost) return `Without ${process}, every claim still holds.`;
    const parts = [
      ...(falls ? [`${count(falls, "claim")} fall${falls === 1 ? "s" : ""}`] : []),
      ...(lost ? [`${count(lost, "claim")} can no longer be worked out`] : []),
      ...(holds ? [`${count(holds, "claim")} still hold${holds === 1 ? "s" : ""}`] : []),
    ];
    return `Without ${process}: ${parts.join(", ")}.`;
  },
  severally: (/** @type {string[]} */ processes) =>
    `Without ${processes.join(" and ")}: the claims were checked with one process out at a time, ` +
    "so here is what falls without each.",
  falls: (/** @type {string} */ number) => `${number} falls`,
  lost: (/** @type {string} */ number) => `${number} cannot be worked out`,
  holds: (/** @type {string} */ number) => `${number} still holds`,
  values:
    "The claims were checked with the model's own numbers, over the days that each of them names, " +
    "whatever the sliders say.",
};
