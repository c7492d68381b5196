/** Many runs by chance, worked out in slices so that the page answers meanwhile. */

import { InputError } from "../../engine/check.js";
import { trials } from "../../engine/stochastic.js";

/** @import {ChanceRequest, ChanceRun, FanSpec, ModelSpec} from "../../types.js" */

export const SEED = 0; // from which the seeds of the crowd follow, as in Python's `ensemble`
const SLICE = 8; // ms of work until the page may do something else
const PATIENCE = 250; // ms after which a crowd that nobody asks for any more is given up
const [LOW, HIGH] = [0.05, 0.95];

/**
 * @typedef {{t: Float64Array, low: Float64Array, median: Float64Array, high: Float64Array,
 *   single: Float64Array[], lost: Float64Array, runs: number, own: Float64Array, ownSeed: number,
 *   ownLost: number | null}} Found
 *   `lost` is the share of runs with none left at each time; `ownLost` the day from which the
 *   reader's own run has none left
 */

export class Crowd {
  /** @type {ChanceRequest | null} */
  #next = null;
  #since = 0;
  #job = 0;

  /**
   * @param {ModelSpec} model
   * @param {FanSpec} fan
   * @param {number} shown how many single runs are kept
   * @param {(found: Found | InputError) => void} done gets a crowd, or why there is none
   */
  constructor(model, fan, shown, done) {
    this.model = model;
    this.fan = fan;
    this.shown = shown;
    this.done = done;
    this.counted = Object.keys(model.program.chance?.singles ?? {});
  }

  /** @param {ChanceRequest} request its `seed` is that of the reader's own run */
  ask(request) {
    this.#next = request;
    // What is under way comes to its end, so that a slow drag is followed, too.
    if (!this.#since || performance.now() - this.#since > PATIENCE) void this.#work();
  }

  stop() {
    this.#job++;
    this.#next = null;
    this.#since = 0;
  }

  async #work() {
    const job = ++this.#job;
    while (this.#next) {
      const request = this.#next;
      this.#next = null;
      this.#since = performance.now();
      let found;
      try {
        found = await this.#run(request, () => job === this.#job);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        found = error;
      }
      if (job !== this.#job || !found) return;
      this.#since = 0;
      this.done(found);
    }
  }

  /** @param {ChanceRequest} request @param {() => boolean} wanted @returns {Promise<Found | null>} */
  async #run({ seed = 0, ...request }, wanted) {
    const { days, points, runs, show } = this.fan;
    const { t, seeds, once } = trials(this.model, { ...request, days, points, runs, seed: SEED });
    const own = once(seed);
    const rows = [];
    const lost = new Float64Array(t.length);
    let pause = performance.now() + SLICE;
    for (const each of seeds) {
      if (performance.now() > pause) {
        await breath();
        if (!wanted()) return null;
        pause = performance.now() + SLICE;
      }
      const run = once(each);
      rows.push(run.y[show]);
      for (let i = 0; i < t.length; i++) if (this.#noneLeft(run, i)) lost[i] += 1 / runs;
    }
    const [low, median, high] = quantiles(rows, [LOW, 0.5, HIGH]);
    let from = t.length;
    while (from > 0 && this.#noneLeft(own, from - 1)) from--;
    return {
      t,
      low,
      median,
      high,
      single: rows.slice(0, this.shown),
      lost,
      runs,
      own: own.y[show],
      ownSeed: seed,
      ownLost: from < t.length ? t[from] : null,
    };
  }

  /** @param {ChanceRun} run @param {number} i */
  #noneLeft(run, i) {
    return this.counted.every((name) => run.y[name][i] === 0);
  }
}

/** @returns {Promise<void>} when the page has had its turn; a timer would make it wait longer */
function breath() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

/**
 * @param {Float64Array[]} rows one a run
 * @param {number[]} shares rising
 * @returns {Float64Array[]} for each share the value below which it lies, between two runs on the
 *   line between them, as NumPy has it
 */
export function quantiles(rows, shares) {
  const found = shares.map(() => new Float64Array(rows[0].length));
  const column = new Float64Array(rows.length);
  for (let i = 0; i < rows[0].length; i++) {
    for (let j = 0; j < rows.length; j++) column[j] = rows[j][i];
    column.sort();
    shares.forEach((share, k) => {
      const place = share * (rows.length - 1);
      const below = Math.floor(place);
      const above = Math.min(below + 1, rows.length - 1);
      found[k][i] = column[below] + (place - below) * (column[above] - column[below]);
    });
  }
  return found;
}
