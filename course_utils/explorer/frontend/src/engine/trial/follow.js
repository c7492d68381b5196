/** Follow virtual patients through the arms of a trial, and measure when the event happens. */

import { execute, Machine } from "../program.js";
import { begin, evenly } from "../run.js";
import { schedule } from "../schedule.js";
import { Lanes, needed, parted, Stuck } from "./lanes.js";

/** @import {Course, EndpointSpec, ModelSpec, TrialSpec, Values} from "../../types.js" */
/** @import {Columns} from "./population.js" */

/**
 * What a worker is told once, and then piece by piece; only what can be copied to it.
 *
 * @typedef {{model: ModelSpec, trial: Pick<TrialSpec, "days" | "points" | "endpoints">}} Plan
 * @typedef {{values: Values, treatments: Course[], columns: Columns, without: string[]}} ArmOfPiece
 *   `columns` are those of the patients of this piece; `without` names what is taken out
 * @typedef {{first: number, patients: number, arms: ArmOfPiece[]}} Piece
 * @typedef {{first: number, times: Float64Array[][], events: Uint8Array[][], failed: Failure | null}} Done
 *   by endpoint and then by arm
 * @typedef {{patient: number, arm: number, day: number}} Failure
 */

// Python's `cohort/runs.py` asks for 1e-8 and takes its time. With this a thousand patients of `il6`
// have their events within two seconds of it, in half the steps.
const RELATIVE = 1e-6;
const MOST_STEPS = 200_000;
const NEGATIVE = 1e-9;

/**
 * Called with what is measured of a patient at one of the times.
 *
 * @callback Watch
 * @param {number} patient
 * @param {number} index
 * @param {Float64Array} measured
 * @returns {boolean} whether all is known of this patient
 */

export class Follower {
  /** @type {Lanes | undefined} */
  #lanes;

  /** @param {Plan} plan */
  constructor({ model, trial }) {
    const { program } = model;
    this.model = model;
    this.trial = trial;
    this.machine = new Machine(
      program,
      model.states.map(({ name }) => name),
    );
    this.t = evenly(...trial.days, trial.points);
    /** What is measured. */
    this.names = [...new Set(trial.endpoints.map(({ of }) => of))];
    this.measured = this.names.map((name) => program.observables.out[name] ?? program.inputs[name]);
    this.observed = needed(this.machine.blocks.observables, this.measured);
  }

  /**
   * Follow patients under the same treatments.
   *
   * @param {number} count
   * @param {ArmOfPiece} arm
   * @param {Watch} watch
   */
  follow(count, { values, treatments, columns, without }, watch) {
    const { model, machine, t, observed, measured } = this;
    const { program, stateRegisters } = machine;
    const [first, last] = this.trial.days;
    const size = stateRegisters.length;
    const lanes = this.#room(count, without);
    const { r, y } = lanes;
    const actions = Array.from({ length: count }, (_, i) => {
      const start = begin(model, machine, { ...values, ...patient(columns, i) });
      machine.registers.forEach((value, register) => (r[register * count + i] = value));
      start.forEach((value, s) => (y[s * count + i] = value));
      return schedule(model, treatments, [first, last], machine.effects());
    });
    const act = (/** @type {number} */ day) => {
      for (let i = 0; i < count; i++) {
        for (const { t: at, state, parameter, op, value } of actions[i]) {
          if (at !== day) continue;
          const s = model.states.findIndex(({ name }) => name === state);
          const row = s < 0 ? r : y;
          const place = (s < 0 ? program.inputs[String(parameter)] : s) * count + i;
          const old = row[place];
          row[place] = op === "add" ? old + value : op === "scale" ? old * value : value;
          // Rounding may have left a state a trifle below zero; only an action can do more.
          if (row[place] < 0 && value < 0) throw new Stuck("number", day, i);
        }
      }
    };
    const one = machine.registers;
    const seen = new Float64Array(measured.length);
    const [low, high] = [new Float64Array(count * size), new Float64Array(count * size)];
    let from = 0;
    /** @type {import("./lanes.js").Emit} */
    const emit = (lane, who, index, now) => {
      for (const register of observed.reads) one[register] = r[register * count + lane];
      for (let s = 0; s < size; s++) {
        const k = who * size + s;
        const value = now[s];
        if (value < low[k]) low[k] = value;
        if (Math.abs(value) > high[k]) high[k] = Math.abs(value);
        one[stateRegisters[s]] = value < 0 ? 0 : value; // rounding dust
      }
      execute(observed.block, one);
      for (let m = 0; m < seen.length; m++) seen[m] = one[measured[m]];
      return watch(who, from + index, seen);
    };
    const budgets = new Int32Array(count).fill(MOST_STEPS);
    // Times are the same for everyone in an arm.
    const cuts = [...new Set([first, ...actions[0].map((action) => action.t), last])];
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [start, end] = [cuts[i], cuts[i + 1]];
      act(start);
      let to = from;
      while (to < t.length && t[to] < end) to++;
      lanes.integrate(start, end, t.subarray(from, to), emit, budgets);
      from = to;
    }
    act(last);
    for (let i = 0; i < count; i++) {
      if (lanes.known[i]) continue;
      emit(i, i, 0, Float64Array.from({ length: size }, (_, s) => y[s * count + i]));
    }
    const wrong = low.findIndex((value, k) => value < -NEGATIVE * high[k]);
    if (wrong >= 0) throw new Stuck("number", last, Math.floor(wrong / size));
  }

  /** @param {number} count @param {string[]} without @returns {Lanes} */
  #room(count, without) {
    const { machine } = this;
    const same = machine.removed.join() === without.join();
    machine.remove(without);
    if (!same || this.#lanes?.width !== count) {
      const { blocks, stateRegisters, slopes, registers } = machine;
      const derivatives = parted(blocks.derivatives, stateRegisters);
      const { length } = registers;
      this.#lanes = new Lanes(derivatives, stateRegisters, slopes, length, count, RELATIVE);
    }
    this.#lanes.known.fill(0);
    return this.#lanes;
  }

  /**
   * @param {ArmOfPiece} arm with the numbers of one patient
   * @param {string} name
   * @returns {Float64Array} the whole course of what is measured under that name
   */
  course(arm, name) {
    const row = new Float64Array(this.t.length);
    const which = this.names.indexOf(name);
    this.follow(1, arm, (_, index, seen) => {
      row[index] = seen[which];
      return false;
    });
    return row;
  }

  /** @param {Piece} piece @returns {Done} */
  do({ first, patients, arms }) {
    const { endpoints } = this.trial;
    const of = endpoints.map((endpoint) => this.names.indexOf(endpoint.of));
    const last = this.t[this.t.length - 1];
    /** @type {Done} */
    const done = { first, times: [], events: [], failed: null };
    done.times = endpoints.map(() => arms.map(() => new Float64Array(patients).fill(last)));
    done.events = endpoints.map(() => arms.map(() => new Uint8Array(patients)));
    arms.forEach((arm, a) => {
      const waits = endpoints.map((endpoint) => new Wait(endpoint, this.t, patients));
      try {
        this.follow(patients, arm, (who, index, seen) => {
          let all = true;
          for (let k = 0; k < endpoints.length; k++) {
            if (done.events[k][a][who]) continue;
            const day = waits[k].see(who, index, seen[of[k]]);
            if (day === null) all = false;
            else {
              done.times[k][a][who] = day;
              done.events[k][a][who] = 1;
            }
          }
          return all;
        });
      } catch (error) {
        if (!(error instanceof Stuck)) throw error;
        done.failed ??= { patient: first + error.patient, arm: a, day: error.t };
      }
    });
    return done;
  }
}

/** Waits for an event in many patients, along straight lines between the times. */
class Wait {
  /** @param {EndpointSpec} endpoint @param {Float64Array} t @param {number} patients */
  constructor(endpoint, t, patients) {
    this.endpoint = endpoint;
    this.t = t;
    this.nadir = new Float64Array(patients).fill(Infinity);
    this.before = new Float64Array(patients);
  }

  /**
   * @param {number} who
   * @param {number} index
   * @param {number} value of what is measured
   * @returns {number | null} the day of the event, if it has happened
   */
  see(who, index, value) {
    const { endpoint, nadir, before, t } = this;
    if (value < nadir[who]) nadir[who] = value;
    const least = nadir[who];
    const limit =
      endpoint.kind === "death"
        ? endpoint.at
        : Math.max(endpoint.factor * least, least + endpoint.plus);
    if (!(value >= limit)) {
      before[who] = value;
      return null;
    }
    if (index === 0) return t[0];
    const rise = value - before[who];
    const share = rise > 0 ? (limit - before[who]) / rise : 1;
    return t[index - 1] + Math.min(Math.max(share, 0), 1) * (t[index] - t[index - 1]);
  }
}

/** @param {Columns} columns @param {number} i @returns {Values} */
export const patient = (columns, i) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[i]]));
