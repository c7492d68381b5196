/** The engine of trials, for the page and, as text, for its workers. */

import engine from "portable:./worker.js";
import { text } from "../../strings/index.js";
import { InputError } from "../error.js";

export const { Follower } = /** @type {typeof import("./worker.js")} */ (engine({ text, InputError }));

/** The code of a worker. */
export const source = `(${engine})().listen(self)`;
