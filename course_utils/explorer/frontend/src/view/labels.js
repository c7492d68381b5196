/** Names of the lines, written at their ends. */

/** @typedef {{text: string, colour: string, y: number, strong: boolean}} Label `y` in canvas pixels */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Label[]} labels
 * @param {{x: number, top: number, bottom: number, width: number, size: number, family: string}} place
 *   in canvas pixels
 */
export function drawLabels(context, labels, { x, top, bottom, width, size, family }) {
  context.save();
  context.textAlign = "left";
  context.textBaseline = "middle";
  const line = size * 1.2;
  const blocks = labels.map((label) => {
    context.font = `${label.strong ? 600 : 400} ${size}px ${family}`;
    return { ...label, lines: wrap(context, label.text, width) };
  });
  for (const { lines, colour, strong, middle } of spread(blocks, line, top, bottom)) {
    context.font = `${strong ? 600 : 400} ${size}px ${family}`;
    context.fillStyle = colour;
    lines.forEach((text, i) => {
      context.fillText(text, x, middle + (i - (lines.length - 1) / 2) * line);
    });
  }
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} width */
function wrap(context, text, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && context.measureText(longer).width <= width)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * Push labels apart until none overlap, each as near to its line as that allows.
 *
 * @template {{y: number, lines: string[]}} B
 * @param {B[]} blocks
 * @param {number} line height of a line of text
 * @param {number} top
 * @param {number} bottom
 * @returns {Array<B & {middle: number}>}
 */
function spread(blocks, line, top, bottom) {
  const placed = blocks
    .map((block) => ({ ...block, half: (block.lines.length * line) / 2, middle: block.y }))
    .sort((a, b) => a.y - b.y);
  let edge = top;
  for (const block of placed) {
    block.middle = Math.max(block.middle, edge + block.half);
    edge = block.middle + block.half;
  }
  edge = bottom;
  for (const block of placed.reverse()) {
    block.middle = Math.min(block.middle, edge - block.half);
    edge = block.middle - block.half;
  }
  return placed;
}
