/** A view that is fetched when it is first chosen. */

import { element } from "./dom.js";

/** @import {FigureView, Shown} from "./figure.js" */
/** @import {Theme} from "./theme.js" */

/** @implements {FigureView} */
export class LateView {
  /** @type {FigureView | null} */
  #view = null;
  /** @type {Shown | null} */
  #shown = null;
  #fetching = false;
  /** What it shows are other runs than the figure's own. */
  own = true;

  /**
   * @param {{fetch: () => Promise<FigureView>, room: string, told: () => void,
   *   failed: () => void}} options
   *   `room` is about as long as what it will say; `told` is called when there is something to say
   */
  constructor({ fetch, room, told, failed }) {
    this.fetch = fetch;
    this.room = room;
    this.told = told;
    this.failed = failed;
    this.node = element("div", { class: "xp-view" });
  }

  /** @param {Shown} shown */
  show(shown) {
    this.#shown = shown;
    if (this.#view) this.#view.show(shown);
    else if (!this.#fetching) void this.#start();
  }

  async #start() {
    this.#fetching = true;
    try {
      const view = await this.fetch();
      this.#view = view;
      this.node.append(view.node);
      if (this.#shown) view.show(this.#shown);
      this.told();
    } catch (error) {
      console.error(error);
      this.failed();
    } finally {
      this.#fetching = false;
    }
  }

  /** @param {Shown} shown @returns {string[]} */
  facts(shown) {
    return this.#view?.facts(shown) ?? [];
  }

  /** @returns {string[]} */
  longestFacts() {
    return this.#view?.longestFacts() ?? [this.room];
  }

  /** @returns {Node[]} */
  tables() {
    return this.#view?.tables() ?? [];
  }

  /** @param {Theme} theme */
  setTheme(theme) {
    this.#view?.setTheme(theme);
  }

  destroy() {
    this.#view?.destroy();
  }
}
