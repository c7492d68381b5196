/** What is said where a curve is played as sound, in English. */

export const english = {
  title: "The curve as sound",
  which: "Which curve to play",
  play: "Play",
  stop: "Stop",
  legend: (
    /** @type {string} */ label,
    /** @type {string} */ top,
    /** @type {string} */ days,
    /** @type {number} */ seconds,
    /** @type {boolean} */ log,
  ) =>
    `${label}: the lowest tone is ${log ? "a millionth of the highest value, or less" : "zero"}, ` +
    `the highest, three octaves above it, is ${top}. ${days} days take ${seconds} seconds.`,
};
