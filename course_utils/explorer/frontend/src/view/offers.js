/** The tools that a figure has beside those that are always there. */

/** @import {Figure} from "./figure.js" */
/** @import {Offer} from "./panels.js" */

/** @param {Figure} _figure @returns {Offer[]} */
export const offers = (_figure) => [];
