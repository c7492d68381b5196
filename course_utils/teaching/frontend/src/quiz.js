/** A quiz that Python wrote as text gets a button and an answer to every answer. */

import { element } from "../../../explorer/frontend/src/view/dom.js";
import { currentTheme, watchTheme } from "../../../explorer/frontend/src/view/theme.js";
import { judge } from "./judge.js";
import { text } from "./strings.js";

/** @param {HTMLElement} root @returns {() => void} stops following the page's theme */
export function wake(root) {
  root.querySelectorAll("form").forEach(wakeQuestion);
  const follow = () => {
    root.dataset.xpTheme = currentTheme().name;
  };
  follow();
  root.dataset.state = "live";
  return watchTheme(follow);
}

/** @param {HTMLFormElement} form */
function wakeQuestion(form) {
  const answer = /** @type {HTMLDetailsElement} */ (form.querySelector(".qz-answer"));
  const place = form.querySelector(".qz-place")?.textContent ?? "";
  // Whoever goes from button to button hears which question each belongs to.
  const button = element(
    "button",
    { type: "submit", class: "qz-check", "aria-label": `${text.check}: ${place}` },
    text.check,
  );
  // In the page from the start, or a screen reader would not listen to it.
  const said = element("div", { class: "qz-said", role: "status" });
  answer.before(button, said);
  // The way out for whoever is stuck comes after the first try.
  answer.hidden = true;

  let frame = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { state, says } = judge(form);
    form.dataset.state = state;
    if (state !== "open") answer.hidden = false;
    const [verdict, ...rest] = says;
    // The same words twice would not be read out again, so they go before they come.
    said.replaceChildren();
    frame = requestAnimationFrame(() => {
      said.append(
        state === "open" ? verdict : element("strong", {}, verdict),
        ...rest.flatMap((piece) => [" ", piece]),
      );
    });
  });
  form.addEventListener("input", () => {
    cancelAnimationFrame(frame);
    delete form.dataset.state;
    said.replaceChildren();
  });
}
