/** What is said where a curve is played as sound, in German. */

/** @import {english} from "./sound.en.js" */

/** @type {typeof english} */
export const german = {
  title: "Die Kurve als Klang",
  which: "Welche Kurve zu hören ist",
  play: "Abspielen",
  stop: "Anhalten",
  legend: (label, top, days, seconds, log) =>
    `${label}: der tiefste Ton ist ${log ? "ein Millionstel des höchsten Werts oder weniger" : "null"}, ` +
    `der höchste, drei Oktaven darüber, ist ${top}. ${days} Tage dauern ${seconds} Sekunden.`,
};
