/** What is said where processes are taken out of a model, in German. */

/** @import {english} from "./knockout.en.js" */

const and = (/** @type {string[]} */ names) => names.join(" und ");
const claims = (/** @type {number} */ n) => (n === 1 ? "1 Aussage" : `${n} Aussagen`);

/** @type {typeof english} */
export const german = {
  intro:
    "Nimm bei einem Vorgang das Häkchen weg, und das Modell muss ohne ihn auskommen. " +
    "Das ganze Modell bleibt gepunktet stehen.",
  processes: "Vorgänge",
  makes: (states) => `erzeugt ${and(states)}`,
  removes: (states) => `entfernt ${and(states)}`,
  converts: (from, to) => `macht aus ${and(from)} ${and(to)}`,
  restore: "Alle zurück",
  whole: (count) =>
    count
      ? `Das Modell ist ganz, und ${count === 1 ? "seine Aussage gilt" : `seine ${count} Aussagen gelten`}.`
      : "Das Modell ist ganz.",
  unknown: "Für dieses Modell ist nicht untersucht, welche Aussagen fallen.",
  noClaims: "Über dieses Modell wird nichts ausgesagt.",
  tally: (process, falls, lost, holds) => {
    if (!falls && !lost) return `Ohne ${process} gilt noch jede Aussage.`;
    const parts = [
      ...(falls ? [`${claims(falls)} ${falls === 1 ? "fällt" : "fallen"}`] : []),
      ...(lost
        ? [`${claims(lost)} ${lost === 1 ? "lässt" : "lassen"} sich nicht mehr berechnen`]
        : []),
      ...(holds ? [`${claims(holds)} ${holds === 1 ? "gilt" : "gelten"} noch`] : []),
    ];
    return `Ohne ${process}: ${parts.join(", ")}.`;
  },
  severally: (processes) =>
    `Ohne ${processes.join(" und ohne ")}: geprüft wurden die Aussagen, wenn jeweils ein Vorgang ` +
    "fehlt; darum steht hier, was ohne jeden einzelnen fällt.",
  falls: (number) => `${number} fällt`,
  lost: (number) => `${number} lässt sich nicht berechnen`,
  holds: (number) => `${number} gilt noch`,
  values:
    "Geprüft wurden die Aussagen mit den eigenen Zahlen des Modells, über die Tage, die jede nennt, " +
    "wo auch immer die Regler stehen.",
};
