/** Sharing a figure: the panel, and what opens a shared one. */

export { arrive } from "./arrive.js";
export { SharePanel } from "./panel.js";

// A link that is followed once more changes no address, and is answered all the same.
document.addEventListener("click", ({ target }) => {
  const link = target instanceof Element ? target.closest("a") : null;
  if (link?.hash && link.getAttribute("href") === location.hash) {
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  }
});
