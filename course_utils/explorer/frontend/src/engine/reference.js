/**
 * What a worker says: it has no words, so it names those that the page has in the reader's language.
 */

/** @typedef {{words: string[], given?: unknown[]}} Reference where the words are, and what is in them */

/** As an error says it. @this {Reference} */
function asText() {
  return JSON.stringify(this);
}

/** @param {string[]} path @returns {any} stands for the words there, and for those below them */
const wordsAt = (path) =>
  new Proxy(() => {}, {
    get: (_, name) =>
      name === "toJSON" ? () => ({ words: path }) : wordsAt([...path, String(name)]),
    apply: (_, __, given) => ({ words: path, given, toString: asText }),
  });

/** What an engine is given in a worker. */
export const byReference = () => ({
  text: wordsAt(["text"]),
  words: wordsAt(["words"]),
  InputError: class extends Error {},
});

/**
 * @param {string} message a reference
 * @param {object} tables of the words
 * @returns {string} the sentence
 */
export function inWords(message, tables) {
  /** @type {(part: unknown) => any} */
  const put = (part) => {
    if (!part || typeof part !== "object" || !("words" in part)) return part;
    const { words, given } = /** @type {Reference} */ (part);
    const found = words.reduce((/** @type {any} */ table, name) => table[name], tables);
    return given ? found(...given.map(put)) : found;
  };
  return put(JSON.parse(message));
}
