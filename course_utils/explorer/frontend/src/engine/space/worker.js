/** What runs in the worker: a session, asked by messages. */

import { InputError } from "../check.js";
import { Session } from "./session.js";

/** @import {Method} from "./types.js" */

/** @type {Session} */
let session;

self.addEventListener("message", ({ data }) => {
  const { id, method, argument } = /** @type {{id: number, method: "open" | Method, argument: any}} */ (data);
  try {
    if (method === "open") session = new Session(argument);
    const answer = method === "open" ? session.snapshot() : session[method](argument);
    const buffers = [...Object.values(answer.fields), ...Object.values(answer.profiles)];
    self.postMessage({ id, answer }, { transfer: buffers.map(({ buffer }) => buffer) });
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    self.postMessage({ id, error: message, ours: error instanceof InputError });
  }
});
