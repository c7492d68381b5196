/** A view whose code is not there when the figure starts. */

import { element } from "./dom.js";

/** @import {FigureView} from "./figure.js" */

/**
 * @param {{fetch: () => Promise<FigureView>, room: string, arrived: () => void}} options
 *   `room` is about as long as what it will say; `arrived` is called when it can be shown
 * @returns {FigureView} which shows other runs than the figure's own
 */
export function lateView({ fetch, room, arrived }) {
  const node = element("div", { class: "xp-view" });
  /** @type {FigureView | undefined} */
  let view;
  /** @type {Promise<void> | undefined} */
  let fetching;
  let gone = false;

  async function start() {
    const found = await fetch();
    if (gone) return found.destroy();
    view = found;
    node.append(found.node);
    arrived();
  }

  return {
    node,
    own: true,
    show(shown) {
      if (view) view.show(shown);
      else fetching ??= start();
    },
    facts: (shown) => view?.facts(shown) ?? [],
    // Asked for once, at the start.
    longestFacts: () => [room],
    tables: () => view?.tables() ?? [],
    records: () => view?.records?.() ?? [],
    setTheme: (theme) => view?.setTheme(theme),
    destroy() {
      gone = true;
      view?.destroy();
    },
  };
}
