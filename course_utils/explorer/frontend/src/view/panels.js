/** Tools that unfold below the figure, one at a time; each is fetched when it is first opened. */

import { element, freshId } from "./dom.js";

/** @import {Shown} from "./figure.js" */

/**
 * @typedef {{node: HTMLElement, show?(shown: Shown): void, close?(): void, destroy?(): void}} Panel
 *   `show` is called when it opens and whenever something new is shown while it is open
 * @typedef {{name: string, label: string, make: () => Promise<Panel>}} Offer
 */

export class Panels {
  /** @type {Map<string, Panel>} */
  #made = new Map();
  /** @type {Shown | null} */
  #shown = null;
  #open = "";

  /**
   * @param {Offer[]} offers
   * @param {() => void} failed called when one could not be fetched
   */
  constructor(offers, failed) {
    this.offers = new Map(offers.map((offer) => [offer.name, offer]));
    this.failed = failed;
    const id = freshId();
    this.buttons = new Map(
      offers.map(({ name, label }) => {
        const button = element(
          "button",
          { type: "button", class: "xp-tool", "aria-expanded": "false", "aria-controls": id },
          label,
        );
        button.addEventListener("click", () => void this.open(this.#open === name ? "" : name));
        button.addEventListener("keydown", (event) => this.#escape(event));
        return [name, button];
      }),
    );
    this.node = element("div", { class: "xp-panel", id, hidden: true });
    this.node.addEventListener("keydown", (event) => this.#escape(event));
  }

  /** @param {string} name none if empty */
  async open(name) {
    this.#made.get(this.#open)?.close?.();
    this.#open = name;
    this.#mark();
    if (!name) return;
    try {
      const panel = this.#made.get(name) ?? (await this.offers.get(name)?.make());
      if (!panel) return;
      this.#made.set(name, panel);
      // Meanwhile another may have been asked for.
      if (this.#open !== name) return;
      this.node.replaceChildren(panel.node);
      this.node.hidden = false;
      if (this.#shown) panel.show?.(this.#shown);
    } catch (error) {
      console.error(error);
      this.#open = "";
      this.#mark();
      this.failed();
    }
  }

  /** @param {Shown} shown */
  show(shown) {
    this.#shown = shown;
    this.#made.get(this.#open)?.show?.(shown);
  }

  destroy() {
    for (const panel of this.#made.values()) panel.destroy?.();
  }

  /** Close what is open, and go back to where it was opened. @param {KeyboardEvent} event */
  #escape(event) {
    const button = this.buttons.get(this.#open);
    if (event.key !== "Escape" || !button) return;
    // A lecture would take it as the wish to leave.
    event.stopPropagation();
    void this.open("");
    button.focus();
  }

  #mark() {
    for (const [name, button] of this.buttons) {
      button.setAttribute("aria-expanded", String(name === this.#open));
    }
    if (!this.#open) this.node.hidden = true;
  }
}
