/** A session, and how it is asked by messages where it is in a worker. */

import { InputError } from "../error.js";
import { Session } from "./session.js";

/** @import {Method} from "./types.js" */

export { Session };

/** @param {Worker} scope of the worker, in which it is called `self` */
export function listen(scope) {
  /** @type {Session} */
  let session;

  scope.addEventListener("message", ({ data }) => {
    const { id, method, argument } = /** @type {{id: number, method: "open" | Method, argument: any}} */ (data);
    try {
      if (method === "open") session = new Session(argument);
      const answer = method === "open" ? session.snapshot() : session[method](argument);
      const buffers = [...Object.values(answer.fields), ...Object.values(answer.profiles)];
      scope.postMessage({ id, answer }, { transfer: buffers.map(({ buffer }) => buffer) });
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      scope.postMessage({ id, error: message, ours: error instanceof InputError });
    }
  });
}
