/** Hand on what the figure shows: as a link to this page, or as a line of Python. */

import { words } from "../../strings/share.js";
import { element, freshId } from "../dom.js";
import { addPartStyle } from "../style.js";
import { address } from "./address.js";
import { pythonLine } from "./python.js";
import css from "./share.css";

/** @import {Figure} from "../figure.js" */

const SAID_FOR = 4000; // ms
const FOOT = 48; // px of the line below a figure in a frame, which leads to the course

export class SharePanel {
  /** @param {Figure} figure */
  constructor(figure) {
    addPartStyle(figure, "share", css);
    this.figure = figure;
    this.said = element("p", { class: "xp-share-said", role: "status" });
    const rows = [
      // In a notebook the address is the notebook's, and says nothing of a figure.
      ...(figure.folder ? [this.#row(words.link, words.copyLink, () => link(figure))] : []),
      ...(embedded(figure) ? [this.#row(words.embed, words.copyEmbed, () => frame(figure))] : []),
      this.#row(words.python, words.copyPython, () => pythonLine(figure)),
    ];
    this.rows = rows;
    this.node = element(
      "div",
      { class: "xp-share", role: "group", "aria-label": words.group },
      ...rows.map(({ node }) => node),
      ...(figure.spec.view.trial ? [element("p", { class: "xp-meaning" }, words.noTrial)] : []),
      this.said,
    );
  }

  show() {
    for (const { field, write } of this.rows) field.value = write();
    this.#say("");
  }

  close() {
    this.#say("");
  }

  /** @param {string} label @param {string} copy @param {() => string} write */
  #row(label, copy, write) {
    const id = freshId();
    const field = element("input", { class: "xp-share-text", id, readonly: true, type: "text" });
    const button = element("button", { type: "button", class: "xp-tool" }, copy);
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", () => void this.#copy(field));
    const node = element(
      "div",
      {},
      element("label", { for: id }, label),
      element("div", { class: "xp-share-row" }, field, button),
    );
    return { node, field, write };
  }

  /** @param {HTMLInputElement} field */
  async #copy(field) {
    try {
      await navigator.clipboard.writeText(field.value);
      this.#say(words.copied);
    } catch {
      // No permission, or a page from a disk in a browser that asks for a server.
      field.focus();
      field.select();
      this.#say(words.refused, Infinity);
    }
  }

  /** @param {string} sentence @param {number} [during] ms */
  #say(sentence, during = SAID_FOR) {
    clearTimeout(this.timer);
    this.said.textContent = sentence;
    if (sentence && during < Infinity) {
      this.timer = window.setTimeout(() => this.#say(""), during);
    }
  }

  destroy() {
    clearTimeout(this.timer);
  }
}

/** @param {Figure} figure */
const link = (figure) => location.href.split("#")[0] + address(figure);

/** A page of its own for this figure, which only a server can lend. @param {Figure} figure */
const embedded = ({ root }) => root.dataset.embed && location.protocol.startsWith("http");

/**
 * As high as the figure is here without this panel, so that nothing scrolls within the frame; in a
 * wider column some room is left below.
 *
 * @param {Figure} figure
 */
function frame(figure) {
  const { embed = "" } = figure.root.dataset;
  const [panel, tools] = [figure.panels.node, figure.tools.node].map(
    (each) => each.getBoundingClientRect().bottom,
  );
  const height = Math.ceil(figure.root.offsetHeight - (panel - tools) + FOOT);
  const node = element("iframe", {
    src: new URL(embed, location.href).href + address(figure),
    title: figure.spec.view.question || figure.spec.model.title,
    width: "100%",
    height,
    style: "border:0",
    loading: "lazy",
  });
  return new XMLSerializer().serializeToString(node).replace(/ xmlns="[^"]*"/, "");
}
