/** Play a curve as pitch, with a legend in words; nothing sounds until it is asked for. */

import { words } from "../strings/sound.js";
import { element, freshId } from "./dom.js";
import { brief, withUnit } from "./format.js";
import { pitches } from "./pitch.js";

/** @import {Figure, Shown} from "./figure.js" */

const SECONDS = 4;
const LOUDNESS = 0.18;
const FADE = 0.03; // seconds; a tone that begins at once clicks

export class SoundPanel {
  /** @type {AudioContext | null} */
  #audio = null;
  /** @type {OscillatorNode | null} */
  #tone = null;
  /** @type {Shown | null} */
  #shown = null;
  #frame = 0;

  /** @param {Figure} figure */
  constructor(figure) {
    this.figure = figure;
    this.quantities = figure.quantities;
    const group = freshId();
    this.choices = this.quantities.map(({ label }, i) => {
      const input = element("input", { type: "radio", name: group, checked: i === 0 });
      input.addEventListener("change", () => this.#tell());
      return { input, node: element("label", { class: "xp-choice" }, input, label) };
    });
    this.button = element("button", { type: "button", class: "xp-tool" }, words.play);
    this.button.addEventListener("click", () => (this.#tone ? this.close() : this.#play()));
    this.legend = element("p", { class: "xp-legend" });
    this.node = element(
      "div",
      { class: "xp-sound", role: "group", "aria-label": words.title },
      element(
        "fieldset",
        { class: "xp-choices", hidden: this.choices.length < 2 },
        element("legend", { class: "xp-unseen" }, words.which),
        ...this.choices.map(({ node }) => node),
      ),
      this.button,
      this.legend,
    );
  }

  /** @param {Shown} shown */
  show(shown) {
    this.#shown = shown;
    // Another run would not be what is heard.
    this.close();
    this.#tell();
  }

  /** Fall silent. */
  close() {
    cancelAnimationFrame(this.#frame);
    this.#tone?.stop();
    this.#tone = null;
    this.button.textContent = words.play;
    this.figure.time.chart.point(null);
  }

  destroy() {
    this.close();
    void this.#audio?.close();
  }

  get #chosen() {
    return this.quantities[this.choices.findIndex(({ input }) => input.checked)];
  }

  /** @returns {{row: Float64Array, top: number} | null} */
  get #curve() {
    if (!this.#shown) return null;
    const { name } = this.#chosen;
    const rowOf = (/** @type {import("../types.js").Result} */ run) =>
      run.y[name] ?? run.observables[name];
    const row = rowOf(this.#shown.result);
    const { pinned } = this.#shown;
    const rows = pinned ? [row, rowOf(pinned)] : [row];
    const top = Math.max(...rows.map((each) => each.reduce((a, b) => Math.max(a, b), 0)));
    return { row, top };
  }

  #tell() {
    const curve = this.#curve;
    if (!curve) return;
    const { label, unit_words: unit } = this.#chosen;
    const [first, last] = this.figure.spec.view.days;
    this.legend.textContent = words.legend(
      label,
      withUnit(curve.top, unit),
      brief(last - first),
      SECONDS,
      this.figure.log,
    );
  }

  #play() {
    const curve = this.#curve;
    if (!curve) return;
    this.#audio ??= new AudioContext();
    const audio = this.#audio;
    void audio.resume();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const start = audio.currentTime + 0.05;
    const end = start + SECONDS;
    tone.type = "triangle";
    const { log } = this.figure;
    tone.frequency.setValueCurveAtTime(pitches(curve.row, { top: curve.top, log }), start, SECONDS);
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + FADE);
    volume.gain.setValueAtTime(LOUDNESS, end - FADE);
    volume.gain.linearRampToValueAtTime(0, end);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(end);
    tone.onended = () => this.#tone === tone && this.close();
    this.#tone = tone;
    this.button.textContent = words.stop;
    const follow = () => {
      const share = (audio.currentTime - start) / SECONDS;
      const index = Math.round(share * (curve.row.length - 1));
      if (index >= 0 && index < curve.row.length) this.figure.time.chart.point(index);
      this.#frame = requestAnimationFrame(follow);
    };
    this.#frame = requestAnimationFrame(follow);
  }
}
