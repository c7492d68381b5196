// Builds the bundles that Python ships: `npm ci && npm run build`. The live figure's and the
// quiz's are built here alike, because one set of tools is enough.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const figures = fileURLToPath(new URL("../static/", import.meta.url));
const quizzes = fileURLToPath(new URL("../../teaching/static/", import.meta.url));

// uPlot is part of the bundles, and its licence must travel with it.
const licence = await readFile(new URL("node_modules/uplot/LICENSE", import.meta.url), "utf8");

/** Styles are imported as text, so they are made small here. @type {import("esbuild").Plugin} */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        bundle: true,
        minify: true,
        charset: "utf8",
        write: false,
      });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  bundle: true,
  minify: true,
  charset: "utf8",
  target: ["es2022"],
  legalComments: "inline",
  plugins: [styles],
  logLevel: "warning",
};

/**
 * @param {string} from the folder of the sources
 * @param {string} to where the bundles go
 * @param {string} name
 * @param {import("esbuild").BuildOptions} [more]
 */
async function bundle(from, to, name, more) {
  await build({
    ...common,
    ...more,
    entryPoints: [`${from}/page.js`],
    // A classic script: pages opened from a disk cannot load modules.
    format: "iife",
    outfile: `${to}/${name}.page.js`,
  });
  await build({
    ...common,
    ...more,
    entryPoints: [`${from}/widget.js`],
    format: "esm",
    outfile: `${to}/${name}.widget.js`,
  });
}

await bundle("src", figures, "explorer", {
  banner: { js: `/*!\nThe chart is drawn by uPlot.\n\n${licence.trim()}\n*/` },
});
await bundle("../../teaching/frontend/src", quizzes, "quiz");
// Of its own for pages: a quiz is read there without any script, too.
await build({
  ...common,
  plugins: [],
  entryPoints: ["../../teaching/frontend/src/style.css"],
  outfile: `${quizzes}/quiz.page.css`,
});
