/**
 * Solve y' = f(y) with the method of Dormand and Prince, order 5(4): adaptive steps held by a PI
 * controller, and dense output of order 4 on the caller's times.
 *
 * Formulas: Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, II.4-II.6.
 */

// Errors are held relative to each value. The floor is far below any count of cells, because a
// population that fell to 1e-30 may regrow; it only keeps exact zeros from asking the impossible.
export const RELATIVE = 1e-10;
const ABSOLUTE = 1e-100;
const SAFETY = 0.9;
const BETA = 0.04; // weight of the previous error in the choice of the next step
const EXPONENT = 0.2 - 0.75 * BETA;
const SHRINK_MOST = 0.2;
const GROW_MOST = 8;

/** What the method refuses: the reader is told in words, elsewhere. */
export class TooHard extends Error {
  /** @param {"steps" | "step" | "number"} reason @param {number} t */
  constructor(reason, t) {
    super(reason);
    this.reason = reason;
    this.t = t;
  }
}

/**
 * Integrate from `t0` to `t1`, leaving the state at `t1` in `y`.
 *
 * @param {(y: Float64Array, slope: Float64Array) => void} f
 * @param {number} t0
 * @param {number} t1
 * @param {Float64Array} y
 * @param {ArrayLike<number>} times rising, within [t0, t1]
 * @param {(index: number, values: Float64Array) => void} emit called with each of `times`
 * @param {{steps: number}} budget steps that may still be tried; counted down
 * @param {number} [relative] error that is allowed, as a share of each value
 */
export function integrate(f, t0, t1, y, times, emit, budget, relative = RELATIVE) {
  const size = y.length;
  const row = () => new Float64Array(size);
  const [k1, k2, k3, k4, k5, k6, k7, stage, next, value] = Array.from({ length: 10 }, row);
  let t = t0;
  let index = 0;
  let previous = 1e-4;
  let rejected = false;

  while (index < times.length && times[index] === t0) emit(index++, y);
  f(y, k1);
  let h = firstStep(y, k1, t1 - t0);

  while (t < t1) {
    if (budget.steps-- <= 0) throw new TooHard("steps", t);
    // A last step that would leave a sliver takes the sliver with it.
    const last = t + 1.0000001 * h >= t1;
    if (last) h = t1 - t;
    if (t + h === t) throw new TooHard("step", t);

    for (let i = 0; i < size; i++) stage[i] = y[i] + h * 0.2 * k1[i];
    f(stage, k2);
    for (let i = 0; i < size; i++) stage[i] = y[i] + h * ((3 / 40) * k1[i] + (9 / 40) * k2[i]);
    f(stage, k3);
    for (let i = 0; i < size; i++) {
      stage[i] = y[i] + h * ((44 / 45) * k1[i] - (56 / 15) * k2[i] + (32 / 9) * k3[i]);
    }
    f(stage, k4);
    for (let i = 0; i < size; i++) {
      stage[i] =
        y[i] +
        h *
          ((19372 / 6561) * k1[i] -
            (25360 / 2187) * k2[i] +
            (64448 / 6561) * k3[i] -
            (212 / 729) * k4[i]);
    }
    f(stage, k5);
    for (let i = 0; i < size; i++) {
      stage[i] =
        y[i] +
        h *
          ((9017 / 3168) * k1[i] -
            (355 / 33) * k2[i] +
            (46732 / 5247) * k3[i] +
            (49 / 176) * k4[i] -
            (5103 / 18656) * k5[i]);
    }
    f(stage, k6);
    for (let i = 0; i < size; i++) {
      next[i] =
        y[i] +
        h *
          ((35 / 384) * k1[i] +
            (500 / 1113) * k3[i] +
            (125 / 192) * k4[i] -
            (2187 / 6784) * k5[i] +
            (11 / 84) * k6[i]);
    }
    f(next, k7);

    let error = 0;
    for (let i = 0; i < size; i++) {
      const estimate =
        h *
        ((71 / 57600) * k1[i] -
          (71 / 16695) * k3[i] +
          (71 / 1920) * k4[i] -
          (17253 / 339200) * k5[i] +
          (22 / 525) * k6[i] -
          (1 / 40) * k7[i]);
      const scale = ABSOLUTE + relative * Math.max(Math.abs(y[i]), Math.abs(next[i]));
      const ratio = Math.abs(estimate) / scale;
      // The largest of all states, so that none hides behind the others; NaN must win too.
      if (!(ratio <= error)) error = ratio;
    }
    if (!Number.isFinite(error)) {
      // A trial step left the region where the equations make sense: look closer.
      h *= 0.1;
      if (h < 1e-12 * (t1 - t0)) throw new TooHard("number", t);
      rejected = true;
      continue;
    }
    const factor = Math.pow(error, EXPONENT) / SAFETY;
    if (error > 1) {
      h /= Math.min(1 / SHRINK_MOST, factor);
      rejected = true;
      continue;
    }

    const end = last ? t1 : t + h;
    for (; index < times.length && times[index] <= end; index++) {
      if (times[index] === end) {
        emit(index, next);
        continue;
      }
      const x = (times[index] - t) / h;
      for (let i = 0; i < size; i++) {
        const rise = next[i] - y[i];
        const bend = h * k1[i] - rise;
        const twist =
          h *
          ((-12715105075 / 11282082432) * k1[i] +
            (87487479700 / 32700410799) * k3[i] -
            (10690763975 / 1880347072) * k4[i] +
            (701980252875 / 199316789632) * k5[i] -
            (1453857185 / 822651844) * k6[i] +
            (69997945 / 29380423) * k7[i]);
        const curve = rise - h * k7[i] - bend;
        value[i] = y[i] + x * (rise + (1 - x) * (bend + x * (curve + (1 - x) * twist)));
      }
      emit(index, value);
    }
    t = end;
    y.set(next);
    k1.set(k7);
    const most = rejected ? 1 : GROW_MOST;
    h *= Math.min(most, Math.max(SHRINK_MOST, Math.pow(previous, BETA) / factor));
    previous = Math.max(error, 1e-4);
    rejected = false;
  }
}

/**
 * @param {Float64Array} y
 * @param {Float64Array} slope
 * @param {number} span
 */
export function firstStep(y, slope, span) {
  let h = 1e-3 * span;
  for (let i = 0; i < y.length; i++) {
    const pace = Math.abs(y[i] / slope[i]);
    if (pace > 0) h = Math.min(h, 0.01 * pace);
  }
  return Math.max(h, 1e-9 * span);
}
