/**
 * Shapes of the data of a figure in space; no code.
 *
 * @import {BlockSpec, Course, Values} from "../../types.js"
 *
 * @typedef {{
 *   inputs: Record<string, number>, constants: [number, number][], registers: number,
 *   rates: BlockSpec, diffusion: BlockSpec, start: BlockSpec, cells: BlockSpec,
 *   ways: Record<string, "grow" | "add">,
 * }} SpaceProgram
 * @typedef {{
 *   name: string, label: string, unit_words: string, actor: string, at_most: number | null,
 *   start: number | null,
 * }} SpaceState
 * @typedef {{
 *   name: string, title: string, watched: string, residents: Record<string, string>,
 *   states: SpaceState[], parameters: {name: string, label: string, value: number}[],
 *   treatments: {name: string, label: string, kind: "window"}[],
 *   tissues: {name: string, label: string}[],
 *   disc: {name: string, radius: string, side: string},
 *   core: number, rim: number, cold_below: number, excluded_below: number,
 *   program: SpaceProgram,
 * }} SpaceModel
 * @typedef {{
 *   days: number, cells: number, preset: string | null, presets: Record<string, Values>,
 *   question: string, values: Values, treatments: Course[],
 * }} SpaceView
 * @typedef {{format: 1, model: SpaceModel, view: SpaceView}} SpaceSpec
 *
 * @typedef {"hot" | "excluded" | "cold"} Pattern
 * @typedef {{
 *   kind?: "field" | "cells", values?: Values, treatments?: Course[], cells?: number,
 *   seed?: number,
 * }} SpaceRequest
 * @typedef {"begin" | "advance" | "set" | "place"} Method of a session
 * @typedef {{
 *   t: number, cells: number, side: number, radius: number,
 *   fields: Record<string, Float64Array>,
 *   means: Record<string, Record<string, number>>,
 *   profiles: Record<string, Float64Array>, distances: Float64Array,
 *   mixed: Values, ratio: number, pattern: Pattern,
 * }} Snapshot what is shown of one moment; fields run row by row, `means` by region and
 *   state, `mixed` the levels of the well-mixed model
 */

export {};
