/** Which kind of figure a spec describes. */

/** @import {SpaceSpec} from "../engine/space/types.js" */
/** @import {Spec} from "../types.js" */

/** @param {Spec | SpaceSpec} spec @returns {spec is SpaceSpec} */
export const inSpace = (spec) => "disc" in spec.model;
