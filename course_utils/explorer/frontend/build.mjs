// Builds the two bundles that Python ships: `npm ci && npm run build`.
// Another folder than ../static may be given: `npm run build -- FOLDER`.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const folder = process.argv[2] ?? fileURLToPath(new URL("../static/", import.meta.url));

// uPlot is part of the bundles, and its licence must travel with it.
const licence = await readFile(new URL("node_modules/uplot/LICENSE", import.meta.url), "utf8");

/** Styles are imported as text, so they are made small here. @type {import("esbuild").Plugin} */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await readFile(path, "utf8");
      const { code } = await transform(css, { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
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
  banner: { js: `/*!\nThe chart is drawn by uPlot.\n\n${licence.trim()}\n*/` },
  plugins: [styles],
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: ["src/page.js"],
  // A classic script: pages opened from a disk cannot load modules.
  format: "iife",
  outfile: `${folder}/explorer.page.js`,
});
await build({
  ...common,
  entryPoints: ["src/widget.js"],
  format: "esm",
  outfile: `${folder}/explorer.widget.js`,
});
