/**
 * Who does the work of a trial: workers beside the page; where none can start, the page itself, in
 * slices so short that it never stops answering.
 */

import { Follower } from "./engine.js";

/** @import {ArmOfPiece, Done, Failure, Piece, Plan} from "./follow.js" */

/**
 * @typedef {{times: Float64Array[][], events: Uint8Array[][], failed: Failure | null}} Outcome
 *   by endpoint and then by arm, each with one number a patient
 * @typedef {{arms: ArmOfPiece[], patients: number}} Request
 */

// Patients in one piece of work: some hundredths of a second for a worker. The page itself takes
// less at once, and then does whatever else there is to do.
const PIECE = 50;
const SLICE = 8;

export class Crew {
  /** @type {Worker[]} */
  #workers = [];
  #job = 0;
  /** @type {Piece[]} that nobody has begun */
  #waiting = [];
  /** @type {Map<Worker, Piece>} */
  #busy = new Map();
  /** @type {{resolve: (outcome: Outcome) => void, outcome: Outcome, left: number} | null} */
  #current = null;
  #url = "";
  /** Whether workers were tried and could not start. */
  alone = false;

  /** @param {Plan} plan @param {string} source of the workers */
  constructor(plan, source) {
    this.plan = plan;
    this.source = source;
  }

  /**
   * Follow all patients. Only one request at a time: a new one takes the place of one that runs,
   * which then never ends.
   *
   * @param {Request} request
   * @returns {Promise<Outcome>}
   */
  run({ arms, patients }) {
    if (!this.#workers.length && !this.alone) this.#start();
    this.#job++;
    const { endpoints } = this.plan.trial;
    const table = (/** @type {any} */ Kind) =>
      endpoints.map(() => arms.map(() => new Kind(patients)));
    this.#waiting = [];
    for (let first = 0; first < patients; first += PIECE) {
      const last = Math.min(first + PIECE, patients);
      this.#waiting.push(part({ first: 0, patients, arms }, first, last));
    }
    const outcome = { times: table(Float64Array), events: table(Uint8Array), failed: null };
    return new Promise((resolve) => {
      this.#current = { resolve, outcome, left: this.#waiting.length };
      if (this.alone) void this.#work();
      else for (const worker of this.#workers) this.#give(worker);
    });
  }

  stop() {
    this.#job++;
    this.#current = null;
    this.#waiting = [];
    this.#dismiss();
  }

  #start() {
    const count = Math.min(4, Math.max(2, navigator.hardwareConcurrency || 2));
    try {
      this.#url = URL.createObjectURL(new Blob([this.source], { type: "text/javascript" }));
      for (let i = 0; i < count; i++) {
        const worker = new Worker(this.#url);
        this.#workers.push(worker);
        worker.onmessage = ({ data }) => {
          this.#busy.delete(worker);
          if (data.job === this.#job) this.#take(data.done);
          this.#give(worker);
        };
        // As where a policy forbids workers, which is not told at once.
        worker.onerror = (event) => {
          event.preventDefault();
          this.#workAlone();
        };
        worker.postMessage({ plan: this.plan });
      }
    } catch {
      this.#workAlone();
    }
  }

  #workAlone() {
    if (this.alone) return;
    this.alone = true;
    this.#waiting.push(...this.#busy.values());
    this.#dismiss();
    if (this.#current) void this.#work();
  }

  #dismiss() {
    for (const worker of this.#workers) worker.terminate();
    this.#workers = [];
    this.#busy.clear();
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = "";
  }

  /** @param {Worker} worker */
  #give(worker) {
    const piece = this.#busy.has(worker) ? undefined : this.#waiting.shift();
    if (!piece) return;
    this.#busy.set(worker, piece);
    worker.postMessage({ job: this.#job, piece });
  }

  async #work() {
    const job = this.#job;
    const follower = new Follower(this.plan);
    for (let piece = this.#waiting.shift(); piece; piece = this.#waiting.shift()) {
      for (let i = 0; i < piece.patients; i += SLICE) {
        await new Promise((resume) => setTimeout(resume));
        if (job !== this.#job) return;
        const last = Math.min(i + SLICE, piece.patients);
        this.#take(follower.do(part(piece, i, last)), (last - i) / piece.patients);
      }
    }
  }

  /** @param {Done} done @param {number} [share] of a piece */
  #take(done, share = 1) {
    const current = this.#current;
    if (!current) return;
    const { outcome } = current;
    outcome.failed ??= done.failed;
    for (const kind of /** @type {const} */ (["times", "events"])) {
      done[kind].forEach((arms, k) => arms.forEach((row, a) => outcome[kind][k][a].set(row, done.first)));
    }
    current.left -= share;
    if (current.left > 1e-9) return;
    this.#current = null;
    current.resolve(outcome);
  }
}

/** @param {Piece} piece @param {number} from @param {number} to @returns {Piece} */
function part({ first, arms }, from, to) {
  return {
    first: first + from,
    patients: to - from,
    arms: arms.map(({ columns, ...arm }) => ({
      ...arm,
      columns: Object.fromEntries(
        Object.entries(columns).map(([name, column]) => [name, column.slice(from, to)]),
      ),
    })),
  };
}
