"""A live figure under hardship: a slow machine, twenty figures on a page, a thousand moves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.painting import FIGURE, slider_to_paint
from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.models import surveillance

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIGURES = 20
MOVES = 1000

_MOVE_OFTEN = """
async (figure, moves) => {
  const input = figure.querySelector("input[type=range]");
  for (let i = 0; i < moves; i++) {
    const share = 0.25 + 0.5 * ((i * 0.6180339887) % 1);
    input.value = +input.min + share * (input.max - input.min);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise(requestAnimationFrame);
  }
}
"""


def throttled(browser: Browser, page_url: str, times: int) -> np.ndarray:
    """Return milliseconds from input to paint where the processor is so many times slower."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(page_url)
    page.locator(FIGURE).first.wait_for()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})
    painted = slider_to_paint(page, page.locator(FIGURE).first)
    page.close()
    return painted


def among_many(browser: Browser, folder: Path) -> tuple[np.ndarray, float]:
    """Return milliseconds from input to paint among twenty figures, and until all are live."""
    markup = figure_html(surveillance, build_spec(surveillance, days=(0, 400)))
    document = folder / "many.html"
    document.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Many</title>'
        f'<script defer src="{(STATIC / "explorer.page.js").as_uri()}"></script>'
        f"<main>{markup * FIGURES}</main>",
        encoding="utf-8",
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(document.as_uri())
    page.locator(FIGURE).nth(FIGURES - 1).wait_for(state="attached")
    live = float(page.evaluate("performance.now()"))
    middle = page.locator(FIGURE).nth(FIGURES // 2)
    middle.scroll_into_view_if_needed()
    painted = slider_to_paint(page, middle)
    page.close()
    return painted, live


def kept_megabytes(browser: Browser, page_url: str) -> float:
    """Return by how much a thousand moves of a slider make the page's memory grow."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(page_url)
    figure = page.locator(FIGURE).first
    figure.wait_for()
    session = page.context.new_cdp_session(page)

    def used() -> float:
        session.send("HeapProfiler.collectGarbage")
        return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6

    figure.evaluate(_MOVE_OFTEN, 100)  # what is made once is made
    before = used()
    figure.evaluate(_MOVE_OFTEN, MOVES)
    grown = used() - before
    page.close()
    return grown
