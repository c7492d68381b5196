"""From a moved slider to the frame that shows the new curve: in the book, and in JupyterLab.

Never the solver alone: the clock starts at the input event and stops after the frame in which
the curve's pixels are different. A hand does not wait for the screen, so the events fall at
every moment between two frames, evenly; what a screen adds by itself is then up to one frame.
Of a drag, browsers hand over what has come since the last frame when the next begins: counted from
there, nothing is left but the work.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import numpy as np

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ElementHandle, Locator, Page

MOVES = 60
FIGURE = "figure.explorer[data-state=live]"
MAP = "figure.explorer[data-xp-view=phase]"

# After each frame a message is posted, which arrives when that frame has been painted.
_PAINTED = """
const posted = () => new Promise((done) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now());
  channel.port2.postMessage(0);
});
const painted = () => new Promise((done) => requestAnimationFrame(() => posted().then(done)));
const frameBegins = () => new Promise(requestAnimationFrame);
const MILLISECONDS_OF_A_FRAME = 1000 / 60;
const withinAFrame = (i) => new Promise((done) =>
  setTimeout(done, ((i * 0.7548776662) % 1) * MILLISECONDS_OF_A_FRAME));
"""

_MOVE_EXPLORER = f"""
async ([figure, moves, asADrag]) => {{
  {_PAINTED}
  const input = figure.querySelector("input[type=range]");
  // Of two views that share a place, the one that is seen.
  const canvas = [...figure.querySelectorAll("canvas")].find(
    (one) => one.checkVisibility({{ visibilityProperty: true }}));
  const pixels = () => {{
    const {{ data }} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) sum = (sum * 31 + data[i] + 7 * data[i + 2]) | 0;
    return sum;
  }};
  const times = [];
  for (let i = 0; i < moves; i++) {{
    await painted();
    const before = pixels();
    await painted();
    const share = 0.25 + 0.5 * ((i * 0.6180339887) % 1);
    input.value = +input.min + share * (input.max - input.min);
    await (asADrag ? frameBegins() : withinAFrame(i));
    const start = performance.now();
    input.dispatchEvent(new Event("input", {{ bubbles: true }}));
    let end = asADrag ? await posted() : await painted();
    while (pixels() === before && end - start < 5000) end = await painted();
    times.push(end - start);
  }}
  return times;
}}
"""

# As from a hand that does not stop: browsers hand over pointer events once a frame.
_DRAG = f"""
async ([figure, moves]) => {{
  {_PAINTED}
  const input = figure.querySelector("input[type=range]");
  const said = figure.querySelector(".xp-said");
  const [frames, waits] = [[], []];
  let moved = 0;
  const look = new MutationObserver(() => waits.push(performance.now() - moved));
  look.observe(said, {{ subtree: true, characterData: true, childList: true }});
  let last = await new Promise(requestAnimationFrame);
  for (let i = 0; i < moves; i++) {{
    input.value = +input.min + (0.3 + (0.4 * i) / moves) * (input.max - input.min);
    moved = performance.now();
    input.dispatchEvent(new Event("input", {{ bubbles: true }}));
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }}
  await painted();
  look.disconnect();
  return [frames, waits];
}}
"""

_MOVE_INTERACT = f"""
async ([output, moves, asADrag]) => {{
  {_PAINTED}
  const handle = output.querySelector("[role=slider]");
  const picture = () => output.querySelector("img")?.src;
  const times = [];
  for (let i = 0; i < moves; i++) {{
    await painted();
    const before = picture();
    const key = i < moves / 2 ? "ArrowRight" : "ArrowLeft";
    await (asADrag ? frameBegins() : withinAFrame(i));
    const start = performance.now();
    handle.dispatchEvent(new KeyboardEvent("keydown", {{ key, bubbles: true }}));
    let end, after;
    do {{
      end = await painted();
      after = output.querySelector("img");
    }} while ((!after || !after.complete || after.src === before) && end - start < 20000);
    times.push(end - start);
    await new Promise((done) => setTimeout(done, 50));
  }}
  return times;
}}
"""

# What a course without live figures would write: the same model, as many points, one curve.
_INTERACT = """
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import FloatSlider, interact
from scipy.integrate import solve_ivp

p, g, m, d, a, b, n = 0.1245, 20.19, 3.422e-4, 0.0412, 0.18, 0.002, 0.1101


@interact(s=FloatSlider(min=0.001, max=0.09, step=0.0005, value=0.03, readout_format=".4f"))
def draw(s):
    def slope(t, y):
        E, T = y
        return s + p * E * T / (g + T) - m * E * T - d * E, a * T * (1 - b * T) - n * E * T

    t = np.linspace(0, 400, 401)
    run = solve_ivp(slope, (0, 400), [s / d, 1], t_eval=t, method="LSODA", rtol=1e-6)
    plt.plot(t, run.y[0], t, run.y[1])
    plt.xlabel("time (days)")
    plt.show()
"""

_EXPLORE = """
from course_utils import explore, surveillance

explore(surveillance, show=["T", "E"], controls=["s", "T"], days=(0, 400))
"""


def write_notebook(folder: Path) -> str:
    """Write a notebook that holds both routes, and return its name."""
    cells = [nbformat.v4.new_code_cell(code.strip()) for code in (_EXPLORE, _INTERACT)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    # Without it JupyterLab asks which kernel to take.
    notebook.metadata["language_info"] = {"name": "python"}
    (folder / "bench.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return "bench.ipynb"


def in_the_book(browser: Browser, page_url: str) -> tuple[np.ndarray, np.ndarray, float]:
    """Return milliseconds from input to paint, of a chart and a map, and to a live figure."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(page_url)  # once, so that the second visit finds the files in memory
    page.locator(FIGURE).first.wait_for()
    page.goto("about:blank")
    page.add_init_script(
        """
        const look = new MutationObserver(() => {
          if (document.querySelector("figure.explorer[data-state=live]")) {
            window.liveAfter ??= performance.now();
          }
        });
        look.observe(document, { subtree: true, childList: true, attributes: true });
        """
    )
    page.goto(page_url)
    page.locator(FIGURE).first.wait_for()
    live = float(page.evaluate("window.liveAfter"))
    times = slider_to_paint(page, page.locator(FIGURE).first)
    phase_plane = page.locator(MAP).first
    phase_plane.scroll_into_view_if_needed()
    on_the_map = slider_to_paint(page, phase_plane)
    page.close()
    return times, on_the_map, live


def scripts(browser: Browser, page_url: str) -> list[str]:
    """Return the addresses of the scripts that a page has fetched when all its figures live."""
    page = browser.new_page()
    page.goto(page_url)
    page.wait_for_function(
        "() => !document.querySelector('figure.explorer:not([data-state=live])')"
    )
    addresses: list[str] = page.evaluate(
        "() => [...document.scripts].map(({ src }) => src).filter(Boolean)"
    )
    page.close()
    return addresses


def in_jupyterlab(browser: Browser, notebook_url: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return milliseconds from input to paint, for the live figure and for `interact`.

    By when the input comes: at ``"any moment"``, or as a ``"drag"`` is handed over.
    """
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    page.goto(notebook_url)
    page.locator(".jp-Notebook").wait_for(timeout=90_000)
    page.get_by_text("| Idle").first.wait_for(timeout=90_000)  # or it asks for a kernel
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).first.click()
    figure = page.locator(FIGURE).first
    figure.wait_for(state="attached", timeout=90_000)
    figure.scroll_into_view_if_needed()
    live = [slider_to_paint(page, figure, as_a_drag=drag) for drag in (False, True)]
    output = page.locator(".jp-OutputArea:has([role=slider].noUi-handle)").last
    output.locator("img").wait_for(timeout=90_000)
    output.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    interact = [
        _move(page, _MOVE_INTERACT, output.element_handle(), moves=20, as_a_drag=drag)
        for drag in (False, True)
    ]
    page.close()
    return dict(zip(("any moment", "drag"), zip(live, interact, strict=True), strict=True))


def dragged(browser: Browser, page_url: str) -> tuple[np.ndarray, np.ndarray]:
    """Drag a slider without a rest.

    Returns
    -------
    frames : numpy.ndarray
        Milliseconds from each frame to the next.
    words : numpy.ndarray
        Milliseconds from a move until the sentences below the chart tell it.
    """
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(page_url)
    figure = page.locator(FIGURE).first
    figure.wait_for()
    frames, words = page.evaluate(_DRAG, [figure.element_handle(), 4 * MOVES])
    page.close()
    return np.array(frames[2:]), np.array(words)


def slider_to_paint(page: Page, figure: Locator, *, as_a_drag: bool = False) -> np.ndarray:
    """Return milliseconds from input to paint for many moves of a figure's first slider."""
    return _move(page, _MOVE_EXPLORER, figure.element_handle(), as_a_drag=as_a_drag)


def _move(
    page: Page,
    script: str,
    element: ElementHandle | None,
    moves: int = MOVES,
    *,
    as_a_drag: bool,
) -> np.ndarray:
    times = np.array(page.evaluate(script, [element, moves, as_a_drag]), dtype=float)
    if np.any(times >= 5000):
        raise RuntimeError("A moved slider did not change the picture within five seconds.")
    return times[2:]  # the first moves warm up what a reader would not notice
