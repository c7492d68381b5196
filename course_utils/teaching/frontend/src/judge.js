/** Right, wrong, or partly right; and what to say to it. Read from the answers below a question. */

import { element } from "../../../explorer/frontend/src/view/dom.js";
import { text } from "./strings.js";

/**
 * @typedef {"open" | "right" | "wrong" | "partly"} State open: nothing was answered yet
 * @typedef {{state: State, says: (string | Node)[]}} Verdict pieces to be said, in order
 */

// A number off by no more than so many tolerances is close.
const CLOSE = 5;

/** @param {HTMLFormElement} form @returns {Verdict} */
export function judge(form) {
  return form.dataset.kind === "number" ? judgeNumber(form) : judgeChoice(form);
}

/** @param {HTMLFormElement} form @returns {Verdict} */
function judgeChoice(form) {
  const answers = [...form.querySelectorAll(".qz-options > li")].map((item) => ({
    right: /** @type {HTMLElement} */ (item).dataset.right === "true",
    quoted: copy(item, "q"),
    says: copy(item, ".qz-feedback"),
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
  // Of several boxes that are ticked, it has to be said which one is meant.
  const several = form.dataset.kind === "many";
  const refuted = wrong.map(({ quoted, says }) =>
    several ? element("p", {}, element("q", {}, quoted), " ", says) : says,
  );
  return {
    state: hit.length ? "partly" : "wrong",
    says: [
      hit.length ? text.partly : text.wrong,
      ...refuted,
      // How many are missing helps once what was chosen is right; before, it would only distract.
      ...(wrong.length ? [] : [text.missing(missing)]),
    ],
  };
}

/** @param {HTMLFormElement} form @returns {Verdict} */
function judgeNumber(form) {
  const box = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const given = box.valueAsNumber;
  if (!Number.isFinite(given)) {
    return { state: "open", says: [box.validity.badInput ? text.unreadable : text.type] };
  }
  const { answer, tolerance } = /** @type {HTMLElement} */ (form.querySelector(".qz-value")).dataset;
  const right = Number(answer);
  const share = Number(tolerance);
  if (close(given, right, share)) return { state: "right", says: [text.right, why(form)] };
  for (const item of form.querySelectorAll(".qz-near > li")) {
    if (close(given, Number(/** @type {HTMLElement} */ (item).dataset.value), share)) {
      return { state: "wrong", says: [text.wrong, copy(item, ".qz-feedback")] };
    }
  }
  const direction = given < right ? text.larger : text.smaller;
  if (close(given, right, CLOSE * share)) {
    return { state: "partly", says: [text.nearly, direction, text.digit] };
  }
  const hint = form.querySelector(".qz-hint") ? [copy(form, ".qz-hint .qz-feedback")] : [];
  return { state: "wrong", says: [text.wrong, direction, ...hint] };
}

/** Of an answer 0 the tolerance is the distance itself. */
const close = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ share) =>
  Math.abs(a - b) <= share * (Math.abs(b) || 1) * (1 + 1e-9);

const why = (/** @type {Element} */ form) => copy(form, ".qz-explanation");

/**
 * @param {Element} within
 * @param {string} selector
 * @returns {Node} what stands in the element: emphasis, links, formulas
 */
function copy(within, selector) {
  const range = document.createRange();
  const source = within.querySelector(selector);
  if (source) range.selectNodeContents(source);
  return range.cloneContents();
}
