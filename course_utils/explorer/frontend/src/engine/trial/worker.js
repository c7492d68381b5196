/** Runs beside the page: told once what the trial is, it follows one piece of it after another. */

import { Follower } from "./follow.js";

/** @import {Piece, Plan} from "./follow.js" */

const scope = /** @type {{onmessage: unknown, postMessage(message: unknown): void}} */ (
  /** @type {unknown} */ (globalThis)
);
/** @type {Follower | undefined} */
let follower;

scope.onmessage = (/** @type {MessageEvent<{plan: Plan} | {job: number, piece: Piece}>} */ event) => {
  const { data } = event;
  if ("plan" in data) follower = new Follower(data.plan);
  else if (follower) scope.postMessage({ job: data.job, done: follower.do(data.piece) });
};
