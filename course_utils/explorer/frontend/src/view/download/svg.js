/** A drawing as an SVG document; what knows how to draw on a canvas can draw into it as well. */

const SVG = "http://www.w3.org/2000/svg";

/** @param {number} px @returns {string} */
const short = (px) => String(Math.round(px * 100) / 100);

/** @typedef {Record<string, string | number>} Attributes */

export class Drawing {
  /** @param {number} width @param {number} height @param {string} family of the letters */
  constructor(width, height, family) {
    this.width = width;
    this.height = height;
    this.family = family;
    this.root = document.createElementNS(SVG, "svg");
    this.into = /** @type {Element} */ (this.root);
    this.set(this.root, {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "font-family": family,
    });
    this.ruler = /** @type {CanvasRenderingContext2D} */ (
      document.createElement("canvas").getContext("2d")
    );
  }

  /** @param {Element} node @param {Attributes} attributes */
  set(node, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      node.setAttribute(name, typeof value === "number" ? short(value) : value);
    }
  }

  /** @param {string} tag @param {Attributes} [attributes] @param {string} [content] */
  add(tag, attributes = {}, content = "") {
    const node = document.createElementNS(SVG, tag);
    this.set(node, attributes);
    node.textContent = content;
    this.into.append(node);
    return node;
  }

  /** Draw into a group. @param {Attributes} attributes @param {() => void} draw */
  group(attributes, draw) {
    const outer = this.into;
    this.into = this.add("g", attributes);
    draw();
    this.into = outer;
  }

  /** Keep to a box while drawing. @param {Attributes} box @param {() => void} draw */
  inside(box, draw) {
    const id = `part-${this.root.querySelectorAll("clipPath").length + 1}`;
    const clip = this.add("clipPath", { id });
    clip.append(this.add("rect", box));
    this.group({ "clip-path": `url(#${id})` }, draw);
  }

  /** @param {string} content @param {Attributes} attributes `x`, `y` and how it looks */
  text(content, attributes) {
    return this.add("text", attributes, content);
  }

  /**
   * @param {string} content
   * @param {number} width px
   * @param {number} size of the letters in px
   * @param {number} [weight]
   * @returns {string[]} lines
   */
  wrap(content, width, size, weight = 400) {
    /** @type {string[]} */
    const lines = [];
    for (const word of content.split(" ")) {
      const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
      if (lines.length && this.measure(longer, size, weight) <= width) {
        lines[lines.length - 1] = longer;
      } else lines.push(word);
    }
    return lines;
  }

  /** @param {string} content @param {number} size @param {number} [weight] @returns {number} px */
  measure(content, size, weight = 400) {
    this.ruler.font = `${weight} ${size}px ${this.family}`;
    return this.ruler.measureText(content).width;
  }

  /** Let someone draw who draws on a canvas. @param {(context: CanvasRenderingContext2D) => void} draw */
  asCanvas(draw) {
    const outer = this.into;
    draw(/** @type {any} */ (new Context(this)));
    this.into = outer;
  }

  /** @returns {string} the document */
  toString() {
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(this.root)}\n`;
  }
}

/** As much of a canvas's context as the map of fates uses, written down as paths. */
class Context {
  /** @type {string[]} */
  #path = [];
  /** @type {object[]} */
  #kept = [];
  strokeStyle = "";
  fillStyle = "";
  lineWidth = 1;
  lineJoin = "miter";
  lineCap = "butt";
  globalAlpha = 1;
  font = "";
  textAlign = "left";
  textBaseline = "alphabetic";
  dash = /** @type {number[]} */ ([]);

  /** @param {Drawing} drawing */
  constructor(drawing) {
    this.drawing = drawing;
    this.into = drawing.into;
  }

  save() {
    this.#kept.push({ ...this });
  }

  restore() {
    Object.assign(this, this.#kept.pop());
  }

  beginPath() {
    this.#path = [];
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.#path.push(`M${short(x)} ${short(y)}`);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.#path.push(`L${short(x)} ${short(y)}`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.#path.push(
      `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`,
    );
  }

  /** A whole circle. @param {number} x @param {number} y @param {number} radius */
  arc(x, y, radius) {
    const [r, d] = [short(radius), short(2 * radius)];
    this.#path.push(
      `M${short(x - radius)} ${short(y)}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 -${d} 0z`,
    );
  }

  clip() {
    const { drawing } = this;
    const id = `part-${drawing.root.querySelectorAll("clipPath").length + 1}`;
    this.#add("clipPath", { id }).append(this.#add("path", { d: this.#path.join("") }));
    this.into = this.#add("g", { "clip-path": `url(#${id})` });
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  stroke() {
    this.#add("path", { d: this.#path.join(""), fill: "none", ...this.#line() });
  }

  fill() {
    this.#add("path", {
      d: this.#path.join(""),
      fill: this.fillStyle,
      ...(this.globalAlpha < 1 && { "fill-opacity": this.globalAlpha }),
    });
  }

  /** @param {string} content @param {number} x @param {number} y */
  fillText(content, x, y) {
    this.#text(content, x, y, { fill: this.fillStyle });
  }

  /** @param {string} content @param {number} x @param {number} y */
  strokeText(content, x, y) {
    this.#text(content, x, y, { fill: "none", ...this.#line() });
  }

  /** @param {string} content @param {number} x @param {number} y @param {Attributes} look */
  #text(content, x, y, look) {
    const [, weight, size] = /(\d+) ([\d.]+)px/.exec(this.font) ?? [];
    const node = this.#add("text", {
      x,
      y,
      "font-weight": weight,
      "font-size": size,
      "text-anchor": this.textAlign === "right" ? "end" : "start",
      "dominant-baseline": this.textBaseline === "middle" ? "central" : "auto",
      ...look,
    });
    node.textContent = content;
  }

  /** @returns {Attributes} */
  #line() {
    return {
      stroke: this.strokeStyle,
      "stroke-width": this.lineWidth,
      "stroke-linejoin": this.lineJoin,
      "stroke-linecap": this.lineCap,
      ...(this.dash.length && { "stroke-dasharray": this.dash.map(short).join(" ") }),
      ...(this.globalAlpha < 1 && { "stroke-opacity": this.globalAlpha }),
    };
  }

  /** @param {string} tag @param {Attributes} attributes */
  #add(tag, attributes) {
    this.drawing.into = this.into;
    return this.drawing.add(tag, attributes);
  }
}
