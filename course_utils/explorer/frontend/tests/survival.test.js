import assert from "node:assert/strict";
import { test } from "node:test";
import { atRisk, bothTails, compare, kaplanMeier } from "../src/engine/trial/survival.js";

// Freireich and colleagues, Blood 21:699 (1963), as Gehan printed them: weeks of remission of 21
// children on 6-MP and 21 on placebo; 0 where the remission still lasted.
const SIX_MP = {
  times: [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
  events: [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
};
const PLACEBO = {
  times: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23],
  events: Array(21).fill(1),
};
const near = (/** @type {number} */ found, /** @type {number} */ wanted, within = 1e-9) =>
  assert.ok(Math.abs(found - wanted) <= within, `${found} is not ${wanted}`);

test("the curve of the leukaemia trial is that of lifelines, with its limits", () => {
  const { t, survival, low, high, median, events, n } = kaplanMeier(SIX_MP);
  assert.deepEqual(t, [0, 6, 7, 9, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 34, 35]);
  assert.deepEqual([median, events, n], [23, 9, 21]);
  const at = (/** @type {number[]} */ row, /** @type {number} */ week) => row[t.indexOf(week)];
  for (const [week, share, least, most] of [
    [6, 0.857142857, 0.619717955, 0.951551748],
    [10, 0.752941176, 0.503199511, 0.889361835],
    [22, 0.537815126, 0.267778937, 0.746790718],
    [35, 0.448179272, 0.188052006, 0.680142628],
  ]) {
    near(at(survival, week), share);
    near(at(low, week), least);
    near(at(high, week), most);
  }
});

test("a curve that comes down to nobody has no interval there", () => {
  const { survival, low, high, median } = kaplanMeier(PLACEBO);
  assert.deepEqual([survival, low, high].map((row) => row.at(-1)), [0, 0, 0]);
  near(low[6], 0.183066549);
  near(high[6], 0.577788678);
  assert.equal(median, 8);
});

test("who is at risk is counted just before a time", () => {
  const curve = kaplanMeier(SIX_MP);
  assert.deepEqual([0, 6, 6.5, 10, 35, 36].map((t) => atRisk(curve, t)), [21, 21, 17, 15, 1, 0]);
});

test("a half is reached at a half, however it was rounded", () => {
  for (let n = 2; n <= 400; n += 2) {
    const times = Array.from({ length: n }, (_, i) => i + 1);
    assert.equal(kaplanMeier({ times, events: times }).median, n / 2);
  }
});

test("the log-rank test is that of lifelines, and the hazard ratio follows from it", () => {
  const found = compare(SIX_MP, PLACEBO);
  assert.ok(found);
  near(found.statistic, 16.792940989216547, 1e-11);
  near(found.p / 4.168809109334511e-5, 1, 1e-10);
  assert.equal(found.observed, 9);
  near(found.expected, 19.25050094803113, 1e-12);
  // V = (O - E)² / chi-squared of lifelines' numbers.
  const variance = (9 - 19.25050094803113) ** 2 / 16.792940989216547;
  near(found.ratio, Math.exp((9 - 19.25050094803113) / variance));
  near(Math.log(found.high / found.low), (2 * 1.959963984540054) / Math.sqrt(variance));
  const turned = compare(PLACEBO, SIX_MP);
  near(Number(turned?.ratio) * found.ratio, 1);
});

test("without an event there is nothing to compare", () => {
  const lasting = { times: [9, 9, 9], events: [0, 0, 0] };
  assert.equal(compare(lasting, lasting), null);
  assert.equal(kaplanMeier(lasting).median, Infinity);
});

test("tails of the normal distribution are right from the middle to far out", () => {
  for (const [z, p] of [
    [0, 1],
    [0.5, 0.6170750774519738],
    [1.96, 0.04999579029644087],
    [3, 0.0026997960632601866],
    [8, 1.244192114854348e-15],
    [20, 5.507248237212311e-89],
  ]) {
    near(bothTails(z) / p, 1, 1e-12);
  }
});
