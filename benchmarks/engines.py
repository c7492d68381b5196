"""The same run solved by the page and by SciPy."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from course_utils.models import surveillance
from course_utils.simulate import simulate

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_RUN = """
async (figure) => {
  const values = (i) => ({ s: 0.005 + 0.0005 * i });
  for (let i = 0; i < 20; i++) await figure.explorer.run({ values: values(i), days: [0, 400] });
  const start = performance.now();
  for (let i = 0; i < 100; i++) await figure.explorer.run({ values: values(i), days: [0, 400] });
  return (performance.now() - start) / 100;
}
"""


def browser_ms(browser: Browser, page_url: str) -> float:
    """Return milliseconds for one run of 400 days in the page, tolerance 1e-10."""
    page = browser.new_page()
    page.goto(page_url)
    figure = page.locator("figure.explorer[data-state=live]").first
    figure.wait_for()
    milliseconds = float(figure.evaluate(_RUN))
    page.close()
    return milliseconds


def scipy_ms(runs: int = 30) -> float:
    """Return milliseconds for one run of 400 days by `simulate`, tolerance 1e-10."""
    simulate(surveillance)  # compiles
    times = []
    for i in range(runs):
        start = time.perf_counter()
        simulate(surveillance, days=(0, 400), rtol=1e-10, s=0.005 + 0.0005 * i)
        times.append(time.perf_counter() - start)
    return 1000 * float(np.median(times))
