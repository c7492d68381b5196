/** A verdict on a guess, as sentences. */

import { overall, shapeOf, verdict } from "../../engine/verdict.js";
import { words } from "../../strings/predict.js";
import { brief, withUnit } from "../format.js";

/** @import {Answer} from "../../types.js" */
/** @import {Grade} from "../../engine/verdict.js" */

/** @typedef {{about: string, grade: Grade | null, sentence: string}} Line */
/** @typedef {{headline: string, lines: Line[]}} Judgement */

const FACTOR_WORTH_TELLING = 10_000;

/**
 * @param {{heights: number[] | null, run: number[], outcome: string | null, answer: string,
 *   answers: Answer[], value: (height: number) => number, final: number, unit: string,
 *   days: [number, number]}} guess
 *   `run` holds heights as the sketch does; `value` makes a number of one; `final` is the run's
 * @returns {Judgement}
 */
export function judge({ heights, run, outcome, answer, answers, value, final, unit, days }) {
  const lines = /** @type {Line[]} */ ([]);
  const span = days[1] - days[0];
  // Of many days, a hand means whole ones.
  const digits = span > 20 ? 0 : 1;
  const day = (/** @type {number} */ share) => Number((days[0] + share * span).toFixed(digits));
  if (heights) {
    const drawn = value(heights[heights.length - 1]);
    const { shape, timing, end } = verdict(heights, run, [drawn, final]);
    lines.push({
      about: words.about.shape,
      grade: shape.grade,
      sentence: words.shape(shape.guess, shape.run),
    });
    if (timing) {
      const { kind, run: when, guess, grade } = timing;
      const sentence =
        guess === null
          ? words.timingOnly(kind, brief(day(when)))
          : words.timing(kind, day(when), day(guess));
      lines.push({ about: words.about.timing, grade, sentence });
    }
    const factor = end.factor ?? 1;
    const off = Math.max(factor, 1 / factor);
    const times =
      end.grade !== "close" && end.factor !== null && off < FACTOR_WORTH_TELLING
        ? words.times(brief(off, 2), factor < 1)
        : "";
    lines.push({
      about: words.about.end,
      grade: end.grade,
      sentence: `${words.end(withUnit(Number(drawn.toPrecision(2)), unit), withUnit(final, unit))}${times}.`,
    });
  }
  if (answer) {
    const shape = shapeOf(run);
    const right = answers.filter((each) =>
      each.outcome ? each.outcome === outcome : each.shape === shape.name,
    );
    const hit = right.some(({ label }) => label === answer);
    const other = right.length ? words.other(answer, right[0].label) : words.none(answer, shape);
    lines.push({
      about: words.about.answer,
      grade: hit ? "close" : "far",
      sentence: hit ? words.chosen(answer) : other,
    });
  }
  const grades = lines.flatMap(({ grade }) => (grade ? [grade] : []));
  return { headline: words.overall[overall(grades)], lines };
}
