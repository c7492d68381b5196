/** Make elements without markup in strings. */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

/**
 * Change an attribute only if it differs: even the same again makes a browser style and lay out.
 *
 * @param {Element} node @param {string} name @param {string | boolean} value
 */
export function setAttribute(node, name, value) {
  const wanted = typeof value === "string" ? value : String(value);
  if (node.getAttribute(name) !== wanted) node.setAttribute(name, wanted);
}

/** Change what a node says only if it differs. @param {Node} node @param {string} words */
export function setText(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

/**
 * How much larger than on a page text on a canvas is written, as on a lecture's screen.
 *
 * @param {Element} node that holds the canvas
 */
export const textScale = (node) =>
  Number(getComputedStyle(node).getPropertyValue("--xp-scale")) || 1;

let count = 0;

/** @returns {string} an id that no other element of this page has */
export const freshId = () => `xp-${++count}`;

/**
 * Keep plain keys from JupyterLab, to which an arrow means the next cell and Enter means to edit
 * it. It listens at the document, so what stops here does not reach it; Ctrl and Shift+Enter do.
 *
 * @param {HTMLElement} root
 */
export function keepKeys(root) {
  root.addEventListener("keydown", (event) => {
    const forLab = event.ctrlKey || event.metaKey || (event.shiftKey && event.key === "Enter");
    if (!forLab) event.stopPropagation();
  });
}
