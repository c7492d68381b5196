"""What the exercises of chapter 10 ask for: a budget, a growth rate, waiting, a trial."""

from __future__ import annotations

import math
from functools import lru_cache

from course_utils.models import hotcold, il6
from course_utils.simulate import simulate
from course_utils.teaching.capstone import open_case, plan_treatment, rules_of, try_plan
from course_utils.teaching.exercises.exercise import Exercise

_IL6 = rules_of("il6")
# Callipers twice and an ELISA once, then trastuzumab on each of the days.
_MEASURED = 2 * _IL6.assays["volume"].points + _IL6.assays["il6"].points
_HER2 = _IL6.toll["trastuzumab"] * _IL6.days
_FIRST, _SECOND, _APART = 98, 187, 7  # mm³, mm³, days


def _blocker_days(points: float) -> float:
    return points / _IL6.toll["blocker"]


@lru_cache
def _growth(days: float) -> float:
    run = simulate(hotcold, days=(0, days), points=61)
    return float(run["T"][-1] / run["T"][0])


@lru_cache
def _reaching(first: float | None) -> float:
    """Count who reaches the limit with trastuzumab, and 60 days of blocker from a day on."""
    courses = [il6.treatments["trastuzumab"].during(0, 120)]
    if first is not None:
        courses.append(il6.treatments["blocker"].during(first, first + 60))
    trial = try_plan(plan_treatment(open_case("il6", 1), courses)).patients
    return float(trial.loc[trial["arm"] == "your plan", "event"].sum())


EXERCISES = (
    Exercise(
        "10.1",
        answer=lambda: _blocker_days(_IL6.budget - _MEASURED - _HER2),
        unit="day",
        tolerance=0.01,
        hints=(
            "Take away from 60 points what is spent, and see how many days the rest buys.",
            "Measuring takes 5 points, trastuzumab 30. A day of the blocker costs 0.4.",
        ),
        misconceptions={
            "This buys the drugs and forgets that measuring took 5 points.": (
                lambda: _blocker_days(_IL6.budget - _HER2)
            ),
            "Here the blocker is paid for as trastuzumab is, at 0.25 a day.": (
                lambda: (_IL6.budget - _MEASURED - _HER2) / _IL6.toll["trastuzumab"]
            ),
            "Those are the *points* that are left. How many days do they buy?": (
                lambda: _IL6.budget - _MEASURED - _HER2
            ),
        },
        explanation="Half of the course, so the question becomes: which half?",
    ),
    Exercise(
        "10.2",
        answer=math.log(_SECOND / _FIRST) / _APART,
        unit="1/day",
        tolerance=0.02,
        hints=(
            "A tumour that grows by a share of itself is a straight line in logarithms.",
            "Divide the natural logarithm of 187/98 by the seven days.",
        ),
        misconceptions={
            "This spreads the gain evenly over the days, as if only the first cells divided. What "
            "has grown divides as well.": (_SECOND / _FIRST - 1) / _APART,
            "That is the logarithm to the base of ten. A rate per day takes the natural one.": (
                math.log10(_SECOND / _FIRST) / _APART
            ),
            "That is the factor of the week, without the days.": _SECOND / _FIRST,
        },
        explanation="And two readings that err by 10 % each leave it uncertain by 0.02 a day.",
    ),
    Exercise(
        "10.3",
        answer=lambda: _growth(6),
        unit="1",
        tolerance=0.02,
        hints=(
            "Three measurements of two days each: how large is the tumour on day 6?",
            "`simulate(hotcold, days=(0, 6))` has it: divide the last of `T` by the first.",
        ),
        misconceptions={
            "That is growth that nothing stops, $e^{0.25 · 6}$. A few T cells are there already, "
            "and kill.": lambda: math.exp(0.25 * 6),
            "That is six days of a quarter each, without the growth of what has grown.": (
                lambda: 1 + 0.25 * 6
            ),
            "That is *two* days, one measurement; there are three.": lambda: _growth(2),
        },
        explanation="Three results, and nearly three times the tumour to use them on.",
    ),
    Exercise(
        "10.4",
        answer=lambda: _reaching(15),
        unit="1",
        tolerance=0.01,
        hints=(
            "In the cell above only one number has to change.",
            "Set `first = 15` and run it again: the patients are the same ones.",
        ),
        misconceptions={
            "That is the count with the blocker from day 0; `first` has not been changed yet, or "
            "the cell not run again.": lambda: _reaching(0),
            "That is the count with trastuzumab *alone*.": lambda: _reaching(None),
        },
        explanation="The same sixty days, moved: some patients need it before it begins, others "
        "after it ends.",
    ),
)
