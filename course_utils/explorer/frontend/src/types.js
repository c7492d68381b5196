/**
 * Shapes of the data that Python sends and that the modules pass on; no code.
 *
 * @typedef {Array<string | number>} Instruction operation, target register, operands
 * @typedef {{code: Instruction[], out: Record<string, number>}} BlockSpec
 * @typedef {{
 *   inputs: Record<string, number>, constants: [number, number][], registers: number,
 *   start: BlockSpec, effects: BlockSpec, derivatives: BlockSpec, observables: BlockSpec,
 *   jacobian?: BlockSpec,
 *   outcomes: BlockSpec & {extremes: ["highest" | "lowest", string, number][]},
 *   chance?: ChanceSpec, switched?: SwitchedSpec,
 * }} ProgramSpec
 * @typedef {{
 *   inputs: Record<string, number>, derivatives: BlockSpec, jacobian?: BlockSpec, rates?: BlockSpec,
 * }} SwitchedSpec the same with a switch for each process; only where processes can be taken out
 * @typedef {{
 *   singles: Record<string, number>, rates: BlockSpec, changes: BlockSpec,
 *   jumps: {name: string, single: number, changes: Record<string, string>}[],
 * }} ChanceSpec what a run by chance needs; only of a model that counts a state
 *
 * @typedef {{
 *   name: string, label: string, unit: string, unit_words: string, meaning: string,
 *   range: [number, number] | null, scale: "linear" | "log",
 * }} Adjustable what a slider can move
 * @typedef {Adjustable & {actor: string, start: number | null}} StateSpec
 *   `start` is null where the program works the start value out
 * @typedef {Adjustable & {value: number, source: string}} ParameterSpec
 * @typedef {{name: string, label: string, unit: string, unit_words: string, actor: string}} ObservableSpec
 * @typedef {{state: string, op: Operation, value: string}} Effect
 *   `value` names the result of the program's effects that says how much
 * @typedef {{name: string, label: string, kind: "window" | "pulse", effects?: Effect[]}} TreatmentSpec
 * @typedef {{name: string, label: string, words: string}} OutcomeSpec
 * @typedef {{name: string, label: string, makes: string[], removes: string[]}} ProcessSpec
 * @typedef {{number: string, sentence: string}} ClaimSpec
 * @typedef {{
 *   name: string, title: string, removed?: string[], set?: Values, states: StateSpec[], parameters: ParameterSpec[],
 *   treatments: TreatmentSpec[], observables: ObservableSpec[], outcomes: OutcomeSpec[],
 *   program: ProgramSpec, processes?: ProcessSpec[], claims?: ClaimSpec[],
 *   knockouts?: Record<string, Record<string, boolean>>,
 * }} ModelSpec
 *   `knockouts` says for each process which claims fall without it: true if the claim is wrong
 *   then, false if it can no longer be worked out
 *
 * @typedef {"add" | "scale" | "set"} Operation
 * @typedef {{name: string, from: number, to: number}} WindowCourse
 * @typedef {{name: string, at: number[], dose?: number}} PulseCourse
 * @typedef {WindowCourse | PulseCourse} Course
 * @typedef {{t: number, state?: string, parameter?: string, op: Operation, value: number}} Action
 *
 * @typedef {Record<string, number>} Values
 * @typedef {"time" | "phase" | "chance" | "trial"} View
 * @typedef {{name: string, range: [number, number], log: boolean}} AxisSpec of the phase plane
 * @typedef {{label: string, look: string, values: Values, treatments: Course[]}} Preset
 * @typedef {{
 *   sketch: string, log: boolean, question: string, explanation: string, answers: Answer[],
 *   values: Values, treatments: Course[], range: [number, number],
 * }} PredictSpec what the reader is asked before the model runs
 * @typedef {{label: string, outcome?: string, shape?: string}} Answer
 * @typedef {{name: string, t: number[], y: number[]}} Measured what was measured of a quantity
 * @typedef {{
 *   vary: string, state: string, label: string, values: Values, range: [number, number], log: boolean,
 *   words: string, lines: {x: number[], y: number[], stable: boolean}[],
 * }} BranchesSpec where a state can rest; `values` are those of the others that count
 * @typedef {{
 *   show: string[], controls: string[], days: [number, number], points: number, log: boolean,
 *   question: string, presets: Preset[], values: Values, treatments: Course[],
 *   phase: [AxisSpec, AxisSpec] | null, opens: View,
 *   data?: Measured[], branches?: BranchesSpec[], predict?: PredictSpec, story?: true,
 *   chance?: FanSpec, trial?: TrialSpec,
 * }} ViewSpec
 * @typedef {{name: string} & ({kind: "log-normal" | "normal", sd: number} |
 *   {kind: "uniform", low: number, high: number})} VariesSpec
 * @typedef {{label: string, source: string, varies: VariesSpec[], mixing: number[][]}} PopulationSpec
 * @typedef {{label: string, of: string} & ({kind: "progression", factor: number, plus: number} |
 *   {kind: "death", at: number})} EndpointSpec
 * @typedef {{
 *   arms: {label: string, actor: string, treatments: Course[], values: Values}[],
 *   population: PopulationSpec, most: Record<string, number>, endpoints: EndpointSpec[],
 *   patients: number, seed: number, days: [number, number], points: number,
 * }} TrialSpec a virtual trial; `most` holds what no patient may exceed
 * @typedef {{runs: number, show: string, days: [number, number], points: number}} FanSpec the view
 *   of many runs by chance
 * @typedef {{format: 1, model: ModelSpec, view: ViewSpec}} Spec
 *
 * @typedef {{values?: Values, days?: [number, number], treatments?: Array<Course | Action>,
 *   points?: number, without?: string[]}} Request `without` names processes that are taken out
 * @typedef {{t: Float64Array, y: Record<string, Float64Array>,
 *   observables: Record<string, Float64Array>, outcome: string | null, steps: number}} Result
 *
 * @typedef {Request & {seed?: number, runs?: number}} ChanceRequest
 *   without `runs`, one run with the seed itself
 * @typedef {{
 *   seed: number, y: Record<string, Float64Array>, diedOut: boolean,
 *   events: {t: Float64Array, process: string[]},
 * }} ChanceRun
 * @typedef {{t: Float64Array, runs: ChanceRun[]}} ChanceResult
 */

export {};
