/** Take with you what the figure shows: its picture, its numbers, its model. */

import { words } from "../../strings/download.js";
import { element } from "../dom.js";
import { addPartStyle } from "../style.js";
import { table } from "./csv.js";
import css from "./download.css";
import { picture, png } from "./picture.js";
import { filled, formOf } from "./sbml.js";

/** @import {Figure, Shown} from "../figure.js" */

// Sharp on paper and on a lecture's screen.
const SHARPNESS = 2;

/** A sentence for the reader in place of a file. */
class Unavailable extends Error {}

export class DownloadPanel {
  /** @type {Shown | null} */
  #shown = null;

  /** @param {Figure} figure */
  constructor(figure) {
    addPartStyle(figure, "download", css);
    this.figure = figure;
    this.said = element("p", { class: "xp-download-said", role: "status" });
    const offers = [
      this.#offer(words.png, words.pngHint, "png", (shown) =>
        png(drawn(figure, shown), SHARPNESS),
      ),
      this.#offer(words.svg, words.svgHint, "svg", (shown) =>
        blob(String(drawn(figure, shown)), "image/svg+xml"),
      ),
      this.#offer(words.csv, words.csvHint, "csv", (shown) =>
        blob(table(figure, shown), "text/csv"),
      ),
      // Time begins on day 0 in SBML; and in a notebook Python writes it.
      ...(figure.folder && figure.spec.view.days[0] === 0
        ? [this.#offer(words.sbml, words.sbmlHint, "xml", () => this.#sbml())]
        : []),
    ];
    this.node = element(
      "div",
      { class: "xp-download", role: "group", "aria-label": words.group },
      ...offers,
      this.said,
    );
  }

  /** @param {Shown} shown */
  show(shown) {
    if (shown !== this.#shown) this.said.textContent = "";
    this.#shown = shown;
  }

  async #sbml() {
    const form = await formOf(this.figure);
    if (!form) throw new Unavailable(words.noSbml);
    return blob(filled(this.figure, form), "application/xml");
  }

  /**
   * @param {string} label
   * @param {string} hint
   * @param {string} ending of the file's name
   * @param {(shown: Shown) => Blob | Promise<Blob>} make
   */
  #offer(label, hint, ending, make) {
    const button = element("button", { type: "button", class: "xp-tool" }, label);
    button.addEventListener("click", async () => {
      if (!this.#shown) return;
      try {
        const file = `${this.figure.spec.model.name}.${ending}`;
        save(await make(this.#shown), file);
        this.said.textContent = words.done(file);
      } catch (error) {
        if (!(error instanceof Unavailable)) console.error(error);
        this.said.textContent = error instanceof Unavailable ? error.message : words.failed;
      }
    });
    return element("p", {}, button, element("span", {}, hint));
  }
}

/** @param {Figure} figure @param {Shown} shown */
function drawn(figure, shown) {
  if (figure.shownView.records) throw new Unavailable(words.noPicture);
  return picture(figure, shown);
}

/** @param {string} content @param {string} type */
const blob = (content, type) => new Blob([content], { type: `${type};charset=utf-8` });

/** @param {Blob} content @param {string} file its name */
function save(content, file) {
  const href = URL.createObjectURL(content);
  const link = element("a", { href, download: file });
  link.click();
  // Not at once: the browser may still be reading.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
