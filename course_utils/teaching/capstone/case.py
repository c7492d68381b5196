"""A patient of whom the reader knows only what was measured."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from course_utils.modelling import Model, ModelError
from course_utils.modelling.errors import nonnegative_number, unknown_name
from course_utils.modelling.units import in_words
from course_utils.models import POPULATIONS
from course_utils.simulate import Run, simulate
from course_utils.simulate.draws import seeds_of_runs
from course_utils.teaching.capstone.rules import Assay, Rules, all_rules, rules_of
from course_utils.teaching.tables import Formatted, table, three_digits

_LAST_NUMBER = 9999


@dataclass(frozen=True)
class Measurement:
    """What a measurement said.

    Parameters
    ----------
    assay
        Which one.
    day
        When it was done.
    value
        What it said, with its error, in `unit`.
    unit
        As the model has it.
    """

    assay: str
    day: float
    value: float
    unit: str

    @property
    def amount(self) -> str:
        """The value with its unit, in words."""
        return f"{three_digits(self.value)} {in_words(self.unit)}".strip()

    def __repr__(self) -> str:
        """Say it as a line of a patient's file."""
        return f"{self.assay} on day {self.day:g}: {self.amount}"


@dataclass(frozen=True)
class Case:
    """One simulated patient, with what has been found out so far.

    It does not change: `measure` and `wait` return a later state of the same patient, so a cell
    that is run twice costs no more than once. What makes the patient different from others is
    drawn from the model's population, and `course_utils.debrief` reveals it.

    Parameters
    ----------
    tumour
        The name of its model.
    number
        The patient's number, the same for a whole class.
    results
        What was measured, in order.
    day
        Today; no treatment can begin earlier.
    """

    tumour: str
    number: int
    results: tuple[Measurement, ...] = ()
    day: float = 0.0

    @property
    def name(self) -> str:
        """What the patient is called, such as ``il6-7``."""
        return f"{self.tumour}-{self.number}"

    @property
    def rules(self) -> Rules:
        """What may be measured and given."""
        return rules_of(self.tumour)

    @property
    def spent(self) -> float:
        """Points that the measurements have cost."""
        return math.fsum(self.rules.assays[result.assay].points for result in self.results)

    @property
    def left(self) -> float:
        """Points that are left for treatment, or for more measurements."""
        return self.rules.budget - self.spent

    def measure(self, *names: str) -> Case:
        """Measure something, in the order given; each takes its points and its days.

        Parameters
        ----------
        *names
            Which measurements, such as ``"volume"``. One that is done again errs anew.

        Returns
        -------
        Case
            The same patient, later; `results` has what was found.

        Raises
        ------
        ModelError
            If there is no such measurement, or points or days do not suffice.
        """
        if not names:
            raise ModelError(
                f"Say what to measure; {self.name} has: {', '.join(self.rules.assays)}."
            )
        case = self
        for name in names:
            case = case._measured(name)
        return case

    def wait(self, days: float) -> Case:
        """Let days go by without treatment, for instance to measure again.

        Raises
        ------
        ModelError
            If the number of days is none, or the course would be over.
        """
        return replace(self, day=self._later(nonnegative_number(days, "The wait"), "The wait"))

    def _measured(self, name: str) -> Case:
        rules = self.rules
        if str(name) not in rules.assays:
            raise unknown_name("measurement", str(name), rules.assays, owner=self.name)
        assay = rules.assays[name]
        if assay.points > self.left:
            raise ModelError(
                f"{name!r} costs {points(assay.points)}, but only {self.left:g} of the "
                f"{rules.budget:g} are left; leave something else out."
            )
        day = self._later(assay.days, f"{name!r}")
        found = Measurement(name, day, self._reading(assay, day), assay.unit)
        return replace(self, results=(*self.results, found), day=day)

    def _later(self, days: float, what: str) -> float:
        day = self.day + days
        if day >= self.rules.days:
            raise ModelError(
                f"{what} would end on day {day:g}, but the course ends on day "
                f"{self.rules.days:g}, and a treatment needs at least part of a day."
            )
        return day

    def _reading(self, assay: Assay, day: float) -> float:
        """Return what the measurement says: the truth times an error of its own."""
        before = sum(result.assay == assay.name for result in self.results)
        order = [list(all_rules()).index(self.tumour), self.number]
        order += [list(self.rules.assays).index(assay.name), before]
        error = np.random.default_rng(order).normal(0.0, assay.error)
        value = truth_of(self, assay.reads, day) * math.exp(error)
        return min(value, 1.0) if assay.share else value

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show the patient's file, in notebooks and in the book."""
        return {"text/markdown": _file(self).markdown, "text/plain": repr(self)}

    def __repr__(self) -> str:
        """Say what is known, and nothing else."""
        known = "; ".join(map(repr, self.results)) or "nothing measured yet"
        return (
            f"Case {self.name}, day {self.day:g} of {self.rules.days:g}, "
            f"{self.left:g} of {points(self.rules.budget)} left: {known}"
        )


def open_case(tumour: str, number: int) -> Case:
    """Open the file of a simulated patient.

    Parameters
    ----------
    tumour
        ``"hotcold"``, ``"il6"`` or ``"cart"``.
    number
        From 1 to 9999; the same number is the same patient on every machine.

    Raises
    ------
    ModelError
        If there is no such tumour or number.
    """
    rules_of(tumour)
    if number not in range(1, _LAST_NUMBER + 1):
        raise ModelError(
            f"There is no patient {number!r}; they have whole numbers from 1 to {_LAST_NUMBER}."
        )
    return Case(tumour, int(number))


def hidden_model(case: Case) -> Model:
    """Return the model with this patient's own values."""
    return _patient(case.tumour, case.number)


def truth_of(case: Case, name: str, day: float) -> float:
    """Return what a state, an observable or a parameter is in the patient, without treatment."""
    model = hidden_model(case)
    if name in model.parameters:
        return float(model.values[name])
    return float(np.interp(day, _untreated(case.tumour, case.number).t, _values(case, name)))


def points(number: float) -> str:
    """Write a number of points."""
    return f"{number:g} point" if number == 1 else f"{number:g} points"


@lru_cache
def _patient(tumour: str, number: int) -> Model:
    model, population = rules_of(tumour).model, POPULATIONS[tumour]
    # A seed of its own for each tumour, or patient 7 would be extreme in the same way in all.
    seed = seeds_of_runs(number, len(all_rules()))[list(all_rules()).index(tumour)]
    values = population.values(model, population.draw([seed]))
    return model.set(**{name: float(of[0]) for name, of in values.items()})


@lru_cache
def _untreated(tumour: str, number: int) -> Run:
    last = rules_of(tumour).days
    return simulate(_patient(tumour, number), days=(0, last), points=round(20 * last) + 1)


def _values(case: Case, name: str) -> Any:
    return _untreated(case.tumour, case.number)[name]


def _file(case: Case) -> Formatted:
    """Set the patient's file: what is known, and what there is to measure and to give."""
    rules = case.rules
    head = (
        f"**Patient {case.name}. {rules.title}.** {rules.story}\n\n"
        f"Today is day {case.day:g} of {rules.days:g}; {case.left:g} of "
        f"{points(rules.budget)} are left."
    )
    offered = table(
        ["measure", "what", "how", "points", "days"],
        [
            [f"`{name}`", assay.label, assay.by, f"{assay.points:g}", f"{assay.days:g}"]
            for name, assay in rules.assays.items()
        ],
    )
    drugs = table(
        ["give", "what", "points"],
        [
            [
                f"`{name}`",
                rules.model.treatments[name].label,
                f"{toll:g} a {'day' if rules.model.treatments[name].is_window else 'dose'}",
            ]
            for name, toll in rules.toll.items()
        ],
    )
    parts = [head, findings(case).markdown, offered.markdown, drugs.markdown]
    return Formatted("\n\n".join(part for part in parts if part), repr(case))


def findings(case: Case) -> Formatted:
    """Set what was measured as a table; nothing if nothing was."""
    if not case.results:
        return Formatted("", "")
    rows = []
    for result in case.results:
        assay = case.rules.assays[result.assay]
        rows.append([f"{result.day:g}", assay.label, result.amount, f"± {100 * assay.error:.0f} %"])
    return table(["day", "measured", "result", "usual error"], rows)
