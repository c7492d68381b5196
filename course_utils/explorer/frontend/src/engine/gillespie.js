/**
 * Gillespie's direct method: which event happens next, and when, one after another.
 *
 * The twin of `simulate/gillespie.py`, which explains it: the same draws in the same order, and
 * the same arithmetic in the same order. Whoever changes one changes both.
 */

/** @import {Machine} from "./program.js" */

export const MOST_EVENTS = 200_000;
const FIRST_STEP = 0.0625;
const SMALLEST_STEP = 1e-6;
const TOLERANCE = 1e-6;

/** A run follows too many individuals, or its rates are no numbers; told in words elsewhere. */
export class Lost extends Error {
  /** @param {"events" | "number"} reason @param {number} t */
  constructor(reason, t) {
    super(reason);
    this.reason = reason;
    this.t = t;
  }
}

/** How fast a run goes at one place. */
class Pace {
  /** @param {number} levels @param {number} jumps */
  constructor(levels, jumps) {
    this.slopes = new Float64Array(levels);
    // The same for each unit of the integral of the rates.
    this.byClock = new Float64Array(levels);
    this.paces = new Float64Array(jumps);
    this.total = 0;
  }
}

/** One run on its way. */
export class Walk {
  #machine;
  #draw;
  /** @type {number[]} */
  #levels = [];
  #step = FIRST_STEP;
  #wait;
  /** @type {{counted: [number, number, number][], shifts: [number, number][]}[]} */
  #effects;
  #span = 0;

  /**
   * @param {Machine} machine
   * @param {Float64Array} states changed in place
   * @param {(number | undefined)[]} singles of each state; undefined for a level
   * @param {[number, number][][]} changes for each process: place of a state, by how many
   * @param {number[]} sizes of a single one, for each process
   * @param {() => number} draw
   */
  constructor(machine, states, singles, changes, sizes, draw) {
    this.states = states;
    this.counts = states.map(() => 0);
    /** @type {number[]} */
    this.times = [];
    /** @type {number[]} */
    this.chosen = [];
    this.#machine = machine;
    this.#draw = draw;
    this.singles = singles;
    singles.forEach((single, i) => single === undefined && this.#levels.push(i));
    this.#effects = changes.map((jump, j) => ({
      counted: jump.flatMap(([i, by]) => {
        const single = singles[i];
        if (single === undefined) return [];
        return [/** @type {[number, number, number]} */ ([i, by, single])];
      }),
      shifts: jump.flatMap(([i, by]) =>
        singles[i] === undefined ? [/** @type {[number, number]} */ ([i, by * sizes[j]])] : [],
      ),
    }));
    const pace = () => new Pace(this.#levels.length, changes.length);
    this.pace = pace();
    this.after = pace();
    this.mean = new Float64Array(this.#levels.length);
    this.stages = [pace(), pace(), pace()];
    this.trial = states.slice();
    this.stepped = states.slice();
    this.ready = states.slice();
    this.#wait = -Math.log(draw());
  }

  /** @param {ArrayLike<number>} counts how many single ones there are of each counted state */
  count(counts) {
    this.singles.forEach((single, i) => {
      if (single === undefined) return;
      this.counts[i] = counts[i];
      this.states[i] = counts[i] * single;
    });
  }

  /**
   * Go on from one day to another, between which nothing is done to the patient.
   *
   * @param {number} start
   * @param {number} end
   * @param {ArrayLike<number>} times rising, from `start` on and before `end`
   * @param {(index: number, states: Float64Array) => void} emit called with each of `times`
   */
  follow(start, end, times, emit) {
    if (this.#levels.length) this.#flow(start, end, times, emit);
    else this.#leap(start, end, times, emit);
  }

  /** @type {Walk["follow"]} */
  #leap(t, end, times, emit) {
    const { states, pace } = this;
    let index = 0;
    for (;;) {
      this.#measure(pace, states);
      checkFinite(pace.total, t);
      const until = pace.total > 0 ? t + this.#wait / pace.total : Infinity;
      if (!(until < end)) break;
      while (index < times.length && times[index] < until) emit(index++, states);
      t = until;
      this.#happen(t);
    }
    while (index < times.length) emit(index++, states);
    this.#wait = Math.max(this.#wait - pace.total * (end - t), 0);
  }

  /** @type {Walk["follow"]} */
  #flow(t, end, times, emit) {
    const { states } = this;
    let index = 0;
    this.#measure(this.pace, states);
    while (t < end) {
      const { total } = this.pace;
      checkFinite(total, t);
      const left = end - t;
      const h = Math.min(this.#step, left);
      let event = total * h >= this.#wait && this.#nextEvent(h, left);
      let gained = 0;
      let error = 0;
      if (!event) {
        gained = this.#byTime(h, this.stepped);
        error = this.#error(h);
        if (!(error <= TOLERANCE) && h > SMALLEST_STEP) {
          this.#step = h / 2;
          continue;
        }
        if (gained > this.#wait) event = this.#nextEvent(h, left);
      }
      const until = event ? t + this.#span : h === left ? end : t + h;
      for (; index < times.length && times[index] < until; index++) {
        this.#byTime(times[index] - t, this.trial);
        emit(index, this.trial);
      }
      t = until;
      if (event) {
        states.set(this.ready);
        this.#measure(this.pace, states);
        this.#happen(t);
        this.#measure(this.pace, states);
      } else {
        states.set(this.stepped);
        this.#wait = Math.max(this.#wait - gained, 0);
        [this.pace, this.after] = [this.after, this.pace];
        if (error < TOLERANCE / 32 && h === this.#step) this.#step = 2 * h;
      }
    }
  }

  /** @param {number} t */
  #happen(t) {
    if (this.times.length >= MOST_EVENTS) throw new Lost("events", t);
    const { paces, total } = this.pace;
    const target = this.#draw() * total;
    let which = 0;
    let reached = paces[0];
    while (reached <= target) reached += paces[++which];
    this.times.push(t);
    this.chosen.push(which);
    const { counted, shifts } = this.#effects[which];
    for (const [i, by, single] of counted) {
      this.counts[i] += by;
      this.states[i] = this.counts[i] * single;
    }
    for (const [i, shift] of shifts) this.states[i] += shift;
    this.#wait = -Math.log(this.#draw());
  }

  /** @param {Pace} pace @param {Float64Array} states */
  #measure(pace, states) {
    pace.total = this.#machine.pace(states, pace.slopes, pace.paces);
  }

  /**
   * @param {Float64Array} to the states with the levels moved
   * @param {number} by
   * @param {Float64Array} slopes
   */
  #move(to, by, slopes) {
    const levels = this.#levels;
    to.set(this.states);
    for (let i = 0; i < levels.length; i++) to[levels[i]] += by * slopes[i];
  }

  /**
   * @param {Float64Array} to the states moved by a sixth of six times the mean of four slopes
   * @param {number} sixth
   * @param {Float64Array} a
   * @param {Float64Array} b
   * @param {Float64Array} c
   * @param {Float64Array} d
   */
  #moveMean(to, sixth, a, b, c, d) {
    for (let i = 0; i < a.length; i++) this.mean[i] = a[i] + 2 * b[i] + 2 * c[i] + d[i];
    this.#move(to, sixth, this.mean);
  }

  /**
   * @param {number} h
   * @param {Float64Array} to where the states at the end go
   * @returns {number} growth of the integral of the rates
   */
  #byTime(h, to) {
    const k1 = this.pace;
    const [k2, k3, k4] = this.stages;
    this.#move(to, 0.5 * h, k1.slopes);
    this.#measure(k2, to);
    this.#move(to, 0.5 * h, k2.slopes);
    this.#measure(k3, to);
    this.#move(to, h, k3.slopes);
    this.#measure(k4, to);
    const sixth = h / 6;
    this.#moveMean(to, sixth, k1.slopes, k2.slopes, k3.slopes, k4.slopes);
    return sixth * (k1.total + 2 * k2.total + 2 * k3.total + k4.total);
  }

  /** @param {number} h @returns {number} error of the step to `stepped`, estimated with `after` */
  #error(h) {
    const { after, states, stepped } = this;
    const k4 = this.stages[2];
    const levels = this.#levels;
    const sixth = h / 6;
    this.#measure(after, stepped);
    let error = sixth * Math.abs(k4.total - after.total);
    for (let i = 0; i < levels.length; i++) {
      const scale = Math.max(Math.abs(states[levels[i]]), Math.abs(stepped[levels[i]]));
      if (scale > 0) {
        error = Math.max(error, (sixth * Math.abs(k4.slopes[i] - after.slopes[i])) / scale);
      }
    }
    return error;
  }

  /**
   * @param {number} h
   * @param {number} left
   * @returns {boolean} whether an event is near; then `ready` has the states just before it
   */
  #nextEvent(h, left) {
    const wait = this.#wait;
    const [k1, k2, k3, k4] = [this.pace, ...this.stages];
    if (!byClock(k1)) return false;
    this.#move(this.ready, 0.5 * wait, k1.byClock);
    this.#measure(k2, this.ready);
    if (!byClock(k2)) return false;
    this.#move(this.ready, 0.5 * wait, k2.byClock);
    this.#measure(k3, this.ready);
    if (!byClock(k3)) return false;
    this.#move(this.ready, wait, k3.byClock);
    this.#measure(k4, this.ready);
    if (!byClock(k4)) return false;
    const sixth = wait / 6;
    const span = sixth * (1 / k1.total + 2 * (1 / k2.total) + 2 * (1 / k3.total) + 1 / k4.total);
    if (!(span <= 2 * h && span < left)) return false;
    this.#span = span;
    this.#moveMean(this.ready, sixth, k1.byClock, k2.byClock, k3.byClock, k4.byClock);
    return true;
  }
}

/** @param {Pace} pace @returns {boolean} whether anything happens at all */
function byClock({ slopes, byClock, total }) {
  for (let i = 0; i < slopes.length; i++) byClock[i] = slopes[i] / total;
  return total > 0;
}

/** @param {number} total @param {number} t */
function checkFinite(total, t) {
  if (!(total < Infinity)) throw new Lost("number", t);
}
