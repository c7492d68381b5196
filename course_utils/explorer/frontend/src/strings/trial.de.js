/** What is said where a figure shows a virtual trial, in German. */

/** @import {english} from "./trial.en.js" */

/** @type {typeof english} */
export const german = {
  chart: (event, title) =>
    `Überlebenskurven, bis ${event}: ${title}. Der Text darunter sagt, was sie zeigen.`,
  free: (event) => `ohne ${event}`,
  atRisk: "Noch beobachtet, ohne Ereignis",
  endpoint: "Bis",
  running: "Die Läufe sind unterwegs.",
  days: (n) => `${n} Tage`,
  notReached: "nicht erreicht",
  trial: (patients, label, event, medians) =>
    `${patients} ${label}, jede Person in jedem Arm. Mediane Zeit bis ${event}: ${medians}.`,
  median: (arm, days) => `${arm} ${days}`,
  compared: (arm, other, ratio, low, high, p) =>
    `${arm} gegen ${other}: Hazard Ratio ${ratio} (95-%-Intervall ${low} bis ${high}), ` +
    `Log-Rank-p ${p}.`,
  below: (p) => `unter ${p}`,
  is: (p) => `= ${p}`,
  nobody: (arm, other) => `${arm} gegen ${other}: es gibt keine Ereignisse zu vergleichen.`,
  note:
    "Die Regler bewegen die typische Person; die Arme werden behandelt, wie sie heißen. Bänder " +
    "sind 95-%-Intervalle. Die Hazard Ratio ist die einschrittige Log-Rank-Schätzung, " +
    "exp((O − E)/V), aus O gesehenen und E erwarteten Ereignissen. Sie nimmt die Arme für " +
    "verschiedene Menschen, wie in einer echten Studie; hier sind es dieselben.",
  same: "Dieselbe Person in jedem Arm",
  which: (last) => `Person (0 bis ${last})`,
  whichBox: (last) => `Person: gib eine ganze Zahl von 0 bis ${last} ein.`,
  pick: "Ein Klick auf eine Stufe einer Kurve wählt die Person, deren Ereignis sie ist.",
  course: (quantity, patient) =>
    `${quantity} der Person ${patient} in jedem Arm. Der Text darunter sagt, was es zeigt.`,
  happened: (arm, event, day) => `${arm}: ${event} an Tag ${day}`,
  never: (arm, event, day) => `${arm}: bis Tag ${day} nicht: ${event}`,
  patient: (patient, arms) => `Person ${patient}. ${arms}.`,
  numbers: (list) => `Die Zahlen dieser Person: ${list}.`,
  table: (event) => `Jede Person: Zeit bis ${event}`,
  columns: { patient: "Person", arm: "Arm", time: "Zeit (Tage)", event: "Ereignis" },
  timeTo: (event) => `${event}: Zeit (Tage)`,
  eventOf: (event) => `${event}: Ereignis (1) oder keins (0)`,
  yes: "ja",
  no: "nein",
  failed: (patient, arm, day) =>
    `Die Gleichungen ließen sich für Person ${patient} (${arm}) nach Tag ${day} nicht lösen; ` +
    "schieb die Regler ein wenig zurück.",
  negative: (label) => `${label}: manche hätten weniger als 0; schieb den Regler nach oben.`,
  tooMuch: (label, most) =>
    `${label}: manche hätten mehr als ${most}, was es nicht gibt; schieb den Regler nach unten.`,
};
