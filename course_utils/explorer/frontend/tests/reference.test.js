import assert from "node:assert/strict";
import { test } from "node:test";
import { byReference, inWords } from "../src/engine/reference.js";

const tables = {
  text: {
    kinds: { state: "Zustand" },
    whats: { day: "Tag", start: (/** @type {string} */ name) => `Start von ${name}` },
    errors: {
      negative: (/** @type {string} */ what, /** @type {number} */ number) =>
        `${what}: ${number} ist zu klein.`,
      unknown: (
        /** @type {string} */ kind,
        /** @type {string} */ name,
        /** @type {string[]} */ valid,
      ) => `${kind} ${name}? Es gibt ${valid.join(", ")}.`,
      tooHard: { steps: (/** @type {number} */ day) => `Am Tag ${day} zu schwer.` },
    },
  },
};
const { text, InputError } = byReference();
const said = (/** @type {string} */ sentence) => inWords(new InputError(sentence).message, tables);

test("a worker's error is put into the words of the page", () => {
  assert.equal(said(text.errors.negative(text.whats.day, -1)), "Tag: -1 ist zu klein.");
  assert.equal(said(text.errors.tooHard["steps"](3)), "Am Tag 3 zu schwer.");
});

test("words within words are found, too", () => {
  assert.equal(
    said(text.errors.negative(text.whats.start("E"), -2)),
    "Start von E: -2 ist zu klein.",
  );
  assert.equal(
    said(text.errors.unknown(text.kinds.state, "Q", ["T", "E"])),
    "Zustand Q? Es gibt T, E.",
  );
});
