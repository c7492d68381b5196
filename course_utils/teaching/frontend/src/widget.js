/** For notebooks: the quiz as a widget. What is answered stays in the browser. */

import { element, keepKeys } from "../../../explorer/frontend/src/view/dom.js";
import { wake } from "./quiz.js";
import css from "./style.css";

/** @param {{model: {get(name: "_html"): string}, el: HTMLElement}} widget */
function render({ model, el }) {
  // Parsed as a document of its own, in which nothing runs; the text is Python's.
  const parsed = new DOMParser().parseFromString(model.get("_html"), "text/html");
  const root = /** @type {HTMLElement} */ (parsed.querySelector(".quiz"));
  keepKeys(root);
  el.append(element("style", {}, css), document.adoptNode(root));
  return wake(root);
}

export default { render };
