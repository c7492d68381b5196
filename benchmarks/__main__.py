"""Measure everything once and print the table."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks import cohort, endurance, engines, painting, space, startup
from course_utils.cli.book import build_book
from course_utils.cli.browser import browser_options, find_browser
from course_utils.cli.lab import running_lab
from course_utils.cli.root import find_root
from course_utils.cli.server import serving

CHAPTER = "notebooks/02-immune-surveillance.html"
# So many times faster a virtual patient shall be than by these.
FASTER = {"solve_ivp": 200, "libRoadRunner": 10, "Diffrax vmap": 5}


@dataclass
class Row:
    """One line of the table: what was measured, ours, theirs or the budget."""

    what: str
    ours: float
    unit: str
    budget: float | None = None
    other: float | None = None
    other_name: str = ""

    def cells(self) -> list[str]:
        """Write the row for the table."""
        ratio = f"{self.other / self.ours:.1f} ×" if self.other else ""
        kept = "" if self.budget is None else ("kept" if self.ours <= self.budget else "MISSED")
        return [
            self.what,
            f"{self.ours:.3g} {self.unit}",
            f"{self.other:.3g} {self.unit} ({self.other_name})" if self.other else "",
            ratio,
            f"{self.budget:.3g} {self.unit}" if self.budget is not None else "",
            kept,
        ]


def measure(root: Path) -> list[Row]:
    """Run every benchmark and return the rows."""
    large = cohort.large_trial()  # first, so that the memory is its own
    patients = [*cohort.every_engine()]
    in_the_page = cohort.in_a_browser()
    start = time.perf_counter()
    html = build_book(root)
    build = time.perf_counter() - start
    with sync_playwright() as playwright, serving(html) as book, tempfile.TemporaryDirectory() as t:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=browser_options())
        url = f"{book.rstrip('/')}/{CHAPTER}"
        in_book, on_the_map, live = painting.in_the_book(browser, url)
        scripts = painting.scripts(browser, url)
        frames, words = painting.dragged(browser, url)
        each = engines.every_model(browser, html)
        chance = engines.by_chance_ms(browser, html)
        slow = endurance.throttled(browser, url, 4)
        among_many, all_live = endurance.among_many(browser, Path(t))
        kept = endurance.kept_megabytes(browser, url)
        name = painting.write_notebook(Path(t))
        with running_lab(Path(t)) as lab:
            lab_times = painting.in_jupyterlab(browser, f"{lab}lab/tree/{name}")
        browser.close()
    of_figures, of_page = startup.script_kilobytes(html, scripts)
    median, p95 = (lambda x: float(np.median(x))), (lambda x: float(np.percentile(x, 95)))
    in_lab, interact = lab_times["any moment"]
    lab_drag, interact_drag = lab_times["drag"]
    route = "interact + SciPy + matplotlib"
    return [
        Row("slider to paint, book, p95", p95(in_book), "ms", 20, p95(interact), route),
        Row("slider to paint, book, median", median(in_book), "ms", None, median(interact), route),
        Row("slider to paint, map in the book, p95", p95(on_the_map), "ms", 20),
        Row("from frame to frame while a slider is dragged, p95", p95(frames), "ms", 20),
        Row("until the words tell it too, p95", p95(words), "ms", 100),
        Row("slider to paint, JupyterLab, p95", p95(in_lab), "ms", None, p95(interact), route),
        Row(
            "slider to paint, JupyterLab, median",
            median(in_lab),
            "ms",
            None,
            median(interact),
            route,
        ),
        Row(
            "slider dragged to paint, JupyterLab, p95",
            p95(lab_drag),
            "ms",
            p95(interact_drag) / 10,
            p95(interact_drag),
            route,
        ),
        Row("slider to paint, 4 times slower processor, p95", p95(slow), "ms", 34),
        Row("slider to paint, among 20 figures, p95", p95(among_many), "ms", 34),
        Row("20 figures on one page, all live", all_live / 1000, "s"),
        Row("memory kept after 1,000 moves", kept, "MB", 1),
        Row("50 runs by chance in the page", chance, "ms", 100),
        Row("scripts of the chapter's live figures, gzipped", of_figures, "kB", 60),
        Row("all scripts of the chapter, gzipped", of_page, "kB"),
        Row("navigation to live", live / 1000, "s", 1),
        Row("import course_utils", startup.seconds_of("import course_utils"), "s", 0.5),
        Row("a notebook's first cell", startup.seconds_of(startup.FIRST_CELL), "s", 3),
        Row("book build", build, "s"),
        Row("trial of 100,000 patients in two arms", large.seconds, "s", 60),
        Row("and the most memory for it", large.gigabytes, "GB", 2),
        Row("trial of 200 patients in two arms, in the page, p95", p95(in_the_page), "ms", 100),
        *_patients(patients),
        *(
            row
            for t in each
            for row in (
                Row(
                    f"{t.model}, {t.days:g} days, page", t.page, "ms", None, t.python, "our Python"
                ),
                Row(
                    f"{t.model}, {t.days:g} days, Python",
                    t.python,
                    "ms",
                    None,
                    t.roadrunner,
                    "libRoadRunner",
                ),
            )
        ),
    ]


def _patients(speeds: list[cohort.Speed]) -> list[Row]:
    """Return how long a virtual patient takes, here and by the engines that are installed."""
    ours = {speed.model: speed for speed in speeds if speed.engine == cohort.OURS}
    return [
        Row(
            f"{speed.model}, a virtual patient",
            ours[speed.model].microseconds,
            "µs",
            speed.microseconds / FASTER[speed.engine] if speed.engine in FASTER else None,
            speed.microseconds,
            speed.engine,
        )
        for speed in speeds
        if speed.engine != cohort.OURS and speed.per_second
    ]


def main() -> None:
    """Print the table of one run, and that of space."""
    console = Console(width=150)
    table = Table(title="Measured in one run on this machine", box=None, title_justify="left")
    for heading in ("what", "ours", "the other way", "ratio", "budget", ""):
        table.add_column(heading)
    for row in measure(find_root()):
        table.add_row(*row.cells())
    console.print(table)
    space.main()


if __name__ == "__main__":
    main()
