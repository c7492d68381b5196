/** For pages: every quiz that Python wrote comes alive where it stands. */

import { wake } from "./quiz.js";

function wakeAll() {
  for (const root of document.querySelectorAll(".quiz[data-state=static]")) {
    wake(/** @type {HTMLElement} */ (root));
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", wakeAll);
else wakeAll();
