/** Every word that the figure says, in German. */

import { german as branches } from "./branches.de.js";
import { german as chance } from "./chance.de.js";
import { german as download } from "./download.de.js";
import { german as fit } from "./fit.de.js";
import { german as knockout } from "./knockout.de.js";
import { german as predict } from "./predict.de.js";
import { german as share } from "./share.de.js";
import { german as sound } from "./sound.de.js";
import { german as space } from "./space.de.js";
import { german as trial } from "./trial.de.js";

/** @import {en} from "./en.js" */

const list = (/** @type {string[]} */ names) => (names.length ? names.join(", ") : "nichts");

/** @type {typeof en} */
export const de = {
  /** How numbers are written. */
  locale: "de",
  kinds: {
    value: "Parameter oder Zustand",
    parameter: "Parameter",
    state: "Zustand",
    treatment: "Behandlung",
    process: "Vorgang, der sich herausnehmen lässt",
  },
  whats: {
    start: (name) => `Der Startwert von „${name}“`,
    parameter: (name) => `Der Parameter „${name}“`,
    day: "Jedes Ende von days",
    from: (label) => `${label}: der erste Tag`,
    to: (label) => `${label}: der letzte Tag`,
    dose: (label) => `${label}: ein Tag`,
    amount: (label) => `${label}: die Dosis`,
    action: (name) => `Die Zeit der Aktion auf „${name}“`,
    actionValue: (name) => `Der Wert der Aktion auf „${name}“`,
  },
  errors: {
    unknown: (kind, name, model, valid) =>
      `Im Modell „${model}“ heißt nichts „${name}“ (${kind}). Es gibt: ${list(valid)}.`,
    notANumber: (what, value) => `${what} muss eine endliche Zahl sein, gegeben ist ${value}.`,
    negative: (what, value) => `${what} ist ${value}, darf aber nicht negativ sein; ab 0 geht es.`,
    days: "days müssen zwei Zahlen sein: der erste und der letzte Tag.",
    backwards: (first, last) =>
      `Der Lauf ginge von Tag ${first} bis Tag ${last}; er muss enden, nachdem er beginnt.`,
    points: (points) => `points ist ${points}; nötig ist eine ganze Zahl, mindestens 2.`,
    needsWindow: (label) => `${label}: dauert eine Weile und braucht die Tage „from“ und „to“.`,
    needsDoses: (label) => `${label}: wird in Dosen gegeben und braucht mindestens einen Tag in „at“.`,
    window: (label, from, to) =>
      `${label}: beginnt an Tag ${from} und endet an Tag ${to}; das Ende muss nach dem Anfang kommen.`,
    early: (label, day, first) =>
      `${label}: eine Dosis an Tag ${day} kommt, bevor der Lauf an Tag ${first} beginnt.`,
    overlap: (label, a, b) =>
      `${label}: zwei Zeiträume überschneiden sich, Tag ${a.from} bis ${a.to} und Tag ${b.from} bis ` +
      `${b.to}; der zweite soll beginnen, wenn der erste vorbei ist.`,
    action: (action) =>
      `Die Aktion ${action} ist unvollständig; sie braucht t, op (add, scale oder set), value und ` +
      "entweder state oder parameter.",
    operation: (op) => `Die Operation „${op}“ ist unbekannt; es gibt add, scale und set.`,
    actionNegative: (name, t) => `Die Aktion auf „${name}“ an Tag ${t} würde es negativ machen.`,
    effect: (label) =>
      `Mit diesen Werten täte eine Dosis von „${label}“ etwas Unmögliches; ` +
      "versuche Werte näher an den Vorgaben.",
    belowZero: (label) =>
      `${label} ist unter null gefallen, darum wird dieser Lauf nicht gezeigt; ` +
      "versuche Werte näher an den Vorgaben.",
    tooHard: {
      steps: (t) =>
        "Mit diesen Werten ändern sich die Gleichungen zu schnell, um hier über Tag " +
        `${t.toPrecision(3)} hinaus gelöst zu werden; versuche Werte näher an den Vorgaben.`,
      step: (t) =>
        `Mit diesen Werten lässt sich um Tag ${t.toPrecision(3)} nicht genau genug rechnen; ` +
        "versuche Werte näher an den Vorgaben.",
      number: (t) =>
        `Mit diesen Werten ergeben die Gleichungen um Tag ${t.toPrecision(3)} keine Zahl; ` +
        "versuche Werte näher an den Vorgaben.",
    },
    seed: (seed) => `Der Seed ist ${seed}; nötig ist eine ganze Zahl von 0 bis 2**53 - 1.`,
    runs: (runs) => `runs ist ${runs}; nötig ist eine ganze Zahl, mindestens 1.`,
    box: (label, low, high, unit) =>
      `${label}: gib eine Zahl von ${low} bis ${high}${unit && ` ${unit}`} ein.`,
    windowBox: (label) => `${label}: gib für jeden Tag eine Zahl ein.`,
    doseBox: (label) => `${label}: gib die Tage als Zahlen mit Kommas dazwischen ein.`,
    doseSize: (label) => `${label}: gib die Größe einer Dosis ein, mindestens 0.`,
    part: "Dieser Teil ließ sich nicht laden; versuche es wieder, wenn die Seite erreichbar ist.",
    broken: "Diese Abbildung ließ sich nicht starten und zeigt darum ihr Bild.",
  },
  labels: {
    day: "Tag",
    days: "Zeit (Tage)",
    pinned: "gemerkt",
    scenarios: "Szenarien",
    settings: "Einstellungen",
    more: "Weitere Parameter",
    moreChanged: (count) => `Weitere Parameter, ${count} geändert`,
    treatments: "Behandlungen",
    start: (label) => `${label} am Anfang`,
    number: (label) => `${label}, als Zahl`,
    from: "von Tag",
    to: "bis",
    at: "an den Tagen",
    dose: "Dosis",
    fromOf: (label) => `${label}: von Tag`,
    toOf: (label) => `${label}: bis Tag`,
    atOf: (label) => `${label}: an den Tagen`,
    doseOf: (label) => `${label}: Dosis`,
    add: (label, window) => `${label}: ${window ? "einen Zeitraum" : "eine Dosis"} hinzufügen`,
    remove: (label, window) =>
      `${label}: ${window ? "diesen Zeitraum" : "die letzte Dosis"} entfernen`,
    tools: "Werkzeuge",
    reset: "Zurücksetzen",
    pin: "Lauf merken",
    unpin: "Vergessen",
    log: "Log-Achse",
    table: "Tabelle",
    tableOf: (title) => `${title}: Werte im Verlauf`,
    chart: (title) => `Diagramm: ${title}. Der Text darunter sagt, was es zeigt.`,
    key: "Legende",
    views: "Ansicht",
    time: "Im Verlauf",
    phase: "Karte der Schicksale",
    chance: "Nach Zufall",
    trial: "Studie",
    map: (title, across, upwards) =>
      `Karte: ${title}. Quer ${across}, nach oben ${upwards}. Der Text darunter sagt, was sie zeigt.`,
    standStill: (label) => `${label} stehen still`,
    watershed: "Wasserscheide",
    stable: "Stabil",
    unstable: "Instabil",
    path: "Dieser Lauf",
    treated: "Unter Behandlung",
    startOnMap: "Start des Laufs auf der Karte; Pfeiltasten bewegen ihn",
    hint: "Neuer Start: Karte antippen oder ◆ ziehen",
    steadyStates: "Ruhelagen",
    point: "Punkt",
    kind: "Art",
    rates: "Wie Störungen wachsen oder vergehen (pro Tag)",
  },
  steady: {
    stableNode: "stabiler Knoten",
    stableSpiral: "stabiler Strudel",
    saddle: "Sattel, instabil",
    unstableNode: "instabiler Knoten",
    unstableSpiral: "instabiler Strudel",
  },
  strip: {
    nth: (label, n) => (n ? `${label} (${n})` : label),
    from: (label) => `Anfang: ${label}`,
    to: (label) => `Ende: ${label}`,
    whole: (label) => `Anfang und Ende zusammen: ${label}`,
    dose: (label, n, count) =>
      count > 1 ? `Dosis ${n} von ${count}: ${label}` : `Dosis: ${label}`,
    onDay: (day) => `Tag ${day}`,
    fromTo: (from, to) => `Tag ${from} bis Tag ${to}`,
    given: (courses) => {
      const spans = courses.map((course) => {
        if ("from" in course) return `${course.from} bis ${course.to}`;
        const { at } = course;
        if (at.length < 7) return at.join(", ");
        return `${Math.min(...at)} bis ${Math.max(...at)} (${at.length} Dosen)`;
      });
      return spans.length ? `Tag ${spans.join(", ")}` : "nicht gegeben";
    },
  },
  readout: {
    misses: (points, sum) =>
      `Die Kurve verfehlt die ${points} gemessenen Punkte um eine Quadratsumme von ${sum} (der Logarithmen).`,
    series: (label, peak, day, final) =>
      `${label}: höchstens ${peak} an Tag ${day}, am Ende ${final}.`,
    arrived: (start, day, point, kind) =>
      `Begonnen bei ${start}, ist der Lauf an Tag ${day} in Punkt ${point} (${kind}).`,
    onItsWay: (start, day, end) =>
      `Begonnen bei ${start}, ist der Lauf an Tag ${day} noch unterwegs, bei ${end}.`,
    steady: (point, kind, levels, onMap) =>
      `${point}, ${kind}: ${levels}${onMap ? "" : ", außerhalb der Karte"}.`,
    noSteady: "Nirgends kommt etwas zur Ruhe.",
    moreSteady: (count) => `${count} weitere stehen in der Tabelle.`,
  },
  sound: {
    name: "Klang",
  },
  changes: {
    moved: (label, was, is) => `${label}: von ${was} auf ${is}.`,
    given: (label, courses) => `${label}: ${courses}.`,
    ending: (was, is) => `Der Ausgang war ${was} und ist jetzt ${is}.`,
    many: (count) => `${count} Einstellungen haben sich geändert.`,
  },
  share: {
    share: "Teilen",
    download: "Laden",
    story: "Szenarien der Reihe nach",
    previous: "Zurück",
    next: "Weiter",
    nth: (n, count) => `${n} von ${count}`,
    none: (count) => `${count} Szenarien`,
    told: (n, count, label, look) => `Szenario ${n} von ${count}, ${label}: ${look}`,
  },
  knockout: {
    tool: "Zerlegen",
    whole: "ganzes Modell",
    without: (labels) => `Dies ist das Modell ohne ${labels.join(" und ohne ")}.`,
  },
  fit: {
    tool: "Anpassen",
  },
};

/** What the parts say. */
export const parts = {
  branches,
  chance,
  download,
  fit,
  knockout,
  predict,
  share,
  sound,
  space,
  trial,
};
