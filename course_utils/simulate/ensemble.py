"""Many runs by chance, and what they have in common."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from course_utils.compile import observable_functions
from course_utils.modelling import Action, Model, ModelError
from course_utils.modelling.errors import unknown_name
from course_utils.simulate.draws import checked_seed, seeds_of_runs
from course_utils.simulate.run import Array
from course_utils.simulate.stochastic import Treatments, Trials


@dataclass(frozen=True)
class Ensemble:
    """Many courses of events that differ by chance alone.

    Parameters
    ----------
    model
        The model with the values that were used.
    t
        Times in days, shape ``(points,)``.
    y
        State values, shape ``(runs, states, points)``, in the units of `model.states`.
    constants
        Values of `model.constants` that held at each time, shape ``(constants, points)``.
    seeds
        The seed of each run; ``simulate_stochastic(model, seed=ensemble.seeds[7], ...)`` gives
        the eighth again.
    actions
        What was done to each patient, sorted by time.

    Examples
    --------
    ``ensemble["C"]`` has one row a run; ``ensemble.share_died_out`` is a number between 0 and 1.
    """

    model: Model
    t: Array
    y: Array = field(repr=False)
    constants: Array = field(repr=False)
    seeds: tuple[int, ...] = field(repr=False)
    actions: tuple[Action, ...] = ()

    def __len__(self) -> int:
        """Count the runs."""
        return len(self.seeds)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names that can be asked for."""
        return iter([*self.model.states, *self.model.observables])

    def __getitem__(self, name: str) -> Array:
        """Return a state or an observable, shape ``(runs, points)``, in its unit."""
        states = list(self.model.states)
        if name in states:
            rows: Array = self.y[:, states.index(name)]
            return rows
        if name in self.model.observables:
            function = observable_functions(self.model)[name]
            by_state = list(np.moveaxis(self.y, 1, 0))
            values = np.asarray(function(by_state, list(self.constants)), dtype=float)
            return np.broadcast_to(values, self.y[:, 0].shape).copy()
        raise unknown_name(
            "state or observable",
            name,
            [*states, *self.model.observables],
            owner=f"The ensemble of {self.model.name!r}",
        )

    def median(self, name: str) -> Array:
        """Return the value that half of the runs stay below, shape ``(points,)``."""
        middle: Array = np.median(self[name], axis=0)
        return middle

    def mean(self, name: str) -> Array:
        """Return the average over the runs, shape ``(points,)``."""
        average: Array = self[name].mean(axis=0)
        return average

    def band(self, name: str, share: float = 0.9) -> tuple[Array, Array]:
        """Return the limits between which the middle share of the runs lies at each time.

        Parameters
        ----------
        name
            A state or an observable.
        share
            0.9 leaves out the lowest and the highest twentieth.
        """
        if not 0 < share < 1:
            raise ModelError(f"The share of the runs is {share:g}; it must lie between 0 and 1.")
        low, high = np.quantile(self[name], [(1 - share) / 2, (1 + share) / 2], axis=0)
        return low, high

    @property
    def died_out(self) -> Array:
        """Share of the runs in which nothing that is counted is left, shape ``(points,)``."""
        states = list(self.model.states)
        counted = self.y[:, [states.index(name) for name in self.model.counted]]
        share: Array = np.all(counted == 0, axis=1).mean(axis=0)
        return share

    @property
    def share_died_out(self) -> float:
        """The same share on the last day."""
        return float(self.died_out[-1])


def ensemble(
    model: Model,
    runs: int = 100,
    days: tuple[float, float] = (0, 10),
    seed: int = 0,
    points: int | Array = 201,
    treatments: Treatments = (),
    **overrides: float,
) -> Ensemble:
    """Let a model run by chance many times.

    Parameters
    ----------
    model
        What to run; at least one of its states says what a single one is (`State.single`).
    runs
        How often.
    days
        First and last day.
    seed
        A whole number from which the seeds of all runs follow.
    points
        How many times to report, evenly spaced; or the times themselves, in days.
    treatments
        As for `simulate`.
    **overrides
        Other values for parameters or start values, by name, in their units.

    Raises
    ------
    ModelError
        If `runs` is no whole number of at least 1, or for the reasons of `simulate_stochastic`.

    Examples
    --------
    ``ensemble(birth_death, runs=1000, seed=1).share_died_out`` is near a half.
    """
    model = model.set(**overrides) if overrides else model
    seeds = seeds_of_runs(checked_seed(seed), _checked_runs(runs))
    trials = Trials(model, days, points, treatments)
    done = [trials.run(each) for each in seeds]
    return Ensemble(
        model,
        trials.t,
        np.stack([run.y for run in done]),
        done[0].constants,
        tuple(seeds),
        done[0].actions,
    )


def _checked_runs(runs: object) -> int:
    try:
        number = 0 if isinstance(runs, bool) else operator.index(runs)  # type: ignore[arg-type]
    except TypeError:
        number = 0
    if number < 1:
        raise ModelError(f"runs is {runs!r}, but it must be a whole number of at least 1.")
    return number
