/** What a trial needs beside the page: told once what it is, this follows one piece after another. */

import { Follower } from "./follow.js";

export { Follower };

/** @import {Piece, Plan} from "./follow.js" */

/** @param {{onmessage: unknown, postMessage(message: unknown): void}} scope of the worker */
export function listen(scope) {
  /** @type {Follower | undefined} */
  let follower;
  scope.onmessage = (/** @type {MessageEvent<{plan: Plan} | {job: number, piece: Piece}>} */ event) => {
    const { data } = event;
    if ("plan" in data) follower = new Follower(data.plan);
    else if (follower) scope.postMessage({ job: data.job, done: follower.do(data.piece) });
  };
}
