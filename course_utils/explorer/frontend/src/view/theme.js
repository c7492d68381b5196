/** Light or dark, as the page around the figure is; and the colours of either. */

import ACTORS from "../../../../plots/actors.json";

/**
 * @typedef {{ink: string, quiet: string, grid: string, band: string, surface: string}} Inks
 * @typedef {{name: "light" | "dark", inks: Inks}} Theme
 */

/** @type {Record<"light" | "dark", Inks>} */
const INKS = {
  light: {
    ink: "#1f2630",
    quiet: "#59636f",
    grid: "#e6e6e1",
    band: "rgba(95, 107, 122, 0.13)",
    surface: "#fbfaf7",
  },
  dark: {
    ink: "#e9edf2",
    quiet: "#a8b2be",
    grid: "#2e353e",
    band: "rgba(163, 174, 187, 0.17)",
    surface: "#171b21",
  },
};

/** @type {Theme} */
export const LIGHT = { name: "light", inks: INKS.light };

const system = () => window.matchMedia("(prefers-color-scheme: dark)");

/** @returns {Theme} */
export function currentTheme() {
  const book = document.documentElement.dataset.theme;
  const lab = document.body?.dataset.jpThemeLight;
  let dark = system().matches;
  if (book === "light" || book === "dark") dark = book === "dark";
  else if (lab !== undefined) dark = lab === "false";
  const name = dark ? "dark" : "light";
  return { name, inks: INKS[name] };
}

/** @param {() => void} changed @returns {() => void} stops watching */
export function watchTheme(changed) {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  if (document.body) observer.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  const preference = system();
  preference.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    preference.removeEventListener("change", changed);
  };
}

/**
 * How one line is drawn.
 *
 * @typedef {{light: string, dark: string, dash: number[]}} Look
 */

/**
 * @param {{actor: string}[]} items in the order in which they are drawn
 * @returns {Look[]} the actor's colour; a second line of the same actor gets dashes of its own
 */
export function looks(items) {
  /** @type {Record<string, {light: string, dark: string, dash: number[]}>} */
  const actors = ACTORS;
  return items.map(({ actor }, i) => {
    const { light, dark, dash } = actors[actor] ?? actors.tumour;
    const before = items.slice(0, i).filter((item) => item.actor === actor).length;
    return { light, dark, dash: before ? [3 + 5 * before, 3, 3, 3] : dash };
  });
}

/**
 * @param {string} colour as #rrggbb
 * @param {string} other as #rrggbb
 * @param {number} share of `other`
 */
export function mix(colour, other, share) {
  const channel = (/** @type {string} */ hex, /** @type {number} */ i) =>
    parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map((i) =>
    Math.round(channel(colour, i) * (1 - share) + channel(other, i) * share),
  );
  return `rgb(${mixed.join(", ")})`;
}
