"""A trial on virtual patients, from one processor to a cluster."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from course_utils.modelling import Model, ModelError
from course_utils.modelling.treatments import finite_day
from course_utils.simulate.cohort.arms import Arm, Treatments, checked_arms
from course_utils.simulate.cohort.crews import done_by_cluster, done_by_threads
from course_utils.simulate.cohort.endpoints import Endpoint, measured
from course_utils.simulate.cohort.population import Population
from course_utils.simulate.cohort.runs import RTOL, Runs, follow_patients
from course_utils.simulate.draws import checked_seed, seeds_of_runs
from course_utils.simulate.run import Array
from course_utils.simulate.shared import first_and_last, report_times

if TYPE_CHECKING:
    import pandas as pd
    from distributed import Client

# Patients in one piece of work. Always the same, whoever works, so that the results are too.
_PIECE = 250
_POINTS_A_DAY = 2
# Trajectories of more numbers than this are not kept in memory all at once: a quarter of a GB.
_MOST_NUMBERS = 32_000_000


@dataclass(frozen=True)
class Plan:
    """All that a worker has to know: the same for every piece of the work.

    Parameters
    ----------
    model, arms, population, days, t, rtol
        As for `virtual_trial`, checked.
    endpoints
        What is measured.
    """

    model: Model
    arms: Mapping[str, Arm]
    population: Population
    days: tuple[float, float]
    t: Array
    rtol: float
    endpoints: tuple[Endpoint, ...] = ()

    def runs(self, seeds: list[int], first: int) -> dict[str, Runs]:
        """Follow the patients with these seeds, numbered from `first`, in every arm."""
        drawn = self.population.draw(seeds)
        numbers = np.arange(first, first + len(seeds))
        found = {}
        for name, arm in self.arms.items():
            model = self.model.set(**arm.values)
            values = self.population.values(model, drawn)
            found[name] = follow_patients(
                model,
                arm.treatments,
                values,
                self.days,
                self.t,
                patients=numbers,
                arm=name,
                rtol=self.rtol,
            )
        return found

    def columns(self, seeds: list[int], first: int) -> dict[str, dict[str, Array]]:
        """Return the columns of the table for these patients, by arm."""
        return {
            name: {
                "patient": runs.patients,
                **measured(self.endpoints, runs),
                **runs.values,
            }
            for name, runs in self.runs(seeds, first).items()
        }


def virtual_trial(
    model: Model,
    arms: Mapping[str, Arm | Treatments],
    population: Population,
    n: int,
    seed: int,
    endpoint: Endpoint | Sequence[Endpoint],
    *,
    days: tuple[float, float] = (0, 180),
    points: int | Array | None = None,
    workers: int | None = None,
    client: Client | str | None = None,
    progress: bool | None = None,
    rtol: float = RTOL,
) -> pd.DataFrame:
    """Treat virtual patients in every arm of a trial, each patient in all of them.

    Parameters
    ----------
    model
        What happens in each patient.
    arms
        By name: treatments as for `simulate`, or an `Arm`, which may also change parameters.
    population
        In which numbers patients differ, and how.
    n
        How many patients.
    seed
        A whole number from which every patient follows; the browser draws the same ones.
    endpoint
        What is measured in each patient, or several such: `Progression`, `Death`, `Burden`,
        `BestChange`, or a function that takes `Runs` and returns columns by name.
    days
        First and last day; what has not happened by then is censored.
    points
        How many times the runs are looked at, evenly spaced; or the times themselves, in days;
        twice a day if None.
    workers
        How many threads share the work; as many as there are processors if None. The result
        does not depend on it.
    client
        A `distributed.Client`, or the address of a Dask scheduler, whose workers do the work
        (``pip install cold-to-warm[scale]``). The result is the same. What a lost worker had in
        hand is done again by another.
    progress
        Whether to show how far it is; in a terminal only, if None.
    rtol
        Relative tolerance of each step of the solver.

    Returns
    -------
    pandas.DataFrame
        One row a patient and arm: ``patient`` (from 0), ``arm``, what the endpoints give
        (``time`` in days and ``event``, for those of survival), and the numbers in which
        patients differ. Sorted by arm, then by patient.

    Raises
    ------
    ModelError
        If there is no arm or no patient, the population does not suit the model, an endpoint
        gives nonsense, a patient's equations cannot be solved, or the cluster cannot be reached
        or has lost its workers.

    Notes
    -----
    A patient is the same in every arm, so the difference between two arms is what the treatment
    does to that very patient: what no real trial can see. Comparing arms as if they held different
    patients, as a log-rank test does, then wastes something; it errs on the safe side.

    Examples
    --------
    ::

        virtual_trial(
            il6,
            {"trastuzumab": [il6.treatments["trastuzumab"].during(0, 181)]},
            POPULATIONS["il6"],
            n=60,
            seed=2024,
            endpoint=Progression("N"),
        )
    """
    endpoints = tuple(endpoint) if isinstance(endpoint, list | tuple) else (endpoint,)
    if not endpoints or not all(callable(one) for one in endpoints):
        raise ModelError(
            f"endpoint is {endpoint!r}; give what is measured, such as Progression('N'), "
            "or a function of the runs."
        )
    plan = _plan(model, arms, population, days, points, rtol, endpoints)
    pieces = _pieces(n, seed)
    # So that a mistake is found here, at once, and not by every worker.
    plan.columns(pieces[0][0][:1], 0)
    if client is not None:
        done = done_by_cluster(client, plan, pieces, progress)
    else:
        done = done_by_threads(plan.columns, pieces, _checked_workers(workers), progress)
    return _table(plan, done)


def virtual_cohort(
    model: Model,
    arms: Mapping[str, Arm | Treatments],
    population: Population,
    n: int,
    seed: int,
    *,
    days: tuple[float, float] = (0, 180),
    points: int | Array | None = None,
    rtol: float = RTOL,
) -> dict[str, Runs]:
    """Follow virtual patients day by day, to draw them; a trial's table needs less memory.

    Parameters
    ----------
    model, arms, population, n, seed, days, points, rtol
        As for `virtual_trial`, which with the same ones is about the same patients.

    Returns
    -------
    dict
        By arm the `Runs`; ``cohort["control"]["N"]`` has one row a patient.

    Raises
    ------
    ModelError
        For the reasons of `virtual_trial`, or if the courses would not fit into memory.
    """
    plan = _plan(model, arms, population, days, points, rtol, ())
    numbers = len(plan.arms) * _whole(n, "n", "patients") * len(model.states) * plan.t.size
    if numbers > _MOST_NUMBERS:
        raise ModelError(
            f"The courses of {n} patients in {len(plan.arms)} arms at {plan.t.size} times are "
            f"{numbers / 1e6:.0f} million numbers; follow fewer patients, or use virtual_trial, "
            "which keeps only what it measures."
        )
    return plan.runs([each for piece, _ in _pieces(n, seed) for each in piece], 0)


def _plan(
    model: Model,
    arms: Mapping[str, Arm | Treatments],
    population: Population,
    days: tuple[float, float],
    points: int | Array | None,
    rtol: float,
    endpoints: tuple[Endpoint, ...],
) -> Plan:
    if not isinstance(model, Model):
        raise ModelError(f"A trial needs a model, such as il6, but {model!r} was given.")
    if not isinstance(population, Population):
        raise ModelError(
            f"population is {population!r}; give a Population, such as POPULATIONS['il6']."
        )
    first, last = first_and_last(days)
    if not 1e-13 <= finite_day(rtol, "rtol") <= 0.1:
        raise ModelError(f"rtol is {rtol:g}; give a tolerance between 1e-13 and 0.1.")
    if points is None:
        points = round(_POINTS_A_DAY * (last - first)) + 1
        points = max(points, 3)
    checked = checked_arms(model, arms, (first, last))
    for arm in checked.values():
        population.check(model.set(**arm.values))
    t = report_times(points, first, last)
    return Plan(model, checked, population, (first, last), t, rtol, endpoints)


def _pieces(n: int, seed: int) -> list[tuple[list[int], int]]:
    """Return the seeds of the patients in pieces, each with the number of its first patient."""
    seeds = seeds_of_runs(checked_seed(seed), _whole(n, "n", "patients"))
    return [(seeds[i : i + _PIECE], i) for i in range(0, len(seeds), _PIECE)]


def _whole(number: Any, name: str, of: str) -> int:
    try:
        whole = 0 if isinstance(number, bool) else operator.index(number)
    except TypeError:
        whole = 0
    if whole < 1:
        raise ModelError(
            f"{name} is {number!r}, but it must be a whole number of {of}, at least 1."
        )
    return whole


def _checked_workers(workers: int | None) -> int | None:
    return None if workers is None else _whole(workers, "workers", "threads")


def _table(plan: Plan, done: list[dict[str, dict[str, Array]]]) -> pd.DataFrame:
    import pandas as pd

    names = list(plan.arms)
    clash = [name for name in done[0][names[0]] if name == "arm"] + [
        name for name in plan.population.varies if name in ("patient", "time", "event", "arm")
    ]
    if clash:
        raise ModelError(f"The column {clash[0]!r} would stand in the table twice; rename one.")
    columns = {
        key: np.concatenate([piece[name][key] for name in names for piece in done])
        for key in done[0][names[0]]
    }
    counts = [sum(len(piece[name]["patient"]) for piece in done) for name in names]
    arm = pd.Categorical.from_codes(np.repeat(np.arange(len(names)), counts), pd.Index(names))
    if "event" in columns:
        columns["event"] = columns["event"].astype(bool)
    table = pd.DataFrame(columns)
    table.insert(1, "arm", pd.Series(arm))
    return table
