import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["src/**/*.js"],
    languageOptions: { ecmaVersion: 2022, globals: globals.browser },
    rules: {
      // What a page must never do: run text as code, or write markup as text.
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({
          property,
          message: "Build nodes with `element`.",
        })),
      ],
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // A comma that leaves a place empty is how a pair is taken apart.
      "no-sparse-arrays": "off",
    },
  },
  { files: ["*.mjs", "eslint.config.js", "tests/**"], languageOptions: { globals: globals.node } },
];
