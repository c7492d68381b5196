/**
 * The derivatives at many points at once: each instruction is read once for a whole row of
 * points, which is several times faster than once for each.
 */

import { execute } from "../program.js";

/** @import {Block, Machine} from "../program.js" */

const [ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER] = [0, 1, 2, 3, 5];

export class Rows {
  /** @param {Machine} machine whose numbers are used @param {number} length points in a row */
  constructor(machine, length) {
    this.machine = machine;
    this.length = length;
    this.registers = Array.from(machine.registers, () => new Float64Array(length));
  }

  /** Take over the numbers that the machine now holds. */
  load() {
    this.registers.forEach((row, i) => row.fill(this.machine.registers[i]));
  }

  /**
   * @param {Float64Array} xs the first state along the row
   * @param {number} y the second, the same all along
   * @returns {Float64Array[]} what both change by per day; good until the next call
   */
  rates(xs, y) {
    const { registers, machine } = this;
    const [x, second] = machine.stateRegisters;
    registers[x].set(xs);
    registers[second].fill(y);
    const { op, target, a, b, c } = machine.blocks.derivatives;
    for (let i = 0; i < op.length; i++) {
      const out = registers[target[i]];
      if (op[i] === POWER) power(out, registers[a[i]], b[i]);
      else apply(op[i], out, registers[a[i]], registers[b[i]], registers[c[i]]);
    }
    return [...machine.slopes].map((slope) => registers[slope]);
  }
}

/** @param {Float64Array} out @param {Float64Array} x @param {number} exponent a whole number */
function power(out, x, exponent) {
  for (let i = 0; i < out.length; i++) {
    out[i] = exponent === 2 ? x[i] * x[i] : Math.pow(x[i], exponent);
  }
}

/** One instruction for four registers, so that the rare ones are written in one place only. */
const alone = /** @type {Block} */ ({
  op: new Uint8Array(1),
  target: Int32Array.of(3),
  a: Int32Array.of(0),
  b: Int32Array.of(1),
  c: Int32Array.of(2),
});
const four = new Float64Array(4);

/**
 * @param {number} op
 * @param {Float64Array} out
 * @param {Float64Array} x
 * @param {Float64Array} y
 * @param {Float64Array} z
 */
function apply(op, out, x, y, z) {
  const n = out.length;
  // prettier-ignore
  switch (op) {
    case ADD: for (let i = 0; i < n; i++) out[i] = x[i] + y[i]; return;
    case SUBTRACT: for (let i = 0; i < n; i++) out[i] = x[i] - y[i]; return;
    case MULTIPLY: for (let i = 0; i < n; i++) out[i] = x[i] * y[i]; return;
    case DIVIDE: for (let i = 0; i < n; i++) out[i] = x[i] / y[i]; return;
  }
  alone.op[0] = op;
  for (let i = 0; i < n; i++) {
    four[0] = x[i];
    four[1] = y[i];
    four[2] = z[i];
    execute(alone, four);
    out[i] = four[3];
  }
}
