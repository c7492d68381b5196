// An engine as one function that holds all its code: `import engine from "portable:./worker.js"`.
// The page calls it, and a worker is made of its text: a page opened from a disk may not load a
// worker's file. So the code is there once for both. What it says and throws is given to it.

import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const reference = fileURLToPath(new URL("src/engine/reference.js", import.meta.url));
const GIVEN = `
import { byReference } from ${JSON.stringify(reference)};
export const { text, words, InputError } = given ?? byReference();
`;

/** @type {import("esbuild").Plugin} */
const isGiven = {
  name: "given",
  setup({ onLoad }) {
    const filter = /[/\\]src[/\\](?:strings[/\\]\w+|engine[/\\]error)\.js$/;
    onLoad({ filter }, ({ path }) => ({ contents: GIVEN, resolveDir: dirname(path) }));
  },
};

/** @type {import("esbuild").Plugin} */
export const portable = {
  name: "portable",
  setup({ onResolve, onLoad, initialOptions: { target, charset } }) {
    onResolve({ filter: /^portable:/ }, ({ path, importer }) => ({
      path: resolve(dirname(importer), path.slice("portable:".length)),
      namespace: "portable",
    }));
    onLoad({ filter: /.*/, namespace: "portable" }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        bundle: true,
        format: "iife",
        globalName: "engine",
        target,
        charset,
        plugins: [isGiven],
        write: false,
      });
      return { contents: `export default function (given) {\n${outputFiles[0].text}\nreturn engine;\n}` };
    });
  },
};
