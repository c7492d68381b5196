/** Colours of a field: a ramp from dark blue to yellow that every kind of sight can order. */

import RAMPS from "../../../../../plots/ramps.json";

const parts = (/** @type {string} */ hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));

/** @type {Uint8ClampedArray} red, green and blue of 256 levels */
export const LEVELS = new Uint8ClampedArray(256 * 3);

const anchors = RAMPS.level.map(parts);
for (let i = 0; i < 256; i++) {
  const place = (i / 255) * (anchors.length - 1);
  const low = Math.min(Math.floor(place), anchors.length - 2);
  for (let k = 0; k < 3; k++) {
    LEVELS[3 * i + k] = anchors[low][k] + (place - low) * (anchors[low + 1][k] - anchors[low][k]);
  }
}

export const GRADIENT = RAMPS.level.join(", ");

/** Colours of a stained section; `lymphocyte` and `nucleus` also differ in size. */
export const SECTION = {
  stroma: parts(RAMPS.section.stroma),
  ground: parts(RAMPS.section.ground),
  nucleus: RAMPS.section.tumour,
  lymphocyte: RAMPS.section.effector,
};
