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
};
