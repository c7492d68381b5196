// The button that turns a chapter into a lecture, and the address that opens it as one. What a
// lecture needs is fetched only then.
(() => {
  "use strict";
  const folder = new URL(".", document.currentScript.src).href;
  let fetched = null;

  function lecture() {
    fetched ??= new Promise((resolve, reject) => {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = `${folder}lecture.css`;
      const script = document.createElement("script");
      script.src = `${folder}lecture.js`;
      let left = 2;
      for (const part of [style, script]) {
        part.onload = () => --left || resolve(globalThis.coldToWarmLecture);
        part.onerror = () => reject(new Error("The lecture mode could not be loaded."));
      }
      document.head.append(style, script);
    });
    // Where the network failed, the next press may succeed.
    fetched.catch(() => (fetched = null));
    return fetched;
  }

  const icon = document.createElement("i");
  icon.className = "fa-solid fa-person-chalkboard";
  icon.ariaHidden = "true";
  const words = document.createElement("span");
  words.textContent = "Present";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm present-button";
  button.title = "Present this chapter in a lecture";
  button.append(icon, words);
  button.addEventListener("click", async () => (await lecture()).start(""));
  document.querySelector(".article-header-buttons")?.prepend(button);

  const asked = new URLSearchParams(location.search);
  if (asked.has("notes")) lecture().then((mode) => mode.notes(asked.get("notes")));
  else if (asked.has("present")) lecture().then((mode) => mode.start(asked.get("present")));
})();
