// A worker's code as text: `import CODE from "worker:./worker.js"`. A page opened from a disk may
// not load a worker's file, so the code travels in the bundle and starts from a Blob.

import { dirname, resolve } from "node:path";
import { build } from "esbuild";

/** @type {import("esbuild").Plugin} */
export const workers = {
  name: "workers",
  setup({ onResolve, onLoad, initialOptions: { target, charset } }) {
    onResolve({ filter: /^worker:/ }, ({ path, importer }) => ({
      path: resolve(dirname(importer), path.slice("worker:".length)),
      namespace: "worker",
    }));
    onLoad({ filter: /.*/, namespace: "worker" }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        bundle: true,
        minify: true,
        format: "iife",
        target,
        charset,
        write: false,
      });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    });
  },
};
