/** Interpret a model's program: instructions over numbered registers, never evaluated as code. */

/** @import {BlockSpec, ChanceSpec, ProgramSpec} from "../types.js" */

// prettier-ignore
const OPERATIONS = [
  "add", "sub", "mul", "div", "neg", "powi", "pow", "exp", "log", "sqrt", "abs",
  "max", "min", "lt", "le", "gt", "ge", "eq", "and", "or", "not", "where",
];

/**
 * One block of instructions, decoded once into typed arrays.
 *
 * @typedef {{op: Uint8Array, target: Int32Array, a: Int32Array, b: Int32Array, c: Int32Array}} Block
 */

/**
 * @param {BlockSpec} spec
 * @returns {Block}
 */
function decode({ code }) {
  const size = code.length;
  const block = {
    op: new Uint8Array(size),
    target: new Int32Array(size),
    a: new Int32Array(size),
    b: new Int32Array(size),
    c: new Int32Array(size),
  };
  code.forEach(([name, target, a, b = 0, c = 0], i) => {
    const op = OPERATIONS.indexOf(String(name));
    if (op < 0) throw new Error(`Unknown instruction ${name}`);
    block.op[i] = op;
    block.target[i] = Number(target);
    block.a[i] = Number(a);
    block.b[i] = Number(b);
    block.c[i] = Number(c);
  });
  return block;
}

/**
 * @param {Block} block
 * @param {Float64Array} r registers
 */
export function execute(block, r) {
  const { op, target, a, b, c } = block;
  for (let i = 0; i < op.length; i++) {
    const x = r[a[i]];
    let value = 0;
    // The case numbers are the places in OPERATIONS.
    // prettier-ignore
    switch (op[i]) {
      case 0: value = x + r[b[i]]; break;
      case 1: value = x - r[b[i]]; break;
      case 2: value = x * r[b[i]]; break;
      case 3: value = x / r[b[i]]; break;
      case 4: value = -x; break;
      case 5: value = b[i] === 2 ? x * x : Math.pow(x, b[i]); break;
      case 6: value = Math.pow(x, r[b[i]]); break;
      case 7: value = Math.exp(x); break;
      case 8: value = Math.log(x); break;
      case 9: value = Math.sqrt(x); break;
      case 10: value = Math.abs(x); break;
      case 11: value = Math.max(x, r[b[i]]); break;
      case 12: value = Math.min(x, r[b[i]]); break;
      case 13: value = x < r[b[i]] ? 1 : 0; break;
      case 14: value = x <= r[b[i]] ? 1 : 0; break;
      case 15: value = x > r[b[i]] ? 1 : 0; break;
      case 16: value = x >= r[b[i]] ? 1 : 0; break;
      case 17: value = x === r[b[i]] ? 1 : 0; break;
      case 18: value = x !== 0 && r[b[i]] !== 0 ? 1 : 0; break;
      case 19: value = x !== 0 || r[b[i]] !== 0 ? 1 : 0; break;
      case 20: value = x === 0 ? 1 : 0; break;
      default: value = x !== 0 ? r[b[i]] : r[c[i]];
    }
    r[target[i]] = value;
  }
}

/** @type {ChanceSpec} */
const NO_CHANCE = {
  singles: {},
  rates: { code: [], out: {} },
  changes: { code: [], out: {} },
  jumps: [],
};

/** The registers and blocks of one model; holds the numbers of one run at a time. */
export class Machine {
  /**
   * @param {ProgramSpec} program
   * @param {string[]} states names in the order of state vectors
   */
  constructor(program, states) {
    this.program = program;
    this.registers = new Float64Array(program.registers);
    for (const [register, value] of program.constants) this.registers[register] = value;
    /** @type {Record<string, Block>} */
    this.blocks = {
      start: decode(program.start),
      effects: decode(program.effects),
      observables: decode(program.observables),
      outcomes: decode(program.outcomes),
    };
    // Empty where nothing is counted.
    const chance = program.chance ?? NO_CHANCE;
    this.blocks.changes = decode(chance.changes);
    this.chance = chance;
    this.jumpSizes = Float64Array.from(chance.jumps, ({ single }) => single);
    this.states = states;
    this.stateRegisters = Int32Array.from(states, (name) => program.inputs[name]);
    /** The processes that are taken out. @type {string[]} */
    this.removed = [];
    // Where results stand, and the Jacobian, as the blocks have them that `use` chooses.
    this.slopes = this.levelSlopes = this.jumpRates = this.entries = new Int32Array(0);
    /** @type {Block | undefined} */
    this.jacobianBlock = undefined;
    this.#use({ ...program, rates: chance.rates });
  }

  /**
   * Choose which blocks say how fast things change.
   *
   * @param {{derivatives: BlockSpec, jacobian?: BlockSpec, rates?: BlockSpec}} blocks
   */
  #use({ derivatives, jacobian, rates = NO_CHANCE.rates }) {
    const { blocks, chance, states } = this;
    blocks.derivatives = decode(derivatives);
    this.slopes = Int32Array.from(states, (name) => derivatives.out[name]);
    blocks.rates = decode(rates);
    const levels = states.filter((name) => name in rates.out);
    this.levelSlopes = Int32Array.from(levels, (name) => rates.out[name]);
    this.jumpRates = Int32Array.from(chance.jumps, ({ name }) => rates.out[name]);
    // Only where the figure has a phase plane.
    this.jacobianBlock = jacobian && decode(jacobian);
    this.entries = Int32Array.from(
      jacobian ? states.flatMap((row) => states.map((by) => jacobian.out[`${row} by ${by}`])) : [],
    );
  }

  /**
   * Take processes out, and put all others back. The whole model runs on the blocks without
   * switches: as fast as a figure that has none, and to the last bit the same.
   *
   * @param {string[]} names
   */
  remove(names) {
    const { program, chance, removed, registers } = this;
    if (names.join() === removed.join()) return;
    this.removed = names;
    const { switched } = program;
    if (!switched || !names.length) return this.#use({ ...program, rates: chance.rates });
    for (const [name, register] of Object.entries(switched.inputs)) {
      registers[register] = names.includes(name) ? 0 : 1;
    }
    if (!removed.length) this.#use(switched);
  }

  /** @param {string} name @returns {number} the number that a parameter or window now has */
  get(name) {
    return this.registers[this.program.inputs[name]];
  }

  /** @param {string} name @param {number} value */
  set(name, value) {
    this.registers[this.program.inputs[name]] = value;
  }

  /** @returns {Record<string, number>} start values and baselines, from the numbers now held */
  start() {
    return this.#results("start");
  }

  /** @returns {Record<string, number>} what one dose does, with the parameters as they now are */
  effects() {
    return this.#results("effects");
  }

  /**
   * Work out the derivatives at `y` (per day) into `slope`.
   *
   * @param {Float64Array} y
   * @param {Float64Array} slope
   */
  derivatives(y, slope) {
    const { registers, stateRegisters, slopes } = this;
    for (let i = 0; i < y.length; i++) registers[stateRegisters[i]] = y[i];
    execute(this.blocks.derivatives, registers);
    for (let i = 0; i < y.length; i++) slope[i] = registers[slopes[i]];
  }

  /**
   * Work out how fast a run by chance goes at `y`.
   *
   * @param {Float64Array} y
   * @param {Float64Array} slopes of the levels, per day
   * @param {Float64Array} paces events per day of each process that jumps
   * @returns {number} sum of the paces
   */
  pace(y, slopes, paces) {
    const { registers, stateRegisters, levelSlopes, jumpRates, jumpSizes } = this;
    for (let i = 0; i < y.length; i++) registers[stateRegisters[i]] = y[i];
    execute(this.blocks.rates, registers);
    for (let i = 0; i < slopes.length; i++) slopes[i] = registers[levelSlopes[i]];
    let total = 0;
    for (let i = 0; i < paces.length; i++) {
      paces[i] = registers[jumpRates[i]] / jumpSizes[i];
      total += paces[i];
    }
    return total;
  }

  /** @returns {number[][]} by how much an event of each process changes its states, in order */
  changes() {
    execute(this.blocks.changes, this.registers);
    const { jumps, changes } = this.chance;
    return jumps.map((jump) =>
      Object.values(jump.changes).map((key) => this.registers[changes.out[key]]),
    );
  }

  /**
   * Work out how each derivative changes with each state at `y`, row by row, into `matrix`.
   *
   * @param {Float64Array} y
   * @param {Float64Array} matrix
   */
  jacobian(y, matrix) {
    if (!this.jacobianBlock) throw new Error("This program has no Jacobian");
    const { registers, stateRegisters, entries } = this;
    for (let i = 0; i < y.length; i++) registers[stateRegisters[i]] = y[i];
    execute(this.jacobianBlock, registers);
    for (let i = 0; i < entries.length; i++) matrix[i] = registers[entries[i]];
  }

  /** @param {Float64Array} y @returns {Record<string, number>} */
  observables(y) {
    y.forEach((value, i) => (this.registers[this.stateRegisters[i]] = value));
    return this.#results("observables");
  }

  /**
   * @param {Float64Array} final last values of the states
   * @param {Record<string, Float64Array>} series states over the run
   * @returns {Record<string, number>} truth of every outcome: not 0 if it holds
   */
  outcomes(final, series) {
    final.forEach((value, i) => (this.registers[this.stateRegisters[i]] = value));
    for (const [kind, state, register] of this.program.outcomes.extremes) {
      const better = kind === "highest" ? Math.max : Math.min;
      this.registers[register] = series[state].reduce((best, value) => better(best, value));
    }
    return this.#results("outcomes");
  }

  /** @param {"start" | "effects" | "observables" | "outcomes"} name */
  #results(name) {
    execute(this.blocks[name], this.registers);
    const { out } = this.program[name];
    return Object.fromEntries(Object.entries(out).map(([key, at]) => [key, this.registers[at]]));
  }
}
