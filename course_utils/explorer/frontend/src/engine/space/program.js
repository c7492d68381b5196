/**
 * Interpret a model's program over the whole square: a register holds one number for each small
 * square, so that an instruction is looked up once and not at every place.
 */

/** @import {BlockSpec} from "../../types.js" */
/** @import {SpaceProgram} from "./types.js" */

/** @typedef {Float64Array} Row */
/** @typedef {(to: Row, a: Row, b: Row, n: number) => void} Operation */

/** @param {(x: number, y: number) => number} f @returns {Operation} */
const each = (f) => (to, a, b, n) => {
  for (let i = 0; i < n; i++) to[i] = f(a[i], b[i]);
};

// The four of which rates are made are written out, so that nothing is called at each place.
/** @type {Record<string, Operation>} */
const OPERATIONS = {
  add: (to, a, b, n) => {
    for (let i = 0; i < n; i++) to[i] = a[i] + b[i];
  },
  sub: (to, a, b, n) => {
    for (let i = 0; i < n; i++) to[i] = a[i] - b[i];
  },
  mul: (to, a, b, n) => {
    for (let i = 0; i < n; i++) to[i] = a[i] * b[i];
  },
  div: (to, a, b, n) => {
    for (let i = 0; i < n; i++) to[i] = a[i] / b[i];
  },
  neg: (to, a, _, n) => {
    for (let i = 0; i < n; i++) to[i] = -a[i];
  },
  pow: each(Math.pow),
  exp: each(Math.exp),
  log: each(Math.log),
  sqrt: each(Math.sqrt),
  abs: each(Math.abs),
  max: each(Math.max),
  min: each(Math.min),
};

export class SquareProgram {
  /** @param {SpaceProgram} program @param {number} size of a register */
  constructor(program, size) {
    this.program = program;
    this.size = size;
    /** @type {Row[]} */
    this.rows = Array.from({ length: program.registers }, () => new Float64Array(size));
    // A number of its own, and not one for each place, until something wide flows into it.
    this.wide = new Uint8Array(program.registers);
    for (const [register, value] of program.constants) this.rows[register].fill(value);
  }

  /** @param {string} name @param {number} value the same everywhere */
  set(name, value) {
    this.rows[this.program.inputs[name]].fill(value);
  }

  /** @param {string} name @param {Row} row values at each place; kept, not copied */
  bind(name, row) {
    const register = this.program.inputs[name];
    this.rows[register] = row;
    this.wide[register] = 1;
  }

  /**
   * Prepare a block: what is the same everywhere is worked out now, the rest when it runs.
   *
   * @param {"rates" | "diffusion" | "start" | "cells"} name
   * @returns {{run: () => void, out: Record<string, Row>}}
   */
  block(name) {
    /** @type {BlockSpec} */
    const spec = this.program[name];
    /** @type {(() => void)[]} */
    const later = [];
    for (const [operation, target, a, b] of spec.code) {
      const to = Number(target);
      const first = Number(a);
      // A power's exponent stands in the instruction itself.
      const whole = operation === "powi";
      const second = whole ? first : Number(b ?? a);
      const isWide = this.wide[first] || this.wide[second];
      this.wide[to] = isWide ? 1 : 0;
      const f = whole ? power(Number(b)) : OPERATIONS[String(operation)];
      if (!f) throw new Error(`Unknown instruction ${operation}`);
      const run = () => f(this.rows[to], this.rows[first], this.rows[second], this.size);
      if (isWide) later.push(run);
      else run();
    }
    const out = Object.fromEntries(
      Object.entries(spec.out).map(([key, register]) => [key, this.rows[register]]),
    );
    return { run: () => later.forEach((step) => step()), out };
  }

  /** @param {"diffusion" | "cells"} name @returns {Record<string, number>} numbers of a block */
  numbers(name) {
    const { run, out } = this.block(name);
    run();
    return Object.fromEntries(Object.entries(out).map(([key, row]) => [key, row[0]]));
  }
}

/** @param {number} exponent @returns {Operation} */
function power(exponent) {
  if (exponent === 2) return OPERATIONS.mul;
  return each((x) => x ** exponent);
}
