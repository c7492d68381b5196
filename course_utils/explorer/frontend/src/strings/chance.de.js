/** What is said where a model runs by chance, in German. */

/** @import {english} from "./chance.en.js" */

/** @type {typeof english} */
export const german = {
  chart: (title) => `Viele Läufe nach Zufall: ${title}. Der Text darunter sagt, was sie zeigen.`,
  single: "einzelne Läufe",
  band: "9 von 10 Läufen",
  median: "Median",
  mean: "Mittel (Gleichungen)",
  own: "dein Lauf",
  number: "Anzahl",
  noneLeft: "keine übrig",
  noneLeftOf: (title) =>
    `Anteil der Läufe, in denen nichts übrig ist: ${title}. Der Text darunter sagt, was er zeigt.`,
  seed: "Dein Seed",
  another: "Neuer Seed",
  seedBox: "Dein Seed: gib eine ganze Zahl von 0 bis 9.007.199.254.740.991 ein.",
  classroom:
    "Im Kurs nehmen alle einen anderen Seed und sagen: ausgelöscht oder nicht. " +
    "Zusammengezählt sind eure Läufe eine solche Menge.",
  running: "Die Läufe sind unterwegs.",
  eliminated: (lost, runs, percent, day) =>
    `Ausgelöscht bis Tag ${day}: ${lost} von ${runs} Läufen (${percent} %).`,
  spread: (label, median, low, high, mean) =>
    `${label} am Ende: der Median ist ${median}, 9 von 10 Läufen liegen zwischen ${low} und ` +
    `${high}, und das Mittel der Gleichungen ist ${mean}.`,
  ownLost: (seed, day) => `Dein Lauf mit Seed ${seed}: ausgelöscht an Tag ${day}.`,
  ownLeft: (seed, left, label, day) =>
    `Dein Lauf mit Seed ${seed}: nicht ausgelöscht, ${left} ${label} an Tag ${day}.`,
  ownUncounted: (seed, day) => `Dein Lauf mit Seed ${seed}: bis Tag ${day} nicht ausgelöscht.`,
  table: "Viele Läufe nach Zufall",
  low: "5 % der Läufe darunter",
  high: "95 % der Läufe darunter",
  noChance: (model) =>
    `Das Modell „${model}“ läuft nicht nach Zufall: keiner seiner Zustände wird gezählt.`,
  notWhole: (label, number) =>
    `${label}: ${Number(number.toPrecision(6))} einzelne, aber zählen lassen sich nur ganze.`,
  jump: (process, state, by) =>
    `Ein Ereignis von „${process}“ würde „${state}“ um ${by} ändern; Gezähltes ändert sich um ` +
    "ganze Zahlen und verliert eines auf einmal.",
  tooMany: (label, number, most) =>
    `${label}: ${number} einzelne sind zu viele, um jedem zu folgen (höchstens ${most}); ` +
    "unter so vielen gleicht sich der Zufall aus.",
  tooManyEvents: (t, most) =>
    `An Tag ${t.toPrecision(3)} hat ein Lauf ${most} Ereignisse erreicht: es sind so viele, dass ` +
    "sich der Zufall ausgleicht. Nimm weniger Tage oder einen kleineren Anfang.",
};
