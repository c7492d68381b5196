"""Run a model by chance, event by event, once or many times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.compile import Jumps, jumps_of
from course_utils.modelling import Action, Course, Model, ModelError, schedule
from course_utils.modelling.units import in_words
from course_utils.simulate.draws import checked_seed, uniform
from course_utils.simulate.gillespie import MOST_EVENTS, TooManyEventsError, Walk
from course_utils.simulate.run import Array, Run
from course_utils.simulate.shared import apply_action, first_and_last, report_times, without_dust

# A run that begins with more of one kind would take more events than MOST_EVENTS at once.
MOST_SINGLES = 100_000
# How far from a whole number of single ones a value may lie, for its rounding.
_ROUNDING = 1e-9

Treatments = Iterable[Course | Action | Mapping[str, Any]] | Course


@dataclass(frozen=True)
class StochasticRun(Run):
    """One course of events as chance would have it.

    Parameters
    ----------
    seed
        The whole number that chose it: the same seed gives the same run, in the live figure too.
    event_times
        When something happened, in days, shape ``(events,)``.
    event_processes
        Which process it was each time, as a place in `model.jumps`, shape ``(events,)``.

    Examples
    --------
    ``run["C"]`` is the number of cells over `t`; ``run.died_out`` tells whether none is left;
    ``run.events[0]`` is the first event.
    """

    seed: int = 0
    event_times: Array = field(default_factory=lambda: np.empty(0), repr=False)
    event_processes: NDArray[np.int64] = field(
        default_factory=lambda: np.empty(0, dtype=np.int64), repr=False
    )

    @property
    def events(self) -> list[tuple[float, str]]:
        """Every event in order: the day and the name of the process."""
        names = list(self.model.jumps)
        return [
            (float(t), names[which])
            for t, which in zip(self.event_times, self.event_processes, strict=True)
        ]

    @property
    def died_out(self) -> bool:
        """Whether nothing that is counted is left on the last day."""
        return not any(self[name][-1] > 0 for name in self.model.counted)

    @property
    def outcome(self) -> str:
        """How it ended; the outcomes of the model speak of the mean, not of one such run."""
        return "died out" if self.died_out else "alive"

    @property
    def outcome_words(self) -> str:
        """How it ended, as a sentence."""
        counted = [self.model.states[name] for name in self.model.counted]
        if self.died_out:
            labels = " and ".join(state.label.lower() for state in counted)
            since = f" from day {self.event_times[-1]:.3g} on" if self.event_times.size else ""
            return f"No {labels} left{since}."
        values = ", ".join(
            f"{state.label.lower()}: {self[state.name][-1]:.3g} {in_words(state.unit)}".strip()
            for state in counted
        )
        return f"On the last day, {values}."


def simulate_stochastic(
    model: Model,
    days: tuple[float, float] = (0, 10),
    seed: int = 0,
    points: int | Array = 401,
    treatments: Treatments = (),
    **overrides: float,
) -> StochasticRun:
    """Let a model run by chance: every division and every death happens, or not.

    Processes that change a counted state happen one by one, by Gillespie's direct method; states
    that are not counted follow their equations in between.

    Parameters
    ----------
    model
        What to run; at least one of its states says what a single one is (`State.single`).
    days
        First and last day.
    seed
        A whole number; another one gives another run.
    points
        How many times to report, evenly spaced; or the times themselves, in days.
    treatments
        As for `simulate`.
    **overrides
        Other values for parameters or start values, by name, in their units.

    Returns
    -------
    StochasticRun
        At a time when something is done to the patient, it holds the value after it.

    Raises
    ------
    ModelError
        If the model counts nothing, a number of single ones is not whole, there are too many of
        them to follow, the seed is no whole number, or for the reasons of `simulate`.

    Examples
    --------
    ``simulate_stochastic(birth_death, days=(0, 5), seed=1).died_out`` is true for about half of
    all seeds.
    """
    model = model.set(**overrides) if overrides else model
    return Trials(model, days, points, treatments).run(checked_seed(seed))


class Trials:
    """One model and setting, made ready to be run with one seed after another."""

    def __init__(
        self,
        model: Model,
        days: tuple[float, float],
        points: int | Array,
        treatments: Treatments,
    ) -> None:
        if not model.counted:
            raise ModelError(
                f"The model {model.name!r} does not run by chance: none of its states is counted. "
                "They are means or levels, or hold too many cells; simulate() solves its equations."
            )
        self.model = model
        self.days = first_and_last(days)
        self.t = report_times(points, *self.days)
        self.actions = schedule(model, treatments, self.days)
        self._jumps: Jumps = jumps_of(model)
        values = model.values
        self._names = list(model.states)
        self._start = [values[name] for name in self._names]
        self._constants = {name: values.get(name, 0.0) for name in model.constants}
        self._singles = [model.counted.get(name) for name in self._names]
        self._counts = self._count(self._start, "would start with")
        self._changes = self._whole_changes()
        ends = {*self.days, *(action.t for action in self.actions)}
        self._pieces = list(pairwise(sorted(ends)))
        self._times = [
            self.t[(self.t >= start) & (self.t < end)].tolist() for start, end in self._pieces
        ]

    def run(self, seed: int) -> StochasticRun:
        """Run once."""
        model, names = self.model, self._names
        constants = dict(self._constants)
        walk = Walk(
            list(self._start),
            self._singles,
            self._changes,
            list(model.jumps.values()),
            uniform(seed),
        )
        walk.count(self._counts)
        rows: list[list[float]] = []
        held: list[Sequence[float]] = []
        for (start, end), times in zip(self._pieces, self._times, strict=True):
            self._act(start, walk, constants)
            bound = self._jumps.rates_with(list(constants.values()))
            try:
                walk.follow(start, end, bound, times, lambda states: rows.append(states.copy()))
            except TooManyEventsError as error:
                raise self._too_many(error.t, walk) from error
            except (OverflowError, ZeroDivisionError, ValueError) as error:
                raise ModelError(
                    f"The rates of {model.name!r} could not be worked out between day {start:g} "
                    f"and {end:g} with these values ({error.args[-1]}); "
                    "try values closer to the defaults."
                ) from error
            held += [tuple(constants.values())] * len(times)
        self._act(self.days[1], walk, constants)
        if self.t[-1] == self.days[1]:
            rows.append(walk.states.copy())
            held.append(tuple(constants.values()))
        return StochasticRun(
            model,
            self.t,
            without_dust(model, np.array(rows).T.reshape(len(names), -1), 0.0),
            np.array(held).T.reshape(len(constants), -1),
            tuple(self.actions),
            seed,
            np.array(walk.times),
            np.array(walk.chosen, dtype=np.int64),
        )

    def _act(self, day: float, walk: Walk, constants: dict[str, float]) -> None:
        done = [action for action in self.actions if action.t == day]
        for action in done:
            apply_action(action, walk.states, self._names, constants)
        if any(action.target == "state" for action in done):
            walk.count(self._count(walk.states, f"on day {day:g} would have"))

    def _count(self, states: list[float], verb: str) -> list[int]:
        """Return how many single ones there are of each state; 0 of a level."""
        counts = []
        for name, value, single in zip(self._names, states, self._singles, strict=True):
            number = value / single if single is not None else 0.0
            whole = round(number)
            state = self.model.states[name]
            if abs(number - whole) > _ROUNDING * max(1.0, number):
                one = f"{single:g} {in_words(state.unit)}".strip()
                raise ModelError(
                    f"{state.label} ({name!r}) {verb} {number:.6g} single ones, but only a whole "
                    f"number can be counted; a single one is {one}."
                )
            if whole > MOST_SINGLES:
                raise ModelError(
                    f"{state.label} ({name!r}) {verb} {whole} single ones, too many to follow one "
                    f"by one (at most {MOST_SINGLES}): among so many, chance averages out. "
                    "Start with fewer, or solve the equations with simulate()."
                )
            counts.append(whole)
        return counts

    def _whole_changes(self) -> list[list[tuple[int, float]]]:
        changes = self._jumps.changes_with(list(self._constants.values()))
        for process, jump in zip(self._jumps.processes, changes, strict=True):
            for place, by in jump:
                if self._singles[place] is not None and (by != round(by) or by < -1):
                    raise ModelError(
                        f"One event of {process!r} would change {self._names[place]!r} by {by:g}; "
                        "what is counted changes by whole numbers, and loses one at a time."
                    )
        return changes

    def _too_many(self, t: float, walk: Walk) -> ModelError:
        most = max(range(len(self._names)), key=lambda i: walk.counts[i])
        state = self.model.states[self._names[most]]
        return ModelError(
            f"On day {t:.3g} the run has reached {MOST_EVENTS} events, with {walk.counts[most]} "
            f"single ones of {state.label.lower()} ({state.name!r}); among so many, chance "
            "averages out. Give fewer days or a smaller start, or solve the equations with "
            "simulate()."
        )
