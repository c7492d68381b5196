/** What is said when a reader predicts before the model runs, in German. */

/** @import {Shape, ShapeName} from "../engine/verdict.js" */
/** @import {english} from "./predict.en.js" */

/** @type {Record<ShapeName, string>} */
const shapes = {
  rises: "steigt",
  falls: "fällt",
  level: "bleibt etwa gleich",
  peaks: "steigt und fällt dann wieder",
  rebounds: "fällt und kommt zurück",
  swings: "geht auf und ab",
};
const shape = (/** @type {Shape} */ { name, settles }) =>
  settles && (name === "rises" || name === "falls")
    ? `${shapes[name]} und flacht ab`
    : shapes[name];

/** @type {Record<"half" | "peak" | "dip" | "turn", string>} */
const moments = {
  half: "hat die Hälfte des Weges an",
  peak: "ist am höchsten an",
  dip: "ist am tiefsten an",
  turn: "kehrt zuerst um an",
};
const number = (/** @type {number} */ value) => value.toLocaleString("de");

/** @type {typeof english} */
export const german = {
  title: "Erst vorhersagen, dann sehen",
  draw: (label, first, last) =>
    `Zeichne den Verlauf von „${label}“ von Tag ${first} bis Tag ${last}: ziehe oder tippe über das Diagramm.`,
  drawOrChoose: (label, first, last) =>
    `Zeichne den Verlauf von „${label}“ von Tag ${first} bis Tag ${last}: ziehe oder tippe über das Diagramm. Oder wähle darunter eine Antwort, oder beides.`,
  waits: "Szenarien und Regler warten, bis das Modell gelaufen ist.",
  chart: (title) => `Leeres Diagramm: ${title}. Hier erscheint deine Vermutung.`,
  here: "Zeichne hier deine Vermutung",
  pad: "Deine Vermutung, Punkt für Punkt: Pfeiltasten bewegen einen Punkt auf und ab",
  point: (day) => `Deine Vermutung an Tag ${day}`,
  unset: "noch nicht gezeichnet",
  answers: "Was wird es sein?",
  show: "Zeig es mir",
  skip: "Überspringen",
  erase: "Von vorn",
  type: "Die Punkte lieber eintippen",
  box: (day) => `Tag ${day}`,
  boxError: (day, low, high, unit) =>
    `Tag ${day}: gib eine Zahl von ${low} bis ${high}${unit && ` ${unit}`} ein.`,
  nothing: "Zeichne erst eine Kurve oder überspringe das; beides ist in Ordnung.",
  nothingChosen:
    "Zeichne erst eine Kurve, wähle eine Antwort oder überspringe das; alles ist in Ordnung.",
  onwards: (reached, last) =>
    `Deine Kurve endet an Tag ${reached}: zeichne weiter bis Tag ${last}.`,
  guess: "deine Vermutung",
  guessOf: (label) => `deine Vermutung: ${label}`,
  again: "Noch einmal",
  clear: "Vermutung löschen",
  predict: "Erst vorhersagen",
  overall: {
    close: "Du hast es kommen sehen.",
    near: "Zum Teil, wie du dachtest.",
    far: "Das Modell ging einen anderen Weg. Aus Überraschungen lernt man am meisten.",
  },
  grades: { close: "getroffen", near: "beinahe", far: "anders" },
  about: { shape: "Form", timing: "Zeitpunkt", end: "Ende", answer: "Antwort" },
  shape: (guess, run) =>
    shape(guess) === shape(run)
      ? `Deine Kurve ${shape(guess)}, und die des Modells auch.`
      : `Deine Kurve ${shape(guess)}; die des Modells ${shape(run)}.`,
  timing: (kind, run, guess) => {
    const by = Number(Math.abs(guess - run).toFixed(1));
    const off = `${number(by)} ${by === 1 ? "Tag" : "Tage"} ${guess > run ? "später" : "früher"}`;
    return by
      ? `Das Modell ${moments[kind]} Tag ${number(run)}, deine Kurve ${moments[kind]} Tag ${number(guess)}: ${off}.`
      : `Das Modell ${moments[kind]} Tag ${number(run)}, und deine Kurve mit ihm.`;
  },
  timingOnly: (kind, run) => `Das Modell ${moments[kind]} Tag ${run}.`,
  end: (guess, run) => `Du endest bei ${guess}, das Modell bei ${run}`,
  times: (factor, above) => `: ${factor}-mal so ${above ? "viel" : "wenig"} wie bei dir`,
  chosen: (label) => `Du hast „${label}“ gewählt, und so ist es.`,
  other: (label, right) => `Du hast „${label}“ gewählt; im Modell ist es „${right}“.`,
  none: (label, run) =>
    `Du hast „${label}“ gewählt; hier ${shape(run)} das Modell, und das sagt keine der Antworten.`,
};
