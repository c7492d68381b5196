/** What is said where a model runs by chance, in English. */

export const english = {
  chart: (/** @type {string} */ title) =>
    `Many runs by chance: ${title}. The text below says what it shows.`,
  single: "single runs",
  band: "9 of 10 runs",
  median: "median",
  mean: "mean (equations)",
  own: "your run",
  number: "number",
  noneLeft: "none left",
  noneLeftOf: (/** @type {string} */ title) =>
    `Share of the runs with none left: ${title}. The text below says what it shows.`,
  seed: "Your seed",
  another: "Another",
  seedBox: "Your seed: type a whole number from 0 to 9,007,199,254,740,991.",
  classroom:
    "In a class, everyone takes another seed and tells: eliminated or not. " +
    "Counted together, your runs are such a crowd.",
  running: "The runs are on their way.",
  eliminated: (
    /** @type {number} */ lost,
    /** @type {number} */ runs,
    /** @type {string} */ percent,
    /** @type {string} */ day,
  ) => `Eliminated by day ${day}: ${lost} of ${runs} runs (${percent} %).`,
  spread: (
    /** @type {string} */ label,
    /** @type {string} */ median,
    /** @type {string} */ low,
    /** @type {string} */ high,
    /** @type {string} */ mean,
  ) =>
    `${label} at the end: the median is ${median}, 9 of 10 runs lie between ${low} and ${high}, ` +
    `and the mean of the equations is ${mean}.`,
  ownLost: (/** @type {string} */ seed, /** @type {string} */ day) =>
    `Your run, with seed ${seed}: eliminated on day ${day}.`,
  ownLeft: (
    /** @type {string} */ seed,
    /** @type {string} */ left,
    /** @type {string} */ label,
    /** @type {string} */ day,
  ) => `Your run, with seed ${seed}: not eliminated, ${left} ${label} on day ${day}.`,
  ownUncounted: (/** @type {string} */ seed, /** @type {string} */ day) =>
    `Your run, with seed ${seed}: not eliminated by day ${day}.`,
  table: "Many runs by chance",
  low: "5 % of runs below",
  high: "95 % of runs below",
  noChance: (/** @type {string} */ model) =>
    `The model '${model}' does not run by chance: none of its states is counted.`,
  notWhole: (/** @type {string} */ label, /** @type {number} */ number) =>
    `${label}: ${Number(number.toPrecision(6))} single ones, but only a whole number can be ` +
    "counted.",
  jump: (/** @type {string} */ process, /** @type {string} */ state, /** @type {number} */ by) =>
    `One event of '${process}' would change '${state}' by ${by}; what is counted changes by ` +
    "whole numbers, and loses one at a time.",
  tooMany: (
    /** @type {string} */ label,
    /** @type {number} */ number,
    /** @type {number} */ most,
  ) =>
    `${label}: ${number} single ones are too many to follow one by one (at most ${most}); ` +
    "among so many, chance averages out.",
  tooManyEvents: (/** @type {number} */ t, /** @type {number} */ most) =>
    `On day ${t.toPrecision(3)} a run has reached ${most} events: there are so many single ones ` +
    "that chance averages out. Give fewer days or a smaller start.",
};
