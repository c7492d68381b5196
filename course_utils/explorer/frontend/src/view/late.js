/** A view that is fetched when it is first chosen. */

import { element } from "./dom.js";

/** @import {FigureView, Shown} from "./figure.js" */

/**
 * @param {{fetch: () => Promise<FigureView>, room: string, told: () => void,
 *   failed: () => void}} options
 *   `room` is about as long as what it will say; `told` is called when there is something to say
 * @returns {FigureView} which shows other runs than the figure's own
 */
export function lateView({ fetch, room, told, failed }) {
  const node = element("div", { class: "xp-view" });
  /** @type {FigureView | undefined} */
  let view;
  /** @type {Shown} */
  let last;
  let fetching = false;
  let gone = false;

  async function start() {
    if (fetching) return;
    fetching = true;
    try {
      const found = await fetch();
      if (gone) return found.destroy();
      view = found;
      node.append(found.node);
      found.show(last);
      told();
    } catch (error) {
      console.error(error);
      failed();
    }
    fetching = false;
  }

  return {
    node,
    own: true,
    show(shown) {
      last = shown;
      if (view) view.show(shown);
      else void start();
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
