/**
 * The same for a page, where each part is a script of its own beside this one, fetched when a
 * figure first needs it. Classic scripts, because a page opened from a disk cannot load modules.
 */

/** @import {Parts} from "./parts.js" */

/** Written in when this script is built: the parts' files, each with a mark of what is in it. */
const FILES = /** @type {Record<string, string>} */ (/** @type {any} */ (globalThis).PART_FILES);
const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
/** @type {string | null} */
export const folder = new URL(".", src).href;
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
    part = run(FILES[name]).then(() => /** @type {any} */ (globalThis).coldToWarm.parts[name]);
    loading.set(name, part);
    // Where the network failed, the next press may succeed.
    part.catch(() => loading.delete(name));
  }
  return /** @type {ReturnType<Parts[Name]>} */ (part);
}

const FIRST_PAUSE = 2000; // ms before a part is asked for again; each time twice as long

/**
 * Fetch a large part only when its figure is at most one screen away from what is seen.
 *
 * On a train the network may be gone by then, so it is tried until it is there.
 *
 * @template {keyof Parts} Name
 * @param {Name} name
 * @param {Element} root the figure
 * @param {() => void} failed called each time it could not be had
 * @returns {Promise<Awaited<ReturnType<Parts[Name]>>>} its module
 */
export async function loadNear(name, root, failed) {
  for (let pause = FIRST_PAUSE; ; pause *= 2) {
    await near(root);
    try {
      return await load(name);
    } catch (error) {
      console.error(error);
      failed();
    }
    await new Promise((resume) => setTimeout(resume, pause));
  }
}

/** @param {Element} root */
const near = (root) =>
  new Promise((resolve) => {
    const arrived = () => {
      observer.disconnect();
      resolve(null);
    };
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) arrived();
      },
      { rootMargin: "100%" },
    );
    observer.observe(root);
    // A lecture wants all at its start, and does not trust the network of its hall.
    root.addEventListener("explorer-wanted", arrived, { once: true });
  });

/**
 * The sheet that holds the styles of all parts.
 *
 * @returns {Promise<unknown> | null} null where the page names it
 */
export function sheet() {
  if (document.querySelector('link[href*="explorer.page.css"]')) return null;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = folder + FILES.sheet;
  document.head.append(link);
  // Plain sliders are better than a figure that stays a picture.
  return new Promise((resolve) => (link.onload = link.onerror = resolve));
}

/** @param {string} file */
function run(file) {
  const script = document.createElement("script");
  script.src = folder + file;
  return new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${script.src} could not be loaded`));
    document.head.append(script);
  });
}
