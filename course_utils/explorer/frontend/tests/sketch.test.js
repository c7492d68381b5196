import assert from "node:assert/strict";
import { test } from "node:test";
import { COLUMNS, columnOf, POINTS, Sketch } from "../src/view/predict/sketch.js";

test("a sketch begins where the model starts, and nowhere else", () => {
  const sketch = new Sketch(0.3);
  assert.ok(sketch.empty);
  assert.deepEqual(sketch.filled(), [0.3]);
  sketch.stroke([0, 0.9], [0.5, 0.9]);
  assert.equal(sketch.filled()[0], 0.3);
});

test("a stroke leaves no gap, whichever way it is drawn, and overwrites what was there", () => {
  for (const [from, to] of [
    [0, 1],
    [1, 0],
  ]) {
    const sketch = new Sketch(0);
    sketch.stroke([0, 0.2], [1, 0.2]);
    sketch.stroke([from, from], [to, to]);
    assert.ok(sketch.whole);
    sketch.heights.forEach((height, i) => assert.ok(Math.abs(Number(height) - i / (COLUMNS - 1)) < 1e-12));
  }
});

test("taps are joined by straight lines", () => {
  const sketch = new Sketch(0);
  sketch.stroke([0.5, 1], [0.5, 1]);
  assert.ok(!sketch.whole);
  assert.equal(sketch.filled()[(COLUMNS - 1) / 4], 0.5);
  sketch.stroke([1, 0], [1, 0]);
  assert.ok(sketch.whole);
  assert.equal(sketch.complete()[(3 * (COLUMNS - 1)) / 4], 0.5);
});

test("a hand that stopped just before the edge has reached it", () => {
  const sketch = new Sketch(0);
  sketch.stroke([0, 0.4], [0.95, 0.4]);
  assert.ok(sketch.whole);
  assert.equal(sketch.complete().length, COLUMNS);
  assert.equal(sketch.complete()[COLUMNS - 1], 0.4);
});

test("what lies outside the chart is drawn at its edge", () => {
  const sketch = new Sketch(0.5);
  sketch.stroke([0.2, -3], [7, 4]);
  assert.ok(sketch.complete().every((height) => height >= 0 && height <= 1));
});

test("points set one by one are joined, and straighten what was drawn between them", () => {
  const sketch = new Sketch(0);
  sketch.stroke([0, 0.9], [1, 0.9]);
  sketch.set(2, 0.1);
  const half = (columnOf(1) + columnOf(2)) / 2;
  assert.ok(Math.abs(sketch.filled()[half] - 0.5) < 1e-12);
  assert.equal(sketch.at(2), 0.1);
  assert.equal(sketch.at(POINTS - 1), 0.9);
  assert.equal(new Sketch(0).at(0), null);
});
