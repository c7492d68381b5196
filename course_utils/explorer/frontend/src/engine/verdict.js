/**
 * What a sketch and a run have in common: their shape, when it happens, and where they end.
 *
 * Both are rows of places: heights on the chart's axis from 0 to 1, evenly spaced in time. So a
 * sketch is judged by what its reader saw, on an axis that counts evenly or in factors.
 */

/** How a curve may go. An answer that is offered may name one, so Python lists the same. */
export const SHAPES = /** @type {const} */ ([
  "rises",
  "falls",
  "level",
  "peaks",
  "rebounds",
  "swings",
]);

/** A hand trembles: what moves less than this share of the axis has not moved. */
const TREMOR = 0.05;
/** Who stays within a tremor of the end for this share of the time has settled there. */
const SETTLED = 0.25;
/** Shares of the axis, or of the time, by which a guess may be off. */
const CLOSE = 0.06;
const NEAR = 0.15;
/** Factors by which an end may be off; on a long axis of factors, a close place may be further. */
const CLOSE_FACTOR = 1.25;
const NEAR_FACTOR = 2;

/**
 * @typedef {ArrayLike<number>} Places
 * @typedef {(typeof SHAPES)[number]} ShapeName
 * @typedef {{name: ShapeName, settles: boolean, turns: number[]}} Shape
 *   `turns` are where it turns round, as places in the row
 * @typedef {"close" | "near" | "far"} Grade
 * @typedef {{shape: {guess: Shape, run: Shape, grade: Grade},
 *   timing: {kind: "half" | "peak" | "dip" | "turn", run: number, guess: number | null,
 *     grade: Grade | null} | null,
 *   end: {grade: Grade, factor: number | null}}} Verdict
 *   days of the timing as shares of the time; no guess where the sketch has another shape
 */

/** @param {Places} places @returns {Shape} */
export function shapeOf(places) {
  const turns = [];
  let [low, high, way, first] = [0, 0, 0, 0];
  for (let i = 1; i < places.length; i++) {
    if (places[i] > places[high]) high = i;
    if (places[i] < places[low]) low = i;
    if (way <= 0 && places[i] - places[low] >= TREMOR) {
      if (way) turns.push(low);
      first ||= 1;
      way = 1;
      high = i;
    } else if (way >= 0 && places[high] - places[i] >= TREMOR) {
      if (way) turns.push(high);
      first ||= -1;
      way = -1;
      low = i;
    }
  }
  const last = places.length - 1;
  let from = last;
  while (from > 0 && Math.abs(places[from - 1] - places[last]) <= TREMOR) from--;
  return { name: named(first, turns.length), settles: from <= last * (1 - SETTLED), turns };
}

/** @param {number} first way, up or down @param {number} turns @returns {ShapeName} */
function named(first, turns) {
  if (!first) return "level";
  if (turns > 1) return "swings";
  if (turns) return first > 0 ? "peaks" : "rebounds";
  return first > 0 ? "rises" : "falls";
}

/**
 * @param {Places} guess
 * @param {Places} run
 * @param {[number, number]} ends what both end at, in the unit of the quantity: guess, run
 * @returns {Verdict}
 */
export function verdict(guess, run, ends) {
  const shapes = { guess: shapeOf(guess), run: shapeOf(run) };
  return {
    shape: { ...shapes, grade: alike(shapes.guess, shapes.run) },
    timing: timing(guess, run, shapes),
    end: ending(guess[guess.length - 1] - run[run.length - 1], ends),
  };
}

/** The grade of all that could be compared together. @param {Grade[]} grades @returns {Grade} */
export function overall(grades) {
  const all = (/** @type {Grade} */ wanted) => grades.every((grade) => grade === wanted);
  if (all("close")) return "close";
  return all("near") || grades.includes("close") ? "near" : "far";
}

/** @param {Shape} guess @param {Shape} run @returns {Grade} */
function alike(guess, run) {
  if (guess.name === run.name) {
    const oneWay = guess.name === "rises" || guess.name === "falls";
    return oneWay && guess.settles !== run.settles ? "near" : "close";
  }
  // Who swings peaks or comes back too, and then does it again.
  const [a, b] = [guess.name, run.name].sort();
  return b === "swings" && (a === "peaks" || a === "rebounds") ? "near" : "far";
}

/** The moment by which each shape is timed. A level curve has none. */
const MOMENTS = /** @type {const} */ ({
  rises: "half",
  falls: "half",
  peaks: "peak",
  rebounds: "dip",
  swings: "turn",
});

/**
 * @param {Places} guess
 * @param {Places} run
 * @param {{guess: Shape, run: Shape}} shapes
 * @returns {Verdict["timing"]}
 */
function timing(guess, run, shapes) {
  const { name } = shapes.run;
  if (name === "level") return null;
  const kind = MOMENTS[name];
  const moment = (/** @type {Places} */ places, /** @type {Shape} */ { turns }) =>
    (kind === "half" ? halfWay(places) : turns[0]) / (places.length - 1);
  const when = moment(run, shapes.run);
  // Of curves that turn, the first turns can be compared; of others, only those of one shape.
  const comparable =
    shapes.guess.name === name || (kind === "turn" && alike(shapes.guess, shapes.run) === "near");
  if (!comparable) return { kind, run: when, guess: null, grade: null };
  const drawn = moment(guess, shapes.guess);
  return { kind, run: when, guess: drawn, grade: graded(Math.abs(drawn - when)) };
}

/** @param {Places} places @returns {number} where half of the way from start to end is done */
function halfWay(places) {
  const [first, last] = [places[0], places[places.length - 1]];
  for (let i = 0; i < places.length; i++) {
    if (Math.abs(places[i] - first) >= Math.abs(last - first) / 2) return i;
  }
  return places.length - 1;
}

/** @param {number} gap between the ends, as a share of the axis @param {[number, number]} ends */
function ending(gap, [guess, run]) {
  const factor = guess > 0 && run > 0 ? guess / run : null;
  const off = factor === null ? Infinity : Math.max(factor, 1 / factor);
  const apart = graded(Math.abs(gap));
  /** @type {Grade} */
  const grade =
    off <= CLOSE_FACTOR || apart === "close"
      ? "close"
      : off <= NEAR_FACTOR || apart === "near"
        ? "near"
        : "far";
  return { grade, factor };
}

/** @param {number} off share of the axis or of the time @returns {Grade} */
const graded = (off) => (off <= CLOSE ? "close" : off <= NEAR ? "near" : "far");
