"""What a plan does: in the patient whom nobody knows, and in a trial on two hundred others."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from course_utils.models import POPULATIONS
from course_utils.plots import Picture
from course_utils.simulate import Burden, Death, Run, simulate, virtual_trial
from course_utils.simulate.cohort import Endpoint
from course_utils.simulate.cohort.arms import Treatments
from course_utils.teaching.capstone.case import Case, hidden_model, open_case
from course_utils.teaching.capstone.plan import Plan, needs_plan, plan_treatment
from course_utils.teaching.pictures import draw_run
from course_utils.teaching.tables import Formatted, table, three_digits
from course_utils.teaching.trial_pictures import draw_survival

if TYPE_CHECKING:
    import pandas as pd

PATIENTS = 200
_SEED = 10
_NONE, _STANDARD, _PLAN = "no treatment", "standard", "your plan"
_POINTS_A_DAY = 4


@dataclass(frozen=True)
class Outcome:
    """How it went in the patient.

    Parameters
    ----------
    plan
        What was given.
    final
        The tumour on the last day, in its unit.
    reached
        The day on which it reached the limit; None if it did not.
    picture
        The tumour over time, with the treatments.
    """

    plan: Plan
    final: float
    reached: float | None
    picture: Picture = field(repr=False)

    @property
    def words(self) -> str:
        """Say how it went."""
        rules = self.plan.case.rules
        size = f"{three_digits(self.final)} {rules.unit}"
        small = f", so little that it counts as gone (below {rules.floor:g} {rules.unit})"
        limit = f"{rules.limit:g} {rules.unit}"
        return (
            f"On day {rules.days:g} the tumour of {self.plan.case.name} is "
            f"{size}{small if self.final < rules.floor else ''}. "
            + (
                f"It stayed below the limit of {limit}."
                if self.reached is None
                else f"It reached the limit of {limit} on day {self.reached:.0f}."
            )
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show the picture and the words, in notebooks and in the book."""
        return {
            "text/html": f"{self.picture._repr_mimebundle_()['text/html']}<p>{self.words}</p>",
            "text/plain": repr(self),
        }

    def __repr__(self) -> str:
        """Say how it went."""
        return self.words


@dataclass(frozen=True)
class TrialOutcome:
    """How the plan did in a virtual trial, against no treatment and a standard one.

    Parameters
    ----------
    plan
        What was given.
    patients
        One row a patient and arm: `time` (days), `event` (the limit was reached), `burden` (the
        tumour on the last day, in its unit), and the patient's own values.
    picture
        The share below the limit over time.
    """

    plan: Plan
    patients: pd.DataFrame = field(repr=False)
    picture: Picture = field(repr=False)

    @property
    def head(self) -> list[str]:
        """What stands above the columns of `rows`."""
        rules = self.plan.case.rules
        return ["arm", f"reach {rules.limit:g} {rules.unit}", f"median tumour, day {rules.days:g}"]

    def rows(self) -> list[list[str]]:
        """Say for each arm how many reach the limit, and the median tumour."""
        found = []
        for arm, rows in self.patients.groupby("arm", observed=True, sort=False):
            middle = three_digits(float(np.median(rows["burden"])))
            share = f"{int(rows['event'].sum())} of {len(rows)}"
            found.append([str(arm), share, f"{middle} {self.plan.case.rules.unit}"])
        return found

    @property
    def table(self) -> Formatted:
        """The arms, one row each."""
        return table(self.head, self.rows())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show the picture, in notebooks and in the book."""
        return self.picture._repr_mimebundle_()

    def __repr__(self) -> str:
        """Say what the picture shows."""
        return self.picture.alt


def run_plan(plan: Plan) -> Outcome:
    """Treat the patient, once.

    Parameters
    ----------
    plan
        Made by `plan_treatment`.
    """
    run = treated(needs_plan(plan, "run_plan"))
    rules = plan.case.rules
    sizes = run[rules.tumour]
    beyond = np.flatnonzero(sizes >= rules.limit)
    return Outcome(
        plan,
        float(sizes[-1]),
        float(run.t[beyond[0]]) if beyond.size else None,
        draw_run(run, rules.tumour, log=True),
    )


def try_plan(plan: Plan) -> TrialOutcome:
    """Try a plan on two hundred virtual patients, each of whom also goes without and by standard.

    Parameters
    ----------
    plan
        Made by `plan_treatment`.
    """
    patients = _trial(needs_plan(plan, "try_plan"))
    rules = plan.case.rules
    what = f"below {rules.limit:g} {rules.unit}"
    return TrialOutcome(plan, patients, draw_survival(patients, what=what))


def treated(plan: Plan) -> Run:
    """Return the run of the patient under the plan."""
    last = plan.case.rules.days
    return simulate(
        hidden_model(plan.case),
        days=(0, last),
        points=round(_POINTS_A_DAY * last) + 1,
        treatments=plan.courses,
    )


def standard_plan(case: Case) -> Plan:
    """Return what the trial compares with."""
    return plan_treatment(open_case(case.tumour, case.number), case.rules.standard)


@lru_cache(maxsize=8)
def _trial(plan: Plan) -> pd.DataFrame:
    rules = plan.case.rules
    arms: dict[str, Treatments] = {
        _NONE: [],
        _STANDARD: standard_plan(plan.case).courses,
        _PLAN: plan.courses,
    }
    endpoints: list[Endpoint] = [Death(rules.tumour, rules.limit), Burden(rules.tumour, rules.days)]
    return virtual_trial(
        rules.model,
        arms,
        POPULATIONS[plan.case.tumour],
        PATIENTS,
        _SEED,
        endpoints,
        days=(0, rules.days),
    )
