// uPlot without what no figure asks for: axes of time and of other scales, its legend, bars and
// splines. Its sources have switches for these, but what is published has none left, so they are
// cut out here. The version is pinned; should another one be written otherwise, the build says so.

import { readFile } from "node:fs/promises";

/** What to look for, what takes its place, and how often it must be there. */
const CUTS = /** @type {[RegExp, string, number][]} */ ([
  [/\(paths\.(?:bars|spline) .*/g, "", 2],
  [/uPlot\.(?:fmtDate|tzDate|sync|rangeAsinh) *=.*/g, "", 4],
  // Axes of time.
  [/let isTime = .*;/g, "const isTime = false;", 3],
  [/scaleX\.time\b/g, "false", 1],
  [/const _(?:tzDate|fmtDate|timeAxisSplits|timeAxisVals|timeSeriesVal) .*/g, "", 5],
  [/const \[ timeIncrs.*/g, "", 2],
  // Scales that are neither even nor logarithmic, and charts of points without order.
  [/\b(?:sc\.|axis\.)?distr == (?:2|4|100)\b/g, "false", 19],
  [/\bmode == 2\b/g, "false", 16],
  [/\bmode == 1\b/g, "true", 15],
  // The legend.
  [/const showLegend = legend\.show;/g, "const showLegend = false;", 1],
  [/legend\.show && legend\.live/g, "false", 1],
  [/if \(legend\.live\)/g, "if (false)", 2],
  [/let multiValLegend = false;/g, "const multiValLegend = false;", 1],
  [/multiValLegend = getMultiVals != null;/g, "", 1],
]);

/** @type {import("esbuild").Plugin} */
export const lean = {
  name: "lean",
  setup({ onLoad }) {
    onLoad({ filter: /uPlot\.esm\.js$/, namespace: "file" }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      for (const [what, instead, often] of CUTS) {
        const found = contents.match(what)?.length ?? 0;
        if (found !== often) {
          throw new Error(`uPlot has ${what} ${found} times, and not ${often}: see lean.mjs`);
        }
        contents = contents.replace(what, instead);
      }
      return { contents };
    });
  },
};
