// Builds the bundles that Python ships: `npm ci && npm run build`. The live figure's and the
// quiz's are built here alike, because one set of tools is enough.

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { minify } from "terser";
import { lean } from "./lean.mjs";
import { portable } from "./portable.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const figures = fileURLToPath(new URL("../static/", import.meta.url));
const quizzes = fileURLToPath(new URL("../../teaching/static/", import.meta.url));

/** What a page fetches only when a figure needs it: name and file, from `src/parts.js`. */
const parts = [
  ...(await readFile(resolve(here, "src/parts.js"), "utf8")).matchAll(
    /(\w+): \(\) => import\("(.+)"\)/g,
  ),
].map(([, name, file]) => ({ name, file: `./src/${file}` }));

// uPlot is part of the bundles, and its licence must travel with it.
const licence = await readFile(new URL("node_modules/uplot/LICENSE", import.meta.url), "utf8");
const banner = { js: `/*!\nThe chart is drawn by uPlot.\n\n${licence.trim()}\n*/` };
// A page's script is fetched by every reader; there it lies beside, in a file of its own.
const pointer = "The chart is drawn by uPlot (MIT License, see explorer.licence.txt).";
await mkdir(figures, { recursive: true });
await writeFile(`${figures}/explorer.licence.txt`, licence);

/** @param {import("esbuild").BuildOptions} input @returns {Promise<string>} a small sheet */
async function sheetOf(input) {
  const { outputFiles } = await build({
    ...input,
    absWorkingDir: here,
    bundle: true,
    minify: true,
    charset: "utf8",
    write: false,
  });
  return outputFiles[0].text.trim();
}

/** Styles are imported as text, so they are made small here. @type {import("esbuild").Plugin} */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: await sheetOf({ entryPoints: [path] }),
      loader: "text",
    }));
  },
};

/** What a page's sheet has to hold, by the parts that import it. @type {Set<string>} */
const worn = new Set();

/** On a page they are in one sheet, and the parts carry none. @type {import("esbuild").Plugin} */
const elsewhere = {
  name: "elsewhere",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, ({ path }) => {
      worn.add(`./${relative(here, path)}`);
      return { contents: "", loader: "text" };
    });
  },
};

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  target: ["es2022"],
  legalComments: "inline",
  plugins: [styles, lean, portable],
  logLevel: "warning",
};

/** A classic script: pages opened from a disk cannot load modules. */
const classic = /** @type {const} */ ({ ...common, format: "iife" });
const module = /** @type {const} */ ({ ...common, format: "esm" });

/**
 * The page's own script, which finds the parts beside it.
 *
 * @param {Record<string, string>} files of the parts
 * @param {string} lent what it lends to them, as a module
 * @param {import("esbuild").BuildOptions} options
 */
const buildPage = (files, lent, options) =>
  build({
    ...classic,
    ...options,
    banner: { js: `/*! ${pointer} */` },
    define: { "globalThis.PART_FILES": JSON.stringify(files) },
    stdin: { contents: 'import "lent";\nimport "./src/page.js";', resolveDir: here },
    plugins: [
      lean,
      portable,
      {
        name: "page",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /\/parts\.js$/ }, () => ({ path: resolve(here, "src/parts.page.js") }));
          onResolve({ filter: /^lent$/ }, ({ path }) => ({ path, namespace: "lent" }));
          onLoad({ filter: /./, namespace: "lent" }, () => ({ contents: lent, resolveDir: here }));
        },
      },
    ],
  });

/**
 * Make a page's script smaller still: readers fetch it over the network, students do not.
 *
 * @param {string} file
 */
async function shrink(file) {
  const { code } = await minify(await readFile(file, "utf8"), {
    ecma: 2020,
    compress: { passes: 3 },
  });
  if (!code) throw new Error(`${file} is empty`);
  await writeFile(file, `${code}\n`);
}

/** @param {string} file @returns {Promise<string[]>} the names that a module exports */
async function exportsOf(file) {
  const { metafile } = await build({
    ...module,
    entryPoints: [file],
    write: false,
    metafile: true,
    outfile: "out.js",
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

// Modules that the page's own script holds are not built into a part: it takes them from there.
const { metafile } = await buildPage({}, "", { write: false, metafile: true });
const held = new Set(Object.keys(metafile.inputs).map((file) => resolve(here, file)));
/** Those of them that some part takes, by what they are called between the scripts. */
const taken = /** @type {Map<string, string>} */ (new Map());

/** @type {import("esbuild").Plugin} */
const takes = {
  name: "takes",
  setup({ onResolve, onLoad, resolve: find }) {
    onResolve({ filter: /./ }, async ({ path, pluginData, ...where }) => {
      if (pluginData === "found") return undefined;
      const found = await find(path, { ...where, pluginData: "found" });
      if (!held.has(found.path)) return found;
      return { path: found.path, namespace: "taken" };
    });
    onLoad({ filter: /./, namespace: "taken" }, async ({ path }) => {
      const name = relative(here, path);
      taken.set(name, path);
      const lines = (await exportsOf(path)).map((each) =>
        each === "default"
          ? "export default held.default;"
          : `export const ${each} = held.${each};`,
      );
      const held = `const held = globalThis.coldToWarm.modules[${JSON.stringify(name)}];`;
      return { contents: [held, ...lines].join("\n") };
    });
  },
};

/**
 * A reader who comes again must not get an old file from the browser's store.
 *
 * @param {string} file @returns {Promise<string>} its name with a mark of what is in it
 */
async function marked(file) {
  const mark = createHash("sha256").update(await readFile(file)).digest("hex").slice(0, 8);
  return `${basename(file)}?v=${mark}`;
}

const files = /** @type {Record<string, string>} */ ({});
for (const { name, file } of parts) {
  const outfile = `${figures}/explorer.${name}.js`;
  await build({
    ...classic,
    plugins: [elsewhere, lean, portable, takes],
    stdin: {
      contents: `import * as part from "${file}"; globalThis.coldToWarm.parts.${name} = part;`,
      resolveDir: here,
    },
    outfile,
  });
  await shrink(outfile);
  files[name] = await marked(outfile);
}

const sheet = `${figures}/explorer.page.css`;
const first = ["uplot/dist/uPlot.min.css", "./src/style.css"];
const imports = [...first, ...[...worn].sort()].map((file) => `@import ${JSON.stringify(file)};`);
const stdin = /** @type {const} */ ({ contents: imports.join("\n"), loader: "css", resolveDir: here });
await writeFile(sheet, `${await sheetOf({ stdin })}\n`);
files.sheet = await marked(sheet);

const lent = [...taken].sort(([a], [b]) => (a < b ? -1 : 1));
await buildPage(
  files,
  [
    ...lent.map(([, file], i) => `import * as m${i} from ${JSON.stringify(file)};`),
    "globalThis.coldToWarm = { parts: {}, modules: {",
    ...lent.map(([name], i) => `  ${JSON.stringify(name)}: m${i},`),
    "} };",
  ].join("\n"),
  { outfile: `${figures}/explorer.page.js` },
);
await shrink(`${figures}/explorer.page.js`);

await build({
  ...module,
  banner,
  entryPoints: ["src/widget.js"],
  outfile: `${figures}/explorer.widget.js`,
});

const questions = "../../teaching/frontend/src";
await build({
  ...classic,
  entryPoints: [`${questions}/page.js`],
  outfile: `${quizzes}/quiz.page.js`,
});
await build({
  ...module,
  entryPoints: [`${questions}/widget.js`],
  outfile: `${quizzes}/quiz.widget.js`,
});
// Of its own for pages: a quiz is read there without any script, too.
await build({
  ...common,
  plugins: [],
  entryPoints: ["../../teaching/frontend/src/style.css"],
  outfile: `${quizzes}/quiz.page.css`,
});
