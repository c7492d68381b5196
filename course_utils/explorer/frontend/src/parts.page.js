/**
 * The same for a page, where each part is a script of its own beside this one, fetched when a
 * figure first needs it. Classic scripts, because a page opened from a disk cannot load modules.
 */

/** @import {Parts} from "./parts.js" */

/** Written in when this script is built: the parts' files, each with a mark of what is in it. */
const FILES = /** @type {Record<string, string>} */ (/** @type {any} */ (globalThis).PART_FILES);
const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
/** @type {Map<string, Promise<any>>} */
const loading = new Map();

/**
 * @template {keyof Parts} Name
 * @param {Name} name
 * @returns {ReturnType<Parts[Name]>} its module
 */
export function load(name) {
  let part = loading.get(name);
  if (!part) {
    part = fetched(name);
    loading.set(name, part);
    // Where the network failed, the next press may succeed.
    part.catch(() => loading.delete(name));
  }
  return /** @type {ReturnType<Parts[Name]>} */ (part);
}

/** @param {string} name */
async function fetched(name) {
  const script = document.createElement("script");
  script.src = new URL(FILES[name], src).href;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${script.src} could not be loaded`));
    document.head.append(script);
  });
  return /** @type {any} */ (globalThis).coldToWarm.parts[name];
}
