/**
 * Survival curves and the comparison of two of them, by standard formulas. No well-kept library
 * for JavaScript was found; Python's lifelines is what this is tested against.
 *
 * Sources: Kaplan and Meier (1958), J Am Stat Assoc 53:457; Greenwood's variance, with limits by
 * the complementary log-log (Kalbfleisch and Prentice); log-rank test by Mantel (1966), Cancer
 * Chemother Rep 50:163; hazard ratio by the one-step estimate of Yusuf, Peto and colleagues
 * (1985), Prog Cardiovasc Dis 27:335.
 */

/**
 * @typedef {{t: number[], survival: number[], low: number[], high: number[], durations: Float64Array,
 *   median: number, n: number, events: number}} Curve
 *   `t` begins at 0, and the share is event-free from each of them on; an endless median is not
 *   reached
 * @typedef {{statistic: number, p: number, observed: number, expected: number, variance: number,
 *   ratio: number, low: number, high: number}} Comparison of a group with another: log-rank
 *   statistic, its p, events seen and expected in the group, and the hazard ratio
 * @typedef {{times: ArrayLike<number>, events: ArrayLike<number>}} Group
 */

const NORMAL_95 = 1.959963984540054;
// A share that is a half but for rounding is a half.
const HALF = 0.5 + 1e-12;

/** @param {Group} group @returns {Curve} */
export function kaplanMeier({ times, events }) {
  const order = Array.from(times, (_, i) => i).sort((i, j) => times[i] - times[j]);
  const n = order.length;
  /** @type {Curve} */
  const curve = {
    t: [0],
    survival: [1],
    low: [1],
    high: [1],
    durations: Float64Array.from(order, (i) => times[i]),
    median: Infinity,
    n,
    events: 0,
  };
  let [share, spread] = [1, 0];
  for (let i = 0; i < n;) {
    const t = times[order[i]];
    const left = n - i;
    let died = 0;
    for (; i < n && times[order[i]] === t; i++) died += events[order[i]] ? 1 : 0;
    curve.events += died;
    share *= 1 - died / left;
    if (left > died) spread += died / (left * (left - died));
    const [low, high] = limits(share, spread);
    if (t === 0) for (const row of [curve.t, curve.survival, curve.low, curve.high]) row.pop();
    curve.t.push(t);
    curve.survival.push(share);
    curve.low.push(low);
    curve.high.push(high);
    if (share <= HALF && curve.median === Infinity) curve.median = t;
  }
  return curve;
}

/** @param {number} share @param {number} spread @returns {[number, number]} */
function limits(share, spread) {
  if (share >= 1 || share <= 0) return [share, share];
  const log = Math.log(share);
  const reach = (NORMAL_95 * Math.sqrt(spread)) / log;
  const limit = (/** @type {number} */ sign) => Math.exp(-Math.exp(Math.log(-log) + sign * reach));
  return [limit(-1), limit(1)];
}

/**
 * @param {Curve} curve
 * @param {number} t
 * @returns {number} how many are still followed, and event-free, just before a time
 */
export function atRisk({ durations, n }, t) {
  let gone = 0;
  while (gone < n && durations[gone] < t) gone++;
  return n - gone;
}

/**
 * Compare a group with another by the log-rank test.
 *
 * With O events seen in the group, E expected and V the variance of O, all by the hypergeometric
 * distribution at each time of an event: chi-squared is (O-E)²/V, the hazard ratio
 * exp((O-E)/V), and its limits exp((O-E)/V ± 1.96/√V).
 *
 * @param {Group} group
 * @param {Group} other
 * @returns {Comparison | null} null if nobody had the event
 */
export function compare(group, other) {
  const all = [group, other].flatMap(({ times, events }, which) =>
    Array.from(times, (t, i) => ({ t, died: events[i] ? 1 : 0, own: which ? 0 : 1 })),
  );
  all.sort((a, b) => a.t - b.t);
  let own = group.times.length;
  let [observed, expected, variance] = [0, 0, 0];
  for (let i = 0; i < all.length;) {
    const { t } = all[i];
    const left = all.length - i;
    let [died, ownDied, ownGone] = [0, 0, 0];
    for (; i < all.length && all[i].t === t; i++) {
      died += all[i].died;
      ownDied += all[i].died * all[i].own;
      ownGone += all[i].own;
    }
    const share = own / left;
    observed += ownDied;
    expected += died * share;
    if (left > 1) variance += (died * share * (1 - share) * (left - died)) / (left - 1);
    own -= ownGone;
  }
  if (!(variance > 0)) return null;
  const log = (observed - expected) / variance;
  const reach = NORMAL_95 / Math.sqrt(variance);
  const statistic = (observed - expected) ** 2 / variance;
  return {
    statistic,
    p: bothTails(Math.sqrt(statistic)),
    observed,
    expected,
    variance,
    ratio: Math.exp(log),
    low: Math.exp(log - reach),
    high: Math.exp(log + reach),
  };
}

/**
 * How often a normal number lies further from 0 than `z`: by its series in the middle, by Laplace's
 * continued fraction outside (Abramowitz and Stegun, 26.2.10 and 26.2.14).
 *
 * @param {number} z at least 0
 */
export function bothTails(z) {
  const density = Math.exp((-z * z) / 2) * Math.sqrt(2 / Math.PI);
  if (z < 3) {
    let [term, sum] = [z, z];
    for (let k = 3; term > 1e-17 * sum; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 1 - density * sum;
  }
  let fraction = z;
  for (let k = 60; k > 0; k--) fraction = z + k / fraction;
  return density / fraction;
}
