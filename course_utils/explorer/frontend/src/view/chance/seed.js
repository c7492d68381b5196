/** The reader's own seed: drawn at the first visit, kept in the browser, and free to be changed. */

import { words } from "../../strings/chance.js";
import { element } from "../dom.js";

const KEPT_AS = "cold-to-warm seed";
const MOST = 9999; // of a seed that is drawn: short enough to be called across a room

export class Seed {
  /**
   * @param {{change: (seed: number) => void, refuse: (message: string) => void,
   *   settle: () => void}} on `settle` is called when a box that was refused is left
   */
  constructor(on) {
    this.on = on;
    this.value = kept() ?? drawn();
    keep(this.value);
    this.box = element("input", {
      type: "number",
      class: "xp-box xp-wide",
      min: 0,
      step: 1,
      inputmode: "numeric",
      value: this.value,
    });
    const another = element(
      "button",
      { type: "button", class: "xp-tool", "aria-label": `${words.seed}: ${words.another}` },
      words.another,
    );
    this.node = element(
      "div",
      { class: "xp-seed" },
      element("label", {}, element("span", {}, words.seed), this.box),
      another,
      element("p", { class: "xp-meaning" }, words.classroom),
    );
    another.addEventListener("click", () => {
      this.#take(drawn());
      this.#fill();
    });
    this.box.addEventListener("input", () => {
      const value = this.box.valueAsNumber;
      if (Number.isSafeInteger(value) && value >= 0) {
        this.box.removeAttribute("aria-invalid");
        this.#take(value);
      } else {
        this.box.setAttribute("aria-invalid", "true");
        on.refuse(words.seedBox);
      }
    });
    this.box.addEventListener("change", () => {
      const wrong = this.box.hasAttribute("aria-invalid");
      this.#fill();
      if (wrong) on.settle();
    });
  }

  /** Use a seed that somebody shared; the reader's own is kept. @param {number} seed */
  borrow(seed) {
    this.value = seed;
    this.#fill();
    this.on.change(seed);
  }

  /** @param {number} seed */
  #take(seed) {
    this.value = seed;
    keep(seed);
    this.on.change(seed);
  }

  #fill() {
    this.box.value = String(this.value);
    this.box.removeAttribute("aria-invalid");
  }
}

const drawn = () => 1 + Math.floor(Math.random() * MOST);

/** @returns {number | null} */
function kept() {
  try {
    const written = localStorage.getItem(KEPT_AS);
    const seed = Number(written);
    return written && Number.isSafeInteger(seed) && seed >= 0 ? seed : null;
  } catch {
    return null; // a browser may forbid it
  }
}

/** @param {number} seed */
function keep(seed) {
  try {
    localStorage.setItem(KEPT_AS, String(seed));
  } catch {
    // Then the next visit draws another one.
  }
}
