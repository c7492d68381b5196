/**
 * A session in a worker of its own, so that the page stays free; on the page itself where there
 * can be none.
 */

import engine from "portable:./worker.js";
import { text } from "../../strings/index.js";
import { words } from "../../strings/space.js";
import { InputError } from "../error.js";
import { inWords } from "../reference.js";

/** @import {Method, Snapshot, SpaceRequest, SpaceSpec} from "./types.js" */

const { Session } = /** @type {typeof import("./worker.js")} */ (
  engine({ text, words, InputError })
);

export class Runner {
  #waiting = new Map();
  #id = 0;

  /** @param {SpaceSpec} spec */
  constructor(spec) {
    this.spec = spec;
    this.worker = start();
    this.worker?.addEventListener("message", ({ data: { id, answer, error, ours } }) => {
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) resolve(answer);
      else reject(ours ? new InputError(inWords(error, { text, words })) : new Error(error));
    });
    // A policy may refuse the worker only when it starts.
    this.worker?.addEventListener("error", () => this.#withoutWorker());
    if (!this.worker) this.session = new Session(spec);
    else this.opened = this.#ask("open", spec);
  }

  /** @param {SpaceRequest} [request] @returns {Promise<Snapshot>} */
  begin(request = {}) {
    return this.#ask("begin", request);
  }

  /** @param {number} day @returns {Promise<Snapshot>} */
  advance(day) {
    return this.#ask("advance", { day });
  }

  /** @param {string} name @param {number} value @returns {Promise<Snapshot>} */
  set(name, value) {
    return this.#ask("set", { name, value });
  }

  /**
   * @param {{name: string, x: number, y: number, radius: number, amount: number}} what
   * @returns {Promise<Snapshot>}
   */
  place(what) {
    return this.#ask("place", what);
  }

  destroy() {
    this.worker?.terminate();
    this.worker = null;
  }

  /** @param {"open" | Method} method @param {any} argument @returns {Promise<Snapshot>} */
  async #ask(method, argument) {
    if (!this.worker) {
      this.session ??= new Session(this.spec);
      return method === "open" ? this.session.snapshot() : this.session[method](argument);
    }
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, method, argument });
      this.worker?.postMessage({ id, method, argument });
    });
  }

  #withoutWorker() {
    this.destroy();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { resolve, reject, method, argument } of waiting) {
      this.#ask(method, argument).then(resolve, reject);
    }
  }
}

/** @returns {Worker | null} */
function start() {
  const url = URL.createObjectURL(new Blob([`(${engine})().listen(self)`], { type: "text/javascript" }));
  try {
    return new Worker(url);
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
