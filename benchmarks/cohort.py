"""Virtual patients a second: this engine, a loop of `solve_ivp`, libRoadRunner, and Diffrax.

Each engine follows patients of the same population for 180 days, to a relative tolerance of 1e-8,
and reports every day. What it reports has to agree with this engine's to 1e-4, or the benchmark
fails. A slower engine follows fewer patients, the first ones. And how long a live figure's trial of
200 patients in two arms takes in a browser. ``python -m benchmarks.cohort``.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sympy
from rich.console import Console
from rich.table import Table

from course_utils import POPULATIONS, il6, surveillance, virtual_trial
from course_utils.cli.browser import browser_options, find_browser
from course_utils.compile import rhs_function, sbml
from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.modelling import Course, Model
from course_utils.modelling.symbols import symbol
from course_utils.simulate import LogNormal, Population, Progression, follow_patients
from course_utils.simulate.cohort.crews import done_by_threads
from course_utils.simulate.draws import seeds_of_runs
from course_utils.simulate.run import Array

DAYS = (0.0, 180.0)
T = np.linspace(*DAYS, 181)
TOLERANCE = 1e-8
AGREEMENT = 1e-4
# As in the tests of parity: what is below a millionth of a patient's largest value is nought.
FLOOR = 1e-6
PIECE = 250
OURS = "course_utils"

TRASTUZUMAB = il6.treatments["trastuzumab"].during(0, 181)
BLOCKER = il6.treatments["blocker"].during(0, 181)
CASES: tuple[tuple[Model, list[Course], Population], ...] = (
    (il6, [TRASTUZUMAB], POPULATIONS["il6"]),
    (surveillance, [], Population({"a": LogNormal(0.1), "n": LogNormal(0.1), "p": LogNormal(0.1)})),
)

_IN_A_BROWSER = """async () => {
  const { explorer } = document.querySelector("figure.explorer");
  return (await explorer.trial({}, 21)).ms;
}"""

Engine = Callable[[Model, list[Course], dict[str, Array]], Array]


@dataclass
class Speed:
    """How many patients an engine follows in a second; None where it is not installed."""

    model: str
    engine: str
    patients: int
    per_second: float | None

    @property
    def microseconds(self) -> float:
        """How long one patient takes."""
        return 1e6 / (self.per_second or float("nan"))


@dataclass
class Large:
    """What 100,000 patients in two arms cost: seconds, and the most memory of this process."""

    seconds: float
    gigabytes: float


def every_engine() -> Iterable[Speed]:
    """Time each engine on each model, and compare what they report."""
    engines: dict[str, tuple[int, Callable[[], Engine]]] = {
        OURS: (20_000, lambda: ours),
        "solve_ivp": (20, lambda: by_solve_ivp),
        "libRoadRunner": (500, by_roadrunner),
        "Diffrax vmap": (2000, by_diffrax),
    }
    for model, treatments, population in CASES:
        drawn = population.draw(seeds_of_runs(1, 20_000))
        values = population.values(model, drawn)
        reference = ours(model, treatments, {name: v[:2000] for name, v in values.items()})
        for name, (count, prepare) in engines.items():
            mine = {key: column[:count] for key, column in values.items()}
            few = {key: column[:2] for key, column in values.items()}
            try:
                engine = prepare()
            except ImportError:
                yield Speed(model.name, name, 0, None)
                continue
            # Diffrax compiles for the number of patients as well.
            engine(model, treatments, mine if name.startswith("Diffrax") else few)
            start = time.perf_counter()
            found = engine(model, treatments, mine)
            seconds = time.perf_counter() - start
            both = min(len(found), len(reference))
            _agree(name, found[:both], reference[:both])
            yield Speed(model.name, name, count, count / seconds)


def ours(model: Model, treatments: list[Course], values: dict[str, Array]) -> Array:
    """Follow patients with this course's engine, on all processors."""
    count = len(next(iter(values.values())))

    def piece(_: list[int], first: int) -> Array:
        some = {name: column[first : first + PIECE] for name, column in values.items()}
        return follow_patients(model, treatments, some, DAYS, T, rtol=TOLERANCE).y

    pieces: list[tuple[list[int], int]] = [([], first) for first in range(0, count, PIECE)]
    return np.concatenate(done_by_threads(piece, pieces, None, False))


def by_solve_ivp(model: Model, treatments: list[Course], values: dict[str, Array]) -> Array:
    """Follow patients one by one with SciPy, by the same method."""
    from scipy.integrate import solve_ivp

    slope = rhs_function(model)
    found = []
    for patient in _patients(model, values):
        constants = _constants(patient, treatments)
        run = solve_ivp(
            lambda _, y, constants=constants: slope(y.tolist(), constants),
            DAYS,
            [patient.values[name] for name in model.states],
            t_eval=T,
            method="RK45",
            rtol=TOLERANCE,
            atol=TOLERANCE**1.5,
        )
        found.append(run.y)
    return np.array(found)


def by_roadrunner() -> Engine:
    """Follow patients one by one with libRoadRunner, whose model is machine code too."""
    import roadrunner

    roadrunner.Logger.setLevel(roadrunner.Logger.LOG_ERROR)
    ready: dict[str, roadrunner.RoadRunner] = {}

    def follow(model: Model, treatments: list[Course], values: dict[str, Array]) -> Array:
        if model.name not in ready:
            ready[model.name] = roadrunner.RoadRunner(sbml(model, treatments))
            ready[model.name].integrator.relative_tolerance = TOLERANCE
            ready[model.name].integrator.absolute_tolerance = TOLERANCE**1.5
        runner = ready[model.name]
        found = []
        for i in range(len(next(iter(values.values())))):
            runner.reset()
            for name, column in values.items():
                runner[name] = column[i]
            found.append(np.array(runner.simulate(*DAYS, T.size))[:, 1:].T)
        return np.array(found)

    return follow


def by_diffrax() -> Engine:
    """Follow all patients at once with Diffrax, vectorised and compiled by JAX."""
    import diffrax
    import jax

    jax.config.update("jax_enable_x64", True)
    ready = {}

    def follow(model: Model, treatments: list[Course], values: dict[str, Array]) -> Array:
        if model.name not in ready:
            letters = [
                [symbol(name) for name in names] for names in (model.states, model.constants)
            ]
            slope = sympy.lambdify(
                letters, list(model.derivatives().values()), modules="jax", cse=True
            )

            def one(start: Array, constants: Array) -> Array:
                term = diffrax.ODETerm(lambda _, y, args: jax.numpy.stack(slope(y, args)))
                run = diffrax.diffeqsolve(
                    term,
                    diffrax.Dopri5(),
                    *DAYS,
                    None,
                    start,
                    constants,
                    saveat=diffrax.SaveAt(ts=T),
                    stepsize_controller=diffrax.PIDController(rtol=TOLERANCE, atol=TOLERANCE**1.5),
                    max_steps=100_000,
                )
                return run.ys.T

            ready[model.name] = jax.jit(jax.vmap(one))
        patients = _patients(model, values)
        starts = np.array([[p.values[name] for name in model.states] for p in patients[:1]])
        constants = np.array([_constants(p, treatments) for p in patients[:1]])
        everyone = np.tile(constants, (len(patients), 1))
        for name, column in values.items():
            everyone[:, model.constants.index(name)] = column
        return np.asarray(ready[model.name](np.tile(starts, (len(patients), 1)), everyone))

    return follow


def large_trial() -> Large:
    """Run the trial of chapter 8 on 100,000 patients."""
    arms = {"alone": [TRASTUZUMAB], "both": [TRASTUZUMAB, BLOCKER]}
    start = time.perf_counter()
    table = virtual_trial(il6, arms, POPULATIONS["il6"], 100_000, 1, Progression("N"))
    seconds = time.perf_counter() - start
    assert len(table) == 200_000
    return Large(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)


def in_a_browser() -> list[float]:
    """Return how many milliseconds the trial of chapter 8 takes on a page, time after time."""
    from playwright.sync_api import sync_playwright

    both = {"alone": [TRASTUZUMAB], "both": [TRASTUZUMAB, BLOCKER]}
    spec = build_spec(
        il6,
        show=["N"],
        days=DAYS,
        trial={"arms": both, "population": POPULATIONS["il6"], "endpoint": Progression("N")},
    )
    assert spec["view"]["trial"]["patients"] == 200
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "page.html"
        page_file.write_text(
            '<!doctype html><meta charset="utf-8">'
            f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script>'
            f"{figure_html(il6, spec)}",
            encoding="utf-8",
        )
        browser = playwright.chromium.launch(executable_path=find_browser(), args=browser_options())
        page = browser.new_page()
        page.goto(page_file.as_uri())
        page.wait_for_selector("figure.explorer[data-state=live]")
        taken: list[float] = page.evaluate(_IN_A_BROWSER)
        browser.close()
    # In the first, the workers begin, and the browser compiles what they do.
    return taken[1:]


def _patients(model: Model, values: dict[str, Array]) -> list[Model]:
    count = len(next(iter(values.values())))
    return [
        model.set(**{name: float(column[i]) for name, column in values.items()})
        for i in range(count)
    ]


def _constants(patient: Model, treatments: list[Course]) -> list[float]:
    """Return the constants with the windows open, as they are all the time."""
    on = {course.name: 1.0 for course in treatments}
    known = patient.values
    return [known.get(name, on.get(name, 0.0)) for name in patient.constants]


def _agree(engine: str, found: Array, reference: Array) -> None:
    largest = np.abs(reference).max(axis=2, keepdims=True)
    scale = np.maximum(np.abs(reference), FLOOR * largest)
    worst = float(np.max(np.abs(found - reference) / scale))
    if not worst <= AGREEMENT:
        raise AssertionError(f"{engine} differs from this engine by {worst:.1e}.")


def main() -> None:
    """Print the tables."""
    console = Console(width=100)
    # First, so that the memory is its own.
    large = large_trial()
    table = Table(title="Patients a second", box=None, title_justify="left")
    for heading in ("model", "engine", "patients", "a second", "ours is faster"):
        table.add_column(heading)
    best: dict[str, float] = {}
    for speed in every_engine():
        if speed.per_second is None:
            table.add_row(speed.model, speed.engine, "", "not installed", "")
            continue
        first = best.setdefault(speed.model, speed.per_second)
        table.add_row(
            speed.model,
            speed.engine,
            str(speed.patients),
            f"{speed.per_second:.3g}",
            f"{first / speed.per_second:.3g} ×",
        )
    console.print(table)
    console.print(
        f"100,000 patients in two arms of il6: {large.seconds:.1f} s, {large.gigabytes:.2f} GB "
        f"at most, on {os.cpu_count()} processors."
    )
    taken = in_a_browser()
    console.print(
        f"200 patients in two arms of il6 on a page: {min(taken):.0f} ms at best, "
        f"{sorted(taken)[len(taken) // 2]:.0f} ms mostly."
    )


if __name__ == "__main__":
    main()
