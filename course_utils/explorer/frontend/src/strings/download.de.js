/** What is said where a figure is downloaded, and in what is downloaded, in German. */

/** @import {english} from "./download.en.js" */

/** @type {typeof english} */
export const german = {
  group: "Laden, was die Abbildung jetzt zeigt",
  png: "Bild (PNG)",
  pngHint: "für Folien und Texte",
  svg: "Zeichnung (SVG)",
  svgHint: "Linien, die in jeder Größe scharf bleiben",
  csv: "Zahlen (CSV)",
  csvHint: "für eine Tabelle oder ein Programm",
  sbml: "Modell (SBML)",
  sbmlHint: "mit diesen Werten und Behandlungen, für andere Simulationsprogramme",
  done: (file) => `${file} liegt in deinen Downloads.`,
  failed: "Das ließ sich nicht schreiben; versuche es noch einmal.",
  noPicture:
    "Ein Bild der Studienkurven gibt es hier nicht: CSV enthält alle Personen, und in Python " +
    "zeichnet draw_survival die Kurven.",
  noSbml:
    "Für dieses Modell liegt hier keine SBML-Datei; in Python schreibt sbml(model, treatments) eine.",
  from: "Cold to Warm: Immunologie des Brustkrebses, die du laufen lassen kannst",
  dataFrom: "Die Zahlen beginnen in Zeile",
  model: "Modell",
  question: "Frage",
  setting: "Einstellung",
  unit: "Einheit",
  current: "Dieser Lauf",
  pinned: "Gemerkter Lauf",
  pinnedColumn: (column) => `${column}, gemerkt`,
  pinnedWith: (first) => `Gemerkt: ${first}`,
  notGiven: "nicht gegeben",
  window: (from, to) => `${from} bis ${to}`,
  dosed: (days, dose) => `${days} (jeweils mal ${dose})`,
  whole: "Tage",
};
