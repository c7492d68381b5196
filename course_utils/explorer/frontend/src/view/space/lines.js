/** A small chart of lines, named at their ends, drawn as SVG. */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 340;
const HEIGHT = 190;
const ROOM = { left: 42, right: 92, top: 26, bottom: 38 };
const LABEL_GAP = 14; // px between two names at the ends of lines

/** @typedef {{label: string, x: ArrayLike<number>, y: ArrayLike<number>, colour: string,
 *   dash?: number[]}} Line */

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag @param {Record<string, string | number>} [attributes] @param {string} [words]
 */
function svg(tag, attributes = {}, words) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  if (words !== undefined) node.textContent = words;
  return node;
}

export class Lines {
  /**
   * @param {{title: string, across: string, right: number, top?: number}} options `right` and
   *   `top` are where the axes end
   */
  constructor({ title, across, right, top = 1 }) {
    this.right = right;
    this.top = top;
    this.across = across;
    this.title = title;
    this.node = svg("svg", {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: "sp-lines",
      role: "img",
      "aria-label": title,
    });
  }

  /** @param {number} value @returns {number} */
  #x(value) {
    return ROOM.left + (value / this.right) * (WIDTH - ROOM.left - ROOM.right);
  }

  /** @param {number} value @returns {number} */
  #y(value) {
    return HEIGHT - ROOM.bottom - (value / this.top) * (HEIGHT - ROOM.top - ROOM.bottom);
  }

  /**
   * @param {Line[]} lines
   * @param {{label: string, mark?: {at: number, label: string}}} options `label` says in words
   *   what is seen; `mark` is an upright line
   */
  draw(lines, { label, mark }) {
    this.node.setAttribute("aria-label", label);
    /** @type {SVGElement[]} */
    const parts = [svg("text", { x: 0, y: 14, class: "sp-title" }, this.title)];
    const [left, foot] = [ROOM.left, HEIGHT - ROOM.bottom];
    for (const share of [0, 0.5, 1]) {
      const y = this.#y(share * this.top);
      const end = this.#x(this.right);
      parts.push(svg("line", { x1: left, x2: end, y1: y, y2: y, class: "sp-grid" }));
      const number = String(Number((share * this.top).toPrecision(2)));
      parts.push(svg("text", { x: left - 6, y: y + 4, class: "sp-end" }, number));
    }
    for (const share of [0, 0.5, 1]) {
      const number = String(Number((share * this.right).toPrecision(3)));
      const x = this.#x(share * this.right);
      parts.push(svg("text", { x, y: foot + 16, class: "sp-middle" }, number));
    }
    const middle = this.#x(this.right / 2);
    parts.push(svg("text", { x: middle, y: foot + 33, class: "sp-middle" }, this.across));
    if (mark) {
      const x = this.#x(mark.at);
      parts.push(svg("line", { x1: x, x2: x, y1: ROOM.top, y2: foot, class: "sp-mark" }));
      parts.push(svg("text", { x: x + 4, y: foot - 5, class: "sp-note" }, mark.label));
    }
    const ends = lines.map(({ y }) => this.#y(Math.min(this.top, y[y.length - 1] ?? 0)));
    const places = spread(ends, ROOM.top + 4, foot);
    lines.forEach(({ label: name, x, y, colour, dash = [] }, i) => {
      let path = "";
      for (let k = 0; k < x.length; k++) {
        const level = Math.min(this.top, Math.max(0, y[k]));
        path += `${k ? "L" : "M"}${this.#x(x[k]).toFixed(1)} ${this.#y(level).toFixed(1)}`;
      }
      parts.push(
        svg("path", {
          d: path || "M0 0",
          class: "sp-line",
          stroke: colour,
          "stroke-dasharray": dash.join(" "),
        }),
        svg("text", { x: this.#x(x[x.length - 1] ?? 0) + 6, y: places[i] + 4, class: "sp-name" }, name),
      );
    });
    this.node.replaceChildren(...parts);
  }
}

/** @param {number[]} places @param {number} top @param {number} foot @returns {number[]} apart */
function spread(places, top, foot) {
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b]);
  const moved = [...places];
  let least = top;
  for (const i of order) {
    moved[i] = Math.max(moved[i], least);
    least = moved[i] + LABEL_GAP;
  }
  let most = foot;
  for (const i of order.reverse()) {
    moved[i] = Math.min(moved[i], most);
    most = moved[i] - LABEL_GAP;
  }
  return moved;
}
