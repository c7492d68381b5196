/** What is said where a figure is shared, and where a shared one is opened, in German. */

/** @import {english} from "./share.en.js" */

/** @type {typeof english} */
export const german = {
  group: "Diese Abbildung teilen, wie sie jetzt ist",
  link: "Link, der diese Seite mit der Abbildung öffnet, wie sie jetzt ist",
  copyLink: "Link kopieren",
  python: "Diese Werte im Notebook öffnen: eine Zeile Python",
  copyPython: "Zeile kopieren",
  embed: "Diese Abbildung in eine Lernplattform einbetten: eine Zeile HTML",
  copyEmbed: "Code kopieren",
  copied: "Kopiert",
  refused:
    "Der Browser lässt diese Seite nicht kopieren. Der Text ist markiert: drücke Strg+C oder ⌘C.",
  notice: "Nicht alles in dem Link ließ sich verwenden. ",
  more: (count) => ` Und ${count} weitere.`,
  close: "Diesen Hinweis schließen",
  tooLong:
    "Er ist zu lang für einen Link auf diese Abbildung; sie steht darum da, wie sie sich öffnet.",
  twice: (name) => `„${name}“ steht zweimal darin; es gilt das erste.`,
  unknown: (name) => `Diese Abbildung hat kein „${name}“, das sich einstellen lässt.`,
  noScenario: (text, count) =>
    `Ein Szenario „${text}“ gibt es nicht; diese Abbildung hat ${count}.`,
  noNumber: (label, text) => `${label}: „${text}“ ist keine Zahl.`,
  noCourse: (label, text) => `${label}: „${text}“ lässt sich nicht als Tage lesen.`,
  clamped: (label, asked, taken) =>
    `${label}: ${asked} liegt außerhalb des Reglers; genommen wird ${taken}.`,
  noSeed: (text) => `„${text}“ ist kein Seed; nötig ist eine ganze Zahl.`,
  noPatient: (text, last) => `„${text}“ gibt es nicht; die Personen haben die Nummern 0 bis ${last}.`,
  noTrial:
    "Die Zeile Python öffnet das Modell im Verlauf und lässt die Studie weg; deren Arme und " +
    "Personen stehen bei der Abbildung im Notebook.",
  noPinned: "Der gemerkte Lauf ließ sich nicht berechnen.",
};
