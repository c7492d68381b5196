"""The same run solved by the page, by Python and by libRoadRunner; and runs by chance.

Every model runs over its reference page's days, at its defaults, to a tolerance of 1e-8; the
page's own is tighter (1e-10), which costs it time and is how readers get it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from course_utils.compile import sbml
from course_utils.modelling import Model
from course_utils.models import MODELS
from course_utils.simulate import simulate

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

POINTS = 400
TOLERANCE = 1e-8

_RUN = """
async (figure, repeats) => {
  const { explorer } = figure;
  const days = JSON.parse(figure.querySelector("script.explorer-spec").textContent).view.days;
  const run = () => explorer.run({ days });
  for (let i = 0; i < 10; i++) await run();
  const start = performance.now();
  for (let i = 0; i < repeats; i++) await run();
  return [days, (performance.now() - start) / repeats];
}
"""

_BY_CHANCE = """
async (figure) => {
  const run = (seed) => figure.explorer.runStochastic({ days: [0, 6], seed, runs: 50 });
  for (let seed = 0; seed < 5; seed++) await run(seed);
  const times = [];
  for (let seed = 5; seed < 20; seed++) {
    const start = performance.now();
    await run(seed);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[7];
}
"""


@dataclass
class Times:
    """Milliseconds that one run of a model takes; `roadrunner` is None where it is missing."""

    model: str
    days: float
    page: float
    python: float
    roadrunner: float | None


def every_model(browser: Browser, html: Path) -> list[Times]:
    """Time each model on its reference page, in Python and in libRoadRunner."""
    times = []
    for name, model in MODELS.items():
        page = browser.new_page()
        page.goto((html / "book" / "models" / f"{name}.html").as_uri())
        figure = page.locator("figure.explorer[data-state=live]").first
        figure.wait_for()
        (_, last), milliseconds = figure.evaluate(_RUN, 50)
        page.close()
        times.append(
            Times(name, last, milliseconds, python_ms(model, last), roadrunner_ms(model, last))
        )
    return times


def by_chance_ms(browser: Browser, html: Path) -> float:
    """Return milliseconds for 50 runs of `birth_death` by chance in the page, over six days."""
    page = browser.new_page()
    page.goto((html / "book" / "models" / "birth_death.html").as_uri())
    figure = page.locator("figure.explorer[data-state=live]").first
    figure.wait_for()
    milliseconds = float(figure.evaluate(_BY_CHANCE))
    page.close()
    return milliseconds


def python_ms(model: Model, last: float) -> float:
    """Return milliseconds for one run by `simulate`."""
    return _median_ms(
        lambda: simulate(model, (0, last), POINTS, rtol=TOLERANCE, atol=TOLERANCE**1.5)
    )


def roadrunner_ms(model: Model, last: float) -> float | None:
    """Return milliseconds for one run by libRoadRunner, or None where it is not installed."""
    try:
        import roadrunner
    except ImportError:
        return None
    roadrunner.Logger.setLevel(roadrunner.Logger.LOG_ERROR)
    runner = roadrunner.RoadRunner(sbml(model))
    runner.integrator.relative_tolerance = TOLERANCE
    runner.integrator.absolute_tolerance = TOLERANCE**1.5

    def run() -> None:
        runner.reset()
        runner.simulate(0, last, POINTS)

    return _median_ms(run)


def _median_ms(run: Callable[[], object], repeats: int = 20) -> float:
    run()  # compiles
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1000 * float(np.median(times))
