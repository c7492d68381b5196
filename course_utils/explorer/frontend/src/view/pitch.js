/** A curve as pitch: higher is more. Pure, so that it can be tested without a loudspeaker. */

export const LOWEST = 110; // Hz
export const HIGHEST = 880; // three octaves up
const DEEPEST = 1e-6; // of the highest value: what an axis of factors still tells apart

/**
 * @param {ArrayLike<number>} row values over the run
 * @param {{top: number, log: boolean}} scale `top` sounds highest
 * @returns {Float32Array} Hz for each value
 */
export function pitches(row, { top, log }) {
  return Float32Array.from(row, (value) => LOWEST * (HIGHEST / LOWEST) ** share(value, top, log));
}

/** @param {number} value @param {number} top @param {boolean} log @returns {number} 0 to 1 */
function share(value, top, log) {
  if (!(top > 0) || !(value > 0)) return 0;
  const part = Math.min(value / top, 1);
  return log ? Math.max(1 - Math.log(part) / Math.log(DEEPEST), 0) : part;
}
