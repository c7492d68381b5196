/** Right, wrong, or partly right; and what to say to it. Read from the answers below a question. */

import { text } from "./strings.js";

/**
 * @typedef {"open" | "right" | "wrong" | "partly"} State open: nothing was answered yet
 * @typedef {{state: State, says: (string | Node)[]}} Verdict pieces to be said, in order
 */

/** @param {HTMLFormElement} form @returns {Verdict} */
export function judge(form) {
  return form.dataset.kind === "number" ? judgeNumber(form) : judgeChoice(form);
}

/** @param {HTMLFormElement} form @returns {Verdict} */
function judgeChoice(form) {
  const answers = [...form.querySelectorAll(".qz-options > li")].map((item) => ({
    right: /** @type {HTMLElement} */ (item).dataset.right === "true",
    says: feedback(item),
  }));
  const chosen = [...form.querySelectorAll("input")].filter((input) => input.checked);
  const picked = chosen.map((input) => answers[Number(input.value)]);
  if (!picked.length) return { state: "open", says: [text.choose] };
  const wrong = picked.filter(({ right }) => !right);
  const hit = picked.filter(({ right }) => right);
  const missing = answers.filter(({ right }) => right).length - hit.length;
  if (!wrong.length && !missing) {
    return { state: "right", says: [text.right, ...hit.map(({ says }) => says), why(form)] };
  }
  return {
    state: hit.length ? "partly" : "wrong",
    says: [
      hit.length ? text.partly : text.wrong,
      ...wrong.map(({ says }) => says),
      // How many are missing helps once what was chosen is right; before, it would only distract.
      ...(wrong.length ? [] : [text.missing(missing)]),
    ],
  };
}

/** @param {HTMLFormElement} form @returns {Verdict} */
function judgeNumber(form) {
  const given = form.querySelector("input")?.valueAsNumber ?? NaN;
  if (!Number.isFinite(given)) return { state: "open", says: [text.type] };
  const { answer, tolerance } = /** @type {HTMLElement} */ (form.querySelector(".qz-value")).dataset;
  const right = Number(answer);
  const share = Number(tolerance);
  if (close(given, right, share)) return { state: "right", says: [text.right, why(form)] };
  for (const item of form.querySelectorAll(".qz-near > li")) {
    if (close(given, Number(/** @type {HTMLElement} */ (item).dataset.value), share)) {
      return { state: "wrong", says: [text.wrong, feedback(item)] };
    }
  }
  const hint = form.querySelector(".qz-hint");
  const direction = given < right ? text.larger : text.smaller;
  return { state: "wrong", says: [text.wrong, direction, ...(hint ? [feedback(hint)] : [])] };
}

/** Of an answer 0 the tolerance is the distance itself. */
const close = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ share) =>
  Math.abs(a - b) <= share * (Math.abs(b) || 1) * (1 + 1e-9);

const feedback = (/** @type {Element} */ item) => copy(item.querySelector(".qz-feedback"));

const why = (/** @type {Element} */ form) => copy(form.querySelector(".qz-explanation"));

/** @param {Element | null} source @returns {Node} what stands in it: emphasis, links, formulas */
function copy(source) {
  const range = document.createRange();
  if (source) range.selectNodeContents(source);
  return range.cloneContents();
}
