"""The square of tissue: our Python beside py-pde in one run, and frames a second in the page.

``python -m benchmarks.space`` prints the table. All solve a hot tumour; both programs
in Python take the same explicit steps, on the same grid, and must agree before they are timed.
A frame in the page is a step of the engine in its worker, the way of the fields to the page, and
the painting of the map; it counts when the pixels are there.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from course_utils.cli.browser import browser_options, find_browser
from course_utils.explorer import build_space_spec, space_figure_html
from course_utils.explorer.widget import STATIC
from course_utils.models import infiltration
from course_utils.simulate import simulate_agents, simulate_space

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DAYS = {61: 20.0, 161: 2.0}
BUDGETS = {61: 60, 161: 20}
FRAMES = 180
REPEATS = 2

# Days move on as when a reader plays it at 5 days a second.
_FRAMES = """
async ([days, frames]) => {
  const { space } = document.querySelector("figure.space");
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done();
    channel.port2.postMessage(0);
  }));
  let day = 0;
  for (let i = 0; i < 20; i++) await space.goTo((day += days / 60));
  const work = [];
  const start = performance.now();
  for (let i = 0; i < frames; i++) {
    const before = performance.now();
    await space.goTo((day += days / 60));
    work.push(performance.now() - before);
    await painted();
  }
  work.sort((a, b) => a - b);
  const seconds = (performance.now() - start) / 1000;
  const at = (share) => work[Math.floor(share * frames)];
  return { rate: frames / seconds, median: at(0.5), p95: at(0.95) };
}
"""


def ours(cells: int, step: float) -> tuple[float, Any]:
    """Return seconds for our run, and its last field of tumour cells."""
    seconds, run = _best(
        lambda: simulate_space(infiltration, DAYS[cells], points=2, cells=cells, step=step)
    )
    return seconds, run["u"][-1]


def theirs(cells: int, step: float) -> tuple[float, float, Any]:
    """Return seconds for py-pde compiled by Numba, seconds to compile, and its last field."""
    import pde

    space = pde.CartesianGrid([[-1.2, 1.2]] * 2, cells)
    x = (np.arange(cells) + 0.5) * 2.4 / cells - 1.2
    inside = (x[None, :] ** 2 + x[:, None] ** 2 < 0.36).astype(float)
    stroma = pde.ScalarField(space, 1 - inside)
    equation = pde.PDE(
        {
            "c": "0.01 * laplace(c) - 0.25 * c + 0.25 * stroma",
            "u": "0.25 * u * (1 - u) - 2 * c * u",
        },
        bc={"derivative": 0},
        consts={"stroma": stroma},
    )
    begin = pde.FieldCollection([stroma, pde.ScalarField(space, inside)])

    # `solve` would compile anew each time.
    start = time.perf_counter()
    solver = pde.EulerSolver(equation, backend="numba")
    advance = solver.make_stepper(begin, dt=step)
    advance(begin.copy(), 0, 10 * step)
    compiling = time.perf_counter() - start

    def solve() -> Any:
        state = begin.copy()
        advance(state, 0, DAYS[cells])
        return state

    seconds, solved = _best(solve)
    return seconds, compiling, solved[1].data


def _best(run: Any) -> tuple[float, Any]:
    times, result = [], None
    for _ in range(REPEATS):
        start = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - start)
    return min(times), result


def frames(browser: Browser, folder: Path, cells: int) -> dict[str, float]:
    """Play a figure frame by frame and return frames a second and milliseconds of work."""
    figure = space_figure_html(infiltration, build_space_spec(infiltration, cells=cells))
    page_file = folder / "page.html"
    page_file.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8">{figure}'
        f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script>',
        encoding="utf-8",
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(page_file.as_uri())
    page.wait_for_selector("figure.space[data-state=live]")
    measured: dict[str, float] = page.evaluate(_FRAMES, [5, FRAMES])
    page.close()
    return measured


def main() -> None:
    """Print the table of one run."""
    table = Table(title="Measured in one run on this machine", box=None, title_justify="left")
    for heading in ("what", "ours", "py-pde, compiled", "budget", ""):
        table.add_column(heading)
    for cells, days in DAYS.items():
        step = 0.19 * (2.4 / cells) ** 2 / 0.01
        own, field = ours(cells, step)
        other, compiling, their_field = theirs(cells, step)
        gap = float(np.abs(field - their_field).max())
        assert gap < 0.02, f"the two programs disagree by {gap:.2g}"
        table.add_row(
            f"{cells} x {cells}, {days:g} days",
            f"{own:.2f} s",
            f"{other:.2f} s, and {compiling:.0f} s to compile (apart by {gap:.1g})",
        )
    simulate_agents(infiltration, days=1, points=2)  # compiles, or reads what was compiled
    seconds, _ = _best(lambda: simulate_agents(infiltration, days=60, points=2))
    table.add_row("single cells, 60 x 60, 60 days", f"{seconds:.2f} s")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=browser_options())
        for cells, budget in BUDGETS.items():
            found = frames(browser, Path(folder), cells)
            # A screen of 60 Hz shows no more than 60, so a frame that is missed now and then is
            # let pass.
            kept = "kept" if found["rate"] >= 0.95 * budget else "MISSED"
            table.add_row(
                f"{cells} x {cells} in the page",
                f"{found['rate']:.0f} frames/s (work: median {found['median']:.1f} ms, "
                f"p95 {found['p95']:.1f} ms)",
                "",
                f"{budget} frames/s",
                kept,
            )
        browser.close()
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
