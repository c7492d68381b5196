"""What a test awaits after it has opened a page."""

# All on the page is alive. Large parts come when their figure is near, so this goes to it.
ALL_LIVE = """() => {
  const waiting = document.querySelector(
    "figure.explorer:is([data-state=static], [data-xp-view=trial]:not(:has(.xp-trial)))");
  waiting?.scrollIntoView();
  return !waiting && [...document.querySelectorAll("figure.explorer, .quiz")]
    .every((part) => part.dataset.state === "live");
}"""
