/**
 * Follow many patients of one model side by side: each instruction of the program is done for all
 * of them before the next, which is several times faster than one patient after another.
 *
 * Each patient still has steps of his own. Method, controller and limits are those of `../dopri.js`
 * (order 5(4) by Dormand and Prince; Hairer, Nørsett, Wanner, Solving Ordinary Differential
 * Equations I, II.4-II.6), and with the same tolerance so are the results, but for rounding.
 */

import { firstStep, TooHard } from "../dopri.js";

/** @import {Block} from "../program.js" */

const ABSOLUTE = 1e-100;
const SAFETY = 0.9;
const BETA = 0.04;
const EXPONENT = 0.2 - 0.75 * BETA;
const SHRINK_MOST = 0.2;
const GROW_MOST = 8;
const LOG_LEAST = Math.log(1e-4); // of the previous error

// Of each stage the slopes before it; the last gives the value at the end of the step.
// prettier-ignore
const STAGES = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];

/**
 * Called with the values of a patient at one of the times.
 *
 * @callback Emit
 * @param {number} lane where the patient's numbers now stand in the registers
 * @param {number} patient
 * @param {number} index of the time
 * @param {Float64Array} values of the states
 * @returns {boolean} whether all is known of this patient, who then need not be followed on
 */

/** A crowd of patients, of whom the first `active` are on their way. */
export class Lanes {
  /**
   * @param {{steady: Block, moving: Block}} derivatives those that depend on a state apart
   * @param {Int32Array} stateRegisters
   * @param {Int32Array} slopes registers of the derivatives
   * @param {number} registers
   * @param {number} width how many patients there is room for
   * @param {number} relative error that is allowed, as a share of each value
   */
  constructor({ steady, moving }, stateRegisters, slopes, registers, width, relative) {
    this.steady = steady;
    this.moving = moving;
    this.stateRegisters = stateRegisters;
    this.slopes = slopes;
    this.width = width;
    this.relative = relative;
    this.size = stateRegisters.length;
    // One long row each: register by register, or state by state, of all patients.
    this.r = new Float64Array(registers * width);
    const rows = () => new Float64Array(this.size * width);
    this.y = rows();
    this.next = rows();
    this.k = Array.from({ length: 7 }, rows);
    const row = () => new Float64Array(width);
    this.t = row();
    this.h = row();
    this.before = row();
    this.rejected = new Uint8Array(width);
    this.final = new Uint8Array(width);
    this.known = new Uint8Array(width);
    this.index = new Int32Array(width);
    /** Which patient is where. */
    this.who = Int32Array.from({ length: width }, (_, i) => i);
    this.active = 0;
    this.value = new Float64Array(this.size);
    this.bends = new Float64Array(4 * this.size);
  }

  /**
   * Integrate all patients from `t0` to `t1`, leaving their states there in `y`; but for those of
   * whom all is `known`.
   *
   * @param {number} t0
   * @param {number} t1
   * @param {ArrayLike<number>} times rising, within [t0, t1)
   * @param {Emit} emit
   * @param {Int32Array} budgets steps that each may still try; counted down
   */
  integrate(t0, t1, times, emit, budgets) {
    const { size, width, y, k, r, t, h, who, index, value } = this;
    const slope = new Float64Array(size);
    this.active = width;
    for (let i = width - 1; i >= 0; i--) if (this.known[i]) this.#retire(i);
    execute(this.steady, r, width, this.active);
    this.#slopes(y, k[0]);
    for (let i = this.active - 1; i >= 0; i--) {
      for (let s = 0; s < size; s++) {
        value[s] = y[s * width + i];
        slope[s] = k[0][s * width + i];
      }
      t[i] = t0;
      h[i] = firstStep(value, slope, t1 - t0);
      this.before[i] = LOG_LEAST;
      this.rejected[i] = 0;
      index[i] = 0;
      if (times.length && times[0] === t0) {
        index[i] = 1;
        if (emit(i, who[i], 0, value)) this.#know(i);
      }
    }
    while (this.active > 0) {
      for (let i = 0; i < this.active; i++) {
        if (budgets[who[i]]-- <= 0) throw new Stuck("steps", t[i], who[i]);
        // A last step that would leave a sliver takes the sliver with it.
        this.final[i] = t[i] + 1.0000001 * h[i] >= t1 ? 1 : 0;
        if (this.final[i]) h[i] = t1 - t[i];
        if (t[i] + h[i] === t[i]) throw new Stuck("step", t[i], who[i]);
      }
      for (let stage = 1; stage < 7; stage++) this.#stage(stage);
      for (let i = this.active - 1; i >= 0; i--) this.#judge(i, t0, t1, times, emit);
    }
    // Everyone back to his place.
    for (let i = 0; i < width; i++) while (who[i] !== i) this.#swap(i, who[i]);
  }

  /** @param {number} to which slopes it gives */
  #stage(to) {
    const { y, h, next, active, k, size, width } = this;
    const [a, b, c, d, e, f] = STAGES[to - 1];
    const [k1, k2, k3, k4, k5, k6] = k;
    for (let s = 0; s < size; s++) {
      let j = s * width;
      // One pass each: what has been read is not written and read again.
      // prettier-ignore
      switch (to) {
        case 1: for (let i = 0; i < active; i++, j++) next[j] = y[j] + h[i] * (a * k1[j]); break;
        case 2: for (let i = 0; i < active; i++, j++) next[j] = y[j] + h[i] * (a * k1[j] + b * k2[j]); break;
        case 3: for (let i = 0; i < active; i++, j++) next[j] = y[j] + h[i] * (a * k1[j] + b * k2[j] + c * k3[j]); break;
        case 4: for (let i = 0; i < active; i++, j++) next[j] = y[j] + h[i] * (a * k1[j] + b * k2[j] + c * k3[j] + d * k4[j]); break;
        case 5: for (let i = 0; i < active; i++, j++) next[j] = y[j] + h[i] * (a * k1[j] + b * k2[j] + c * k3[j] + d * k4[j] + e * k5[j]); break;
        default: for (let i = 0; i < active; i++, j++) next[j] = y[j] + h[i] * (a * k1[j] + c * k3[j] + d * k4[j] + e * k5[j] + f * k6[j]);
      }
    }
    this.#slopes(next, k[to]);
  }

  /** @param {Float64Array} y @param {Float64Array} to */
  #slopes(y, to) {
    const { size, width, r, active } = this;
    for (let s = 0; s < size; s++) move(y, s * width, r, this.stateRegisters[s] * width, active);
    execute(this.moving, r, width, active);
    for (let s = 0; s < size; s++) move(r, this.slopes[s] * width, to, s * width, active);
  }

  /**
   * Take a patient's step, or let him try a smaller one.
   *
   * @param {number} i
   * @param {number} t0
   * @param {number} t1
   * @param {ArrayLike<number>} times
   * @param {Emit} emit
   */
  #judge(i, t0, t1, times, emit) {
    const { size, width, y, next, k, t, h, before, who, index, value } = this;
    const k1 = k[0];
    const k3 = k[2];
    const k4 = k[3];
    const k5 = k[4];
    const k6 = k[5];
    const k7 = k[6];
    const step = h[i];
    let error = 0;
    for (let s = 0, j = i; s < size; s++, j += width) {
      const estimate =
        step *
        ((71 / 57600) * k1[j] -
          (71 / 16695) * k3[j] +
          (71 / 1920) * k4[j] -
          (17253 / 339200) * k5[j] +
          (22 / 525) * k6[j] -
          (1 / 40) * k7[j]);
      const largest = Math.max(Math.abs(y[j]), Math.abs(next[j]));
      const ratio = Math.abs(estimate) / (ABSOLUTE + this.relative * largest);
      // The largest of all states, so that none hides behind the others; NaN must win too.
      if (!(ratio <= error)) error = ratio;
    }
    if (!Number.isFinite(error)) {
      // A trial step left the region where the equations make sense: look closer.
      h[i] *= 0.1;
      if (h[i] < 1e-12 * (t1 - t0)) throw new Stuck("number", t[i], who[i]);
      this.rejected[i] = 1;
      return;
    }
    // By logarithms, because powers take several times longer.
    const log = Math.log(error);
    if (error > 1) {
      h[i] /= Math.min(1 / SHRINK_MOST, Math.exp(EXPONENT * log) / SAFETY);
      this.rejected[i] = 1;
      return;
    }
    const end = this.final[i] ? t1 : t[i] + step;
    if (index[i] < times.length && times[index[i]] <= end) {
      const { bends } = this;
      // Once a step, because several times may lie within it.
      for (let s = 0, j = i, b = 0; s < size; s++, j += width) {
        const rise = next[j] - y[j];
        const bend = step * k1[j] - rise;
        bends[b++] = rise;
        bends[b++] = bend;
        bends[b++] = rise - step * k7[j] - bend;
        bends[b++] =
          step *
          ((-12715105075 / 11282082432) * k1[j] +
            (87487479700 / 32700410799) * k3[j] -
            (10690763975 / 1880347072) * k4[j] +
            (701980252875 / 199316789632) * k5[j] -
            (1453857185 / 822651844) * k6[j] +
            (69997945 / 29380423) * k7[j]);
      }
      for (; index[i] < times.length && times[index[i]] <= end; index[i]++) {
        const x = times[index[i]] === end ? 1 : (times[index[i]] - t[i]) / step;
        const z = 1 - x;
        for (let s = 0, j = i, b = 0; s < size; s++, j += width, b += 4) {
          value[s] =
            x === 1
              ? next[j]
              : y[j] +
                x * (bends[b] + z * (bends[b + 1] + x * (bends[b + 2] + z * bends[b + 3])));
        }
        if (emit(i, who[i], index[i], value)) return this.#know(i);
      }
    }
    t[i] = end;
    for (let s = 0, j = i; s < size; s++, j += width) {
      y[j] = next[j];
      k1[j] = k7[j];
    }
    const most = this.rejected[i] ? 1 : GROW_MOST;
    const growth = SAFETY * Math.exp(BETA * before[i] - EXPONENT * log);
    h[i] *= Math.min(most, Math.max(SHRINK_MOST, growth));
    before[i] = Math.max(log, LOG_LEAST);
    this.rejected[i] = 0;
    if (this.final[i]) this.#retire(i);
  }

  /** @param {number} i */
  #know(i) {
    this.known[this.who[i]] = 1;
    this.#retire(i);
  }

  /** Those who have arrived wait behind those who have not. @param {number} i */
  #retire(i) {
    this.#swap(i, --this.active);
  }

  /** @param {number} i @param {number} j */
  #swap(i, j) {
    if (i === j) return;
    const { width, r, y, next, k } = this;
    for (let base = 0; base < r.length; base += width) exchange(r, base + i, base + j);
    for (let base = 0; base < y.length; base += width) {
      exchange(y, base + i, base + j);
      exchange(next, base + i, base + j);
      for (const slopes of k) exchange(slopes, base + i, base + j);
    }
    for (const row of [this.t, this.h, this.before]) exchange(row, i, j);
    for (const row of [this.rejected, this.final, this.index, this.who]) exchange(row, i, j);
  }
}

/** What the method refuses, of which patient. */
export class Stuck extends TooHard {
  /** @param {"steps" | "step" | "number"} reason @param {number} t @param {number} patient */
  constructor(reason, t, patient) {
    super(reason, t);
    this.patient = patient;
  }
}

/** @param {Float64Array | Uint8Array | Int32Array} row @param {number} i @param {number} j */
function exchange(row, i, j) {
  const kept = row[i];
  row[i] = row[j];
  row[j] = kept;
}

/** @param {Float64Array} from @param {number} at @param {Float64Array} to @param {number} into @param {number} n */
function move(from, at, to, into, n) {
  for (let i = 0; i < n; i++) to[into + i] = from[at + i];
}

/**
 * Do a block's instructions, each for all patients before the next; see `execute` in `../program.js`.
 *
 * @param {Block} block
 * @param {Float64Array} r
 * @param {number} width
 * @param {number} n how many patients
 */
function execute({ op, target, a, b, c }, r, width, n) {
  for (let k = 0; k < op.length; k++) {
    const to = target[k] * width;
    const x = a[k] * width;
    const y = b[k] * width;
    // The case numbers are the places in OPERATIONS.
    // prettier-ignore
    switch (op[k]) {
      case 0: for (let i = 0; i < n; i++) r[to + i] = r[x + i] + r[y + i]; break;
      case 1: for (let i = 0; i < n; i++) r[to + i] = r[x + i] - r[y + i]; break;
      case 2: for (let i = 0; i < n; i++) r[to + i] = r[x + i] * r[y + i]; break;
      case 3: for (let i = 0; i < n; i++) r[to + i] = r[x + i] / r[y + i]; break;
      case 5: raise(r, to, x, b[k], n); break;
      default: {
        const z = c[k] * width;
        for (let i = 0; i < n; i++) r[to + i] = rare(op[k], r[x + i], r[y + i], r[z + i]);
      }
    }
  }
}

/** @param {Float64Array} r @param {number} to @param {number} x @param {number} power @param {number} n */
function raise(r, to, x, power, n) {
  if (power === 2) for (let i = 0; i < n; i++) r[to + i] = r[x + i] * r[x + i];
  else if (power === 4) {
    for (let i = 0; i < n; i++) {
      const square = r[x + i] * r[x + i];
      r[to + i] = square * square;
    }
  } else for (let i = 0; i < n; i++) r[to + i] = Math.pow(r[x + i], power);
}

/** @param {number} op @param {number} x @param {number} y @param {number} z */
function rare(op, x, y, z) {
  // prettier-ignore
  switch (op) {
    case 4: return -x;
    case 6: return Math.pow(x, y);
    case 7: return Math.exp(x);
    case 8: return Math.log(x);
    case 9: return Math.sqrt(x);
    case 10: return Math.abs(x);
    case 11: return Math.max(x, y);
    case 12: return Math.min(x, y);
    case 13: return x < y ? 1 : 0;
    case 14: return x <= y ? 1 : 0;
    case 15: return x > y ? 1 : 0;
    case 16: return x >= y ? 1 : 0;
    case 17: return x === y ? 1 : 0;
    case 18: return x !== 0 && y !== 0 ? 1 : 0;
    case 19: return x !== 0 || y !== 0 ? 1 : 0;
    case 20: return x === 0 ? 1 : 0;
    default: return x !== 0 ? y : z;
  }
}

/**
 * Take a block apart by what its instructions depend on.
 *
 * @param {Block} block
 * @param {Iterable<number>} registers that change
 * @returns {{steady: Block, moving: Block}} the instructions that do not depend on them, and the others
 */
export function parted(block, registers) {
  const changing = new Set(registers);
  const moving = [...block.op].map((_, i) => {
    const moves = operands(block, i).some((register) => changing.has(register));
    if (moves) changing.add(block.target[i]);
    return moves;
  });
  return {
    steady: chosen(block, (i) => !moving[i]),
    moving: chosen(block, (i) => moving[i]),
  };
}

/**
 * @param {Block} block
 * @param {Iterable<number>} registers that are wanted
 * @returns {{block: Block, reads: Set<number>}} the instructions that are needed for them, and what they read
 */
export function needed(block, registers) {
  const reads = new Set(registers);
  /** @type {Set<number>} */
  const wanted = new Set();
  for (let i = block.op.length - 1; i >= 0; i--) {
    if (!reads.has(block.target[i])) continue;
    wanted.add(i);
    for (const register of operands(block, i)) reads.add(register);
  }
  return { block: chosen(block, (i) => wanted.has(i)), reads };
}

const ONE = [4, 5, 7, 8, 9, 10, 20]; // operations of a single operand
const THREE = 21;

/** @param {Block} block @param {number} i @returns {number[]} the registers that an instruction reads */
function operands({ op, a, b, c }, i) {
  if (ONE.includes(op[i])) return [a[i]];
  return op[i] === THREE ? [a[i], b[i], c[i]] : [a[i], b[i]];
}

/** @param {Block} block @param {(i: number) => boolean} wanted @returns {Block} */
function chosen({ op, target, a, b, c }, wanted) {
  const some = (/** @type {any} */ row) => row.filter((/** @type {any} */ _, /** @type {number} */ i) => wanted(i));
  return { op: some(op), target: some(target), a: some(a), b: some(b), c: some(c) };
}
