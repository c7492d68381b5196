/** What runs in the worker: a session, asked by messages. */

import { InputError } from "../check.js";
import { Session } from "./session.js";

/** @type {Session | undefined} */
let session;

self.addEventListener("message", ({ data: { id, method, argument } }) => {
  try {
    if (method === "open") session = new Session(argument);
    const answer = method === "open" ? session.snapshot() : session[method](argument);
    const buffers = [...Object.values(answer.fields), ...Object.values(answer.profiles)];
    self.postMessage({ id, answer }, { transfer: buffers.map(({ buffer }) => buffer) });
  } catch (error) {
    self.postMessage({ id, error: error.message, ours: error instanceof InputError });
  }
});
