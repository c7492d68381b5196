/** What is said in figures in space, in German. */

/** @import {english} from "./space.en.js" */

/** @type {typeof english} */
export const german = {
  presets: { hot: "Heiß", excluded: "Ausgesperrt", cold: "Kalt" },
  meanings: {
    hot: "Heiß: Es sind viele T-Zellen, und sie erreichen den Kern.",
    excluded: "Ausgesperrt: Die T-Zellen drängen sich um den Tumor und bleiben draußen.",
    cold: "Kalt: Überall sind nur wenige T-Zellen.",
  },
  short: { c: "T-Zellen", u: "Tumor" },
  regions: {
    core: "Kern des Tumors",
    tumour: "Ganzer Tumor",
    rim: "Saum aus Stroma um ihn",
    stroma: "Alles Stroma",
    all: "Ganzes Quadrat",
  },
  patterns: "Muster und Behandlung",
  running: "Ablauf",
  play: "Abspielen",
  pause: "Anhalten",
  step: "Ein Tag weiter",
  restart: "Von vorn",
  speed: "Tempo",
  perSecond: (days) => (days === 1 ? "1 Tag pro Sekunde" : `${days} Tage pro Sekunde`),
  show: "Zeigen",
  section: "Wie im gefärbten Schnitt",
  kind: "Rechnen als",
  kinds: { field: "Dichten (Felder)", cells: "einzelne Zellen" },
  nucleus: "Tumorzelle",
  lymphocyte: "T-Zelle",
  none: "0",
  level: "T-Zellen; 1 ist, was gutes Stroma hält",
  share: "Anteil der Fläche, den Tumorzellen bedecken",
  onASite: "T-Zellen an einem Ort",
  profile: "Von der Mitte nach außen",
  distance: "Abstand von der Mitte (mm)",
  edge: "Rand",
  course: "Anteil des Tumors, der übrig ist",
  day: "Tag",
  inSpace: "im Raum",
  mixed: "durchmischt",
  placing: "Zellen setzen",
  hint: "Klicke auf die Karte, oder wähle hier eine Stelle.",
  what: "Was",
  across: "Von links nach rechts",
  down: "Von oben nach unten",
  place: "Hier setzen",
  add: (label) => `hinzufügen: ${label}`,
  remove: (label) => `wegnehmen: ${label}`,
  mm: (value) => `${value} mm von der Mitte`,
  table: "Tabelle",
  where: "wo",
  means: (day) => `Mittelwerte an Tag ${day}`,
  outset: "Tag 0: Die T-Zellen sind noch draußen. Drücke „Abspielen“, oder geh einen Tag weiter.",
  summary: (day, meaning, rim, ratio, left) =>
    `Tag ${day}. ${meaning} Der Saum hält das ${rim}-Fache von gutem Stroma, der Kern ${ratio} des ` +
    `Saums. Insgesamt ist ${left} des Tumors übrig.`,
  perCent: (number) => `${number} Prozent`,
  nearlyNothing: "weniger als 0,01 Prozent",
  map: (label, day, sentence) => `Karte: ${label}, Tag ${day}. ${sentence}`,
  profileSeen: (core, rim) =>
    `T-Zellen nach Abstand von der Mitte: ${core} im Kern, ${rim} im Saum.`,
  courseSeen: (space, mixed) =>
    `Anteil des Tumors, der übrig ist: ${space} im Raum, ${mixed} durchmischt.`,
  errors: {
    cells: (cells, few, most) =>
      `cells ist ${cells}; nötig ist eine ganze Zahl von ${few} bis ${most}.`,
    room: (radius, side) =>
      `Ein Tumor mit einem Radius von ${radius} mm passt nicht in ein Quadrat mit ${side} mm Seite.`,
    empty: (radius) =>
      `Der Tumor ist leer: Sein Radius von ${radius} mm ist kleiner, als das Gitter zeigen kann.`,
    outside: (side) =>
      `Diese Stelle liegt außerhalb des Quadrats, das ${side} mm breit ist; wähle eine darin.`,
  },
};
