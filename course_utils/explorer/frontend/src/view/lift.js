/** Keeps the picture in sight while a slider moves that stands too far below it, as on a phone. */

import { element } from "./dom.js";

const ENOUGH = 0.6; // of its height; a picture of which less is seen is lifted above the page
const PATIENCE = 120; // ms, in which it turns out that a thumb only wants to scroll
const GAP = 12; // px around it
const AWAY = 24; // px of scrolling, after which the reader is on the way to something else

export class Lift {
  #timer = 0;
  /** Ends what lies above the page, and what is heard meanwhile. @type {AbortController | null} */
  #lifted = null;
  /** @type {Element | null} */
  #slider = null;

  /** @param {HTMLElement} live @param {() => HTMLElement | null} view if one is shown */
  constructor(live, view) {
    this.view = view;
    live.addEventListener("input", ({ target }) => {
      if (!(target instanceof Element) || !target.matches(".xp-side .xp-range")) return;
      if (this.#lifted && target !== this.#slider) this.drop();
      this.#slider = target;
      if (!this.#lifted) this.#timer ||= window.setTimeout(() => this.#raise(target), PATIENCE);
    });
    // The page is scrolled, and the slider goes back.
    live.addEventListener("pointercancel", () => this.drop());
  }

  /** @param {Element} slider */
  #raise(slider) {
    this.#timer = 0;
    const view = this.view();
    const picture = view?.querySelector("[role=img]");
    if (!view || !picture || !("popover" in view)) return;
    const { top, bottom, height } = picture.getBoundingClientRect();
    if (Math.min(bottom, innerHeight) - Math.max(top, 0) >= ENOUGH * height) return;

    const before = view.getBoundingClientRect();
    // What follows stays where it is.
    const place = element("div", { class: "xp-place", style: `height: ${before.height}px` });
    view.before(place);
    view.classList.add("xp-lifted");
    view.popover = "manual";
    view.style.width = `${before.width}px`;
    view.showPopover();
    this.#fit(view, before, slider);

    const [lifted, from] = [new AbortController(), place.getBoundingClientRect().top];
    const { signal } = lifted;
    this.#lifted = lifted;
    signal.addEventListener("abort", () => {
      view.popover = null;
      view.classList.remove("xp-lifted");
      for (const name of ["width", "left", "top", "scale"]) view.style.removeProperty(name);
      place.remove();
    });
    const hear = (/** @type {string} */ name, /** @type {(event: any) => boolean} */ done) =>
      document.addEventListener(name, (event) => done(event) && this.drop(), { signal, capture: true });
    hear("scroll", () => Math.abs(place.getBoundingClientRect().top - from) > AWAY);
    hear("pointerdown", ({ target }) => !view.contains(target) && target !== this.#slider);
    hear("focusout", ({ target }) => target === this.#slider);
    hear("keydown", ({ key }) => key === "Escape");
  }

  /**
   * Where it hides the slider least, and no larger than there is room.
   *
   * @param {HTMLElement} view @param {DOMRect} before @param {Element} slider
   */
  #fit(view, before, slider) {
    const { offsetWidth: width, offsetHeight: height } = view;
    const { left, right, bottom } = slider.getBoundingClientRect();
    // Its name and number stand above it.
    const { top } = slider.closest(".xp-slider")?.getBoundingClientRect() ?? before;
    const beside = left >= before.right || right <= before.left;
    const [above, below] = beside ? [innerHeight, 0] : [top, innerHeight - bottom];
    const scale = Math.min(1, (Math.max(above, below) - 2 * GAP) / height);
    view.style.scale = String(scale);
    view.style.left = `${before.left + (before.width - width * scale) / 2}px`;
    view.style.top = `${above >= below ? GAP : innerHeight - GAP - scale * height}px`;
  }

  /** Back to its place. */
  drop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#lifted?.abort();
    this.#lifted = null;
  }
}
