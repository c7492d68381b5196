// Show a term's definition beside it, while the pointer is on either or the keyboard on the term.
// A finger can do neither: its first tap on a term, or on a picture of the map, brings a note with a
// link, the second follows the link itself, and a tap elsewhere puts the note away.
// Escape takes it away. Without this script a term is a link to the glossary, and no more.
(() => {
  "use strict";
  const WAIT = 250; // ms to reach the note from the term, and not to flicker in passing
  const EDGE = 8; // px that stay free at the sides of the window
  let open = null;
  let tapped = false; // whether a finger has brought what is open
  let asked = null; // what a finger went onto before it had brought the note; a focus may follow
  let timer = 0;

  const link = document.createElement("a");
  link.className = "term-more";
  // A map tells at its foot who is who, by styles alone; that is far from a finger and small.
  const ofMap = document.createElement("span");
  ofMap.className = "term-note";

  const isOnMap = (term) => term.matches(".atl-node");
  const noteOf = (term) =>
    isOnMap(term) ? ofMap : document.getElementById(term.getAttribute("aria-describedby"));

  function place() {
    if (!open) return;
    const note = noteOf(open);
    const room = document.documentElement.clientWidth;
    const at = (open.querySelector(".atl-touch") ?? open).getClientRects()[0];
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
    if (tapped) {
      noteOf(open).setAttribute("role", "tooltip");
      open.classList.remove("tapped");
      link.remove();
    }
    open = null;
    tapped = false;
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
  function bring(term) {
    if (isOnMap(term)) {
      ofMap.textContent = [...term.querySelectorAll(".atl-card tspan")]
        .map((line) => line.textContent)
        .join(" ");
      term.closest("figure").append(ofMap);
    }
    show(term);
    tapped = true;
    link.href = term.getAttribute("href");
    link.textContent = link.getAttribute("href").startsWith("#")
      ? "Where it acts"
      : "In the glossary";
    noteOf(term).append(link);
    noteOf(term).setAttribute("role", "group"); // a tooltip holds no link
    term.classList.add("tapped");
    place();
  }
  const isOfOpen = (node) => open !== null && (open.contains(node) || noteOf(open).contains(node));

  for (const term of document.querySelectorAll("a.term")) {
    const leave = () => {
      if (!tapped && document.activeElement !== term) later(hide);
    };
    term.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") later(() => show(term));
    });
    term.addEventListener("pointerleave", leave);
    term.addEventListener("focus", () => show(term));
    term.addEventListener("blur", () => {
      if (!tapped) later(hide);
    });
    noteOf(term).addEventListener("pointerenter", () => clearTimeout(timer));
    noteOf(term).addEventListener("pointerleave", leave);
  }
  for (const term of document.querySelectorAll("a.term, .course-map a.atl-node")) {
    term.addEventListener("pointerdown", (event) => {
      asked = event.pointerType === "touch" && !(open === term && tapped) ? term : null;
    });
    term.addEventListener("click", (event) => {
      if (asked === term) {
        event.preventDefault();
        bring(term);
      } else if (tapped) setTimeout(hide); // or it would wait there for who comes back
      asked = null;
    });
  }
  link.addEventListener("click", () => setTimeout(hide));
  // A finger that scrolls ends in no pointerup, so the note stays while the reader makes room.
  document.addEventListener("pointerup", (event) => {
    if (tapped && !isOfOpen(event.target)) hide();
  });
  document.addEventListener("focusin", (event) => {
    if (tapped && !isOfOpen(event.target)) later(hide);
  });
  document.addEventListener("keydown", (event) => {
    asked = null; // Enter follows the link, whatever a finger began
    if (event.key !== "Escape") return;
    if (document.activeElement === link) open.focus({ preventScroll: true });
    hide();
  });
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);
})();
