/** What is said where the page looks for the best fit, in German. */

/** @import {english} from "./fit.en.js" */

/** @type {typeof english} */
export const german = {
  intro:
    "Die Seite sucht die Kurve mit der kleinsten Quadratsumme. Sie beginnt, wo deine Regler stehen, " +
    "und bleibt in ihren Grenzen.",
  sought: "Gesuchte Zahlen",
  find: "Beste Anpassung suchen",
  looking: "Es wird gesucht …",
  nothing: "Kreuze mindestens eine Zahl an, die gesucht werden soll.",
  found: (before, after) => `Quadratsumme: ${before} mit deinen Werten, bestenfalls ${after}.`,
  best: (sum) => `Deine Werte sind schon die besten: Quadratsumme ${sum}.`,
  atEnd: (label) =>
    `${label} ist am Ende des Reglers angekommen; dahinter liegt vielleicht eine bessere Kurve.`,
  table: "Beste Anpassung",
  name: "Zahl",
  mine: "deine",
  fitted: "beste Anpassung",
  unit: "Einheit",
  use: "Diese Werte nehmen",
  back: "Zurück zu meinen",
};
