"""Run every test of the course, stage by stage, and count what passed and what failed."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from rich.console import Group
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table

from course_utils.cli.book import build_book
from course_utils.cli.browser import find_browser
from course_utils.cli.errors import CourseError
from course_utils.cli.progress import console

_NO_TESTS = 5  # pytest's exit status when nothing was selected


@dataclass
class Result:
    """What came of a stage.

    Parameters
    ----------
    passed, failed
        How many checks, each a tool or a test.
    skipped
        Why tests were skipped, and how many for each reason.
    output
        What the tools said; shown if something failed.
    seconds
        How long it took.
    """

    passed: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    output: str = ""
    seconds: float = 0.0

    def __add__(self, other: Result) -> Result:
        return Result(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            "\n".join(filter(None, [self.output, other.output])),
            self.seconds + other.seconds,
        )


@dataclass(frozen=True)
class Stage:
    """One step of the tests: its name on the command line, what it does, and how."""

    name: str
    title: str
    run: Callable[[], Result]


def run_stages(root: Path, *, quick: bool = False, only: Sequence[str] = ()) -> int:
    """Run the stages and report them.

    Parameters
    ----------
    root
        The folder of the course.
    quick
        Leave out the book, the browser and the slow tests.
    only
        Names of the stages to run; all if empty.

    Returns
    -------
    int
        The exit status: 0 if nothing failed.

    Raises
    ------
    CourseError
        If `only` names a stage that there is not.
    """
    stages = _stages(root, quick=quick)
    names = [stage.name for stage in stages]
    for name in only:
        if name not in names:
            raise CourseError(f"There is no stage {name!r}; there are: {', '.join(names)}.")
    chosen = [stage for stage in stages if not only or stage.name in only]
    results = _run_with_table(chosen)
    total = sum(results, Result())
    for stage, result in zip(chosen, results, strict=True):
        if result.failed:
            console.rule(f"{stage.title}: {result.failed} failed")
            sys.stdout.write(result.output.rstrip() + "\n")
            sys.stdout.flush()
    for reason, count in total.skipped.items():
        sys.stdout.write(f"{count} skipped: {reason}\n")
    sys.stdout.write(f"{total.passed} passed, {total.failed} failed\n")
    return 1 if total.failed else 0


def _stages(root: Path, *, quick: bool) -> list[Stage]:
    pytest = partial(_pytest, root)
    parallel = ("-n", "auto", "--dist", "worksteal")
    shared = ("-n", "auto", "--maxprocesses=4", "--dist", "loadgroup")
    units = ["-m", "not browser and not book" + (" and not slow" if quick else "")]
    if quick:
        units.append("--hypothesis-profile=quick")
    stages = [
        Stage("lint", "Style, types, floors", partial(_lint, root)),
        Stage("units", "Unit tests", partial(pytest, *units, *parallel)),
        Stage("notebooks", "Notebooks, every output", partial(_notebooks, root)),
    ]
    if not quick:
        stages += [
            Stage("book", "Book", partial(_book, root)),
            # Every process has a browser, which wants a core itself; the tests that share a
            # JupyterLab stay together in one process.
            Stage("browser", "Browser", partial(_browser, root, *shared)),
        ]
    return stages


def _lint(root: Path) -> Result:
    python = [sys.executable, "-m"]
    scripts = Path(sysconfig.get_path("scripts"))
    commands = [
        [*python, "ruff", "check", "."],
        [*python, "ruff", "format", "--check", "."],
        [*python, "mypy"],
        [str(scripts / "lint-imports")],
    ]

    def check(command: list[str]) -> Result:
        done = _captured(command, root)
        if done.returncode == 0:
            return Result(passed=1)
        name = " ".join([Path(command[0]).name, *command[1:]])
        return Result(failed=1, output=f"$ {name}\n{done.stdout}")

    with ThreadPoolExecutor() as pool:
        return sum(pool.map(check, commands), Result())


def _notebooks(root: Path) -> Result:
    notebooks = sorted((root / "notebooks").glob("*.ipynb"))
    if not notebooks:
        return Result()
    # A notebook's cells share one kernel, so they stay in one process.
    parallel = ("-n", "auto", "--dist", "loadfile") if len(notebooks) > 1 else ()
    return _pytest(root, *nbval_options(root), *parallel, *map(str, notebooks))


def nbval_options(root: Path) -> list[str]:
    """Return pytest's options that validate every output of a notebook."""
    return [
        "--nbval",
        "--nbval-current-env",
        "--nbval-cell-timeout=60",
        f"--nbval-sanitize-with={root / 'tests' / 'notebooks' / 'nbval-sanitize.cfg'}",
    ]


def _book(root: Path) -> Result:
    try:
        html = build_book(root)
    except CourseError as error:
        return Result(failed=1, output=f"{error.details}\n{error.sentence}")
    # The tests of this stage and of the next one read the book that has just been built.
    os.environ["COURSE_BOOK"] = str(html)
    return Result(passed=1) + _pytest(root, "-m", "book and not browser")


def _browser(root: Path, *options: str) -> Result:
    # Searched, and if need be installed, once: processes that each install one get in each
    # other's way. If there is none, the tests themselves say so.
    with suppress(CourseError):
        os.environ["COURSE_BROWSER"] = str(find_browser())
    return _pytest(root, "-m", "browser", *options)


def _pytest(root: Path, *options: str) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        colour = "yes" if console.is_terminal else "no"
        command = [
            *(sys.executable, "-m", "pytest", "-q", f"--color={colour}"),
            *(f"--junitxml={report}", *options),
        ]
        done = _captured(command, root)
        result = _counted(report)
    result.output = done.stdout
    if done.returncode not in (0, _NO_TESTS) and not result.failed:
        result.failed = 1  # pytest itself did not get through
    return result


def _counted(report: Path) -> Result:
    result = Result()
    if not report.is_file():
        return result
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = {child.tag: child for child in case}
        if "failure" in kinds or "error" in kinds:
            result.failed += 1
        elif "skipped" in kinds:
            result.skipped[kinds["skipped"].get("message", "")] += 1
        else:
            result.passed += 1
    return result


def _captured(command: list[str], root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _run_with_table(stages: Sequence[Stage]) -> list[Result]:
    results: list[Result] = []
    if not console.is_terminal:
        for stage in stages:
            results.append(_timed(stage))
            console.print(f"{stage.title}: {_in_words(results[-1])}")
        return results
    with Live(console=console, refresh_per_second=8) as live:
        for stage in stages:
            live.update(_table(stages, results, running=stage))
            results.append(_timed(stage))
        live.update(_table(stages, results))
    return results


def _timed(stage: Stage) -> Result:
    start = time.perf_counter()
    result = stage.run()
    result.seconds = time.perf_counter() - start
    return result


def _in_words(result: Result) -> str:
    words = f"{result.passed} passed, {result.failed} failed"
    skipped = result.skipped.total()
    if skipped:
        words += f", {skipped} skipped"
    return f"{words} ({result.seconds:.0f} s)"


def _table(
    stages: Sequence[Stage], results: Sequence[Result], running: Stage | None = None
) -> Group:
    table = Table(box=None, pad_edge=False)
    table.add_column("Stage")
    for heading in ("passed", "failed", "skipped", "time"):
        table.add_column(heading, justify="right")
    for stage, result in zip(stages, results, strict=False):
        table.add_row(
            stage.title,
            f"[green]{result.passed}",
            f"[bold red]{result.failed}" if result.failed else "0",
            str(result.skipped.total()),
            f"{result.seconds:.0f} s",
        )
    return Group(table, *([Spinner("dots", text=f"{running.title} …")] if running else []))
