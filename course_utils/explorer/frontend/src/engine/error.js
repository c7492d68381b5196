/** The error of whoever chose what cannot be run. */

/** An input mistake; its message is a sentence for the reader. */
export class InputError extends Error {}
