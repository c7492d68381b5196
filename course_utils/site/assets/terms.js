// Show a term's definition beside it, while the pointer is on either or the keyboard on the term.
// Escape takes it away. Without this script a term is a link to the glossary, and no more.
(() => {
  "use strict";
  const WAIT = 250; // ms to reach the note from the term, and not to flicker in passing
  const EDGE = 8; // px that stay free at the sides of the window
  let open = null;
  let timer = 0;

  const noteOf = (term) => document.getElementById(term.getAttribute("aria-describedby"));

  function place() {
    if (!open) return;
    const note = noteOf(open);
    const room = document.documentElement.clientWidth;
    const at = open.getClientRects()[0];
    note.style.left = "0"; // or it would be measured in the room right of the word
    note.style.maxWidth = `${Math.min(352, room - 2 * EDGE)}px`;
    const left = Math.min(Math.max(at.left, EDGE), room - note.offsetWidth - EDGE);
    const below = at.bottom + 4;
    const fits = below + note.offsetHeight < window.innerHeight || at.top < note.offsetHeight;
    note.style.left = `${left}px`;
    note.style.top = `${fits ? below : at.top - note.offsetHeight - 4}px`;
  }
  function hide() {
    clearTimeout(timer);
    if (open) noteOf(open).hidden = true;
    open = null;
  }
  function show(term) {
    clearTimeout(timer);
    if (open === term) return;
    hide();
    open = term;
    noteOf(term).hidden = false;
    place();
  }
  function later(act) {
    clearTimeout(timer);
    timer = setTimeout(act, WAIT);
  }

  for (const term of document.querySelectorAll("a.term")) {
    const leave = () => {
      if (document.activeElement !== term) later(hide);
    };
    term.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") later(() => show(term)); // a tap follows the link
    });
    term.addEventListener("pointerleave", leave);
    term.addEventListener("focus", () => show(term));
    term.addEventListener("blur", () => later(hide));
    noteOf(term).addEventListener("pointerenter", () => clearTimeout(timer));
    noteOf(term).addEventListener("pointerleave", leave);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);
})();
