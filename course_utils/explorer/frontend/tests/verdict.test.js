import assert from "node:assert/strict";
import { test } from "node:test";
import { overall, shapeOf, verdict } from "../src/engine/verdict.js";

const N = 201;
/** @param {(x: number) => number} height */
const curve = (height) => Array.from({ length: N }, (_, i) => height(i / (N - 1)));
const rise = (/** @type {number} */ when) => curve((x) => 0.1 + 0.8 / (1 + Math.exp(-(x - when) * 40)));
const bump = (/** @type {number} */ when) => curve((x) => 0.2 + 0.6 * Math.exp(-(((x - when) / 0.1) ** 2)));
const dip = (/** @type {number} */ when) => curve((x) => 0.8 - 0.6 * Math.exp(-(((x - when) / 0.1) ** 2)));
const tremble = (/** @type {number[]} */ row) => row.map((y, i) => y + 0.02 * Math.sin(i));
const judge = (/** @type {number[]} */ guess, /** @type {number[]} */ run) =>
  verdict(guess, run, [guess[N - 1], run[N - 1]]);

const examples = /** @type {const} */ ([
  ["rises", false, curve((x) => 0.1 + 0.8 * x)],
  ["rises", true, rise(0.3)],
  ["falls", false, curve((x) => 0.9 - 0.8 * x)],
  ["falls", true, curve((x) => 0.9 * Math.exp(-8 * x))],
  ["level", true, curve(() => 0.5)],
  ["peaks", true, bump(0.4)],
  ["rebounds", true, dip(0.4)],
  ["swings", false, curve((x) => 0.5 + 0.3 * Math.sin(15 * x))],
]);

for (const [name, settles, row] of examples) {
  test(`a curve that ${name}${settles ? " and settles" : ""} is seen as one, also by a trembling hand`, () => {
    for (const each of [row, tremble(row)]) {
      assert.equal(shapeOf(each).name, name);
      assert.equal(shapeOf(each).settles, settles);
    }
  });
}

test("a curve compared with itself is close in everything", () => {
  for (const [name, , row] of examples) {
    const { shape, timing, end } = judge(row, row);
    assert.equal(shape.grade, "close");
    assert.equal(end.grade, "close");
    assert.equal(timing?.grade, name === "level" ? undefined : "close");
  }
});

test("a turn is found where it is", () => {
  assert.equal(shapeOf(bump(0.4)).turns[0], 80);
  assert.equal(shapeOf(tremble(dip(0.7))).name, "rebounds");
});

test("early, late and about right are told apart, for a peak, a dip and a rise", () => {
  for (const make of [bump, dip, rise]) {
    assert.equal(judge(make(0.42), make(0.4)).timing?.grade, "close");
    assert.equal(judge(make(0.5), make(0.4)).timing?.grade, "near");
    const early = judge(make(0.2), make(0.6)).timing;
    assert.equal(early?.grade, "far");
    assert.ok(early && early.guess !== null && early.guess < early.run);
  }
});

test("the time of another shape is not compared, but the model's is still told", () => {
  const timing = judge(rise(0.5), bump(0.4)).timing;
  assert.deepEqual([timing?.guess, timing?.grade, timing?.kind], [null, null, "peak"]);
  assert.ok(Math.abs(Number(timing?.run) - 0.4) < 0.01);
});

test("a single peak is nearly a swing, and its time is compared with the first turn", () => {
  const swings = curve((x) => 0.5 + 0.3 * Math.sin(15 * x));
  const { shape, timing } = judge(bump(0.1), swings);
  assert.equal(shape.grade, "near");
  assert.equal(timing?.grade, "close");
});

test("a rise without its plateau is nearly right, and a fall is not", () => {
  assert.equal(judge(curve((x) => 0.1 + 0.8 * x), rise(0.3)).shape.grade, "near");
  assert.equal(judge(curve((x) => 0.9 - 0.8 * x), rise(0.3)).shape.grade, "far");
});

test("an end is close by its factor or by its place on the chart, whichever is kinder", () => {
  const flat = (/** @type {number} */ y) => curve(() => y);
  assert.equal(verdict(flat(0.5), flat(0.8), [120, 100]).end.grade, "close");
  assert.equal(verdict(flat(0.5), flat(0.53), [300, 100]).end.grade, "close");
  assert.equal(verdict(flat(0.5), flat(0.9), [190, 100]).end.grade, "near");
  const far = verdict(flat(0.9), flat(0.2), [1000, 10]).end;
  assert.deepEqual(far, { grade: "far", factor: 100 });
  assert.equal(verdict(flat(0), flat(0.9), [0, 10]).end.factor, null);
});

test("all grades together say close only if every one does", () => {
  assert.equal(overall(["close", "close"]), "close");
  assert.equal(overall(["close", "far"]), "near");
  assert.equal(overall(["near", "near"]), "near");
  assert.equal(overall(["near", "far"]), "far");
  assert.equal(overall(["far"]), "far");
});
