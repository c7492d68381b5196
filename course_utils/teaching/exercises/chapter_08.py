"""What the exercises of chapter 8 ask for: a curve by hand, events, a weaker drug, who leaves."""

from __future__ import annotations

import math
from functools import lru_cache

from course_utils.analysis import schoenfeld_events
from course_utils.models import POPULATIONS, il6
from course_utils.simulate import Arm, Progression, virtual_trial
from course_utils.teaching.exercises.exercise import Exercise

# As in the chapter: its patients, and a treatment that goes on beyond the last day.
_PATIENTS, _SEED, _BEYOND = 200, 8, 181
_HAZARD = 0.01  # per day, of exercise 4


def _in_remission(*rows: tuple[int, int]) -> float:
    """Multiply, over the weeks with relapses, the shares of those at risk who had none."""
    return math.prod(1 - relapses / at_risk for relapses, at_risk in rows)


# Relapses on 6-MP until week 16, and how many were at risk; of 21 children.
_WEEKS = ((3, 21), (1, 17), (1, 15), (1, 12), (1, 11))


@lru_cache
def _progressions(blockade: float | None) -> float:
    """Count who progresses in the chapter's trial, with a blocker or without."""
    names = ["trastuzumab"] + (["blocker"] if blockade is not None else [])
    courses = [il6.treatments[name].during(0, _BEYOND) for name in names]
    arm = Arm(courses, {} if blockade is None else {"u": blockade})
    table = virtual_trial(il6, {"arm": arm}, POPULATIONS["il6"], _PATIENTS, _SEED, Progression("N"))
    return float(table["event"].sum())


def _half_way() -> float:
    """Draw a straight line from no blocker to 70 per cent, and read it at 50."""
    none, strong = _progressions(None), _progressions(0.7)
    return none + (strong - none) * 0.5 / 0.7


EXERCISES = (
    Exercise(
        "8.1",
        answer=lambda: _in_remission(*_WEEKS),
        unit="1",
        tolerance=0.01,
        hints=(
            "Take the last line of the table, and go on multiplying: one factor a relapse.",
            "In week 13 eleven of twelve get through. How many are at risk in week 16?",
        ),
        misconceptions={
            "This counts seven relapses among all 21. But some were no longer followed; they "
            "belong to those at risk only as long as they were seen.": lambda: 1 - 7 / 21,
            "That is the share after week *13*; one more relapse is to come.": (
                lambda: _in_remission(*_WEEKS[:4])
            ),
            "That is the share after week *10*, with which you begin.": (
                lambda: _in_remission(*_WEEKS[:3])
            ),
            "This throws the censored children away and looks only at those who relapsed. They "
            "were followed, and well, for weeks.": lambda: 1 - 7 / 9,
        },
        explanation="Each factor knows only those who were still there to be seen.",
    ),
    Exercise(
        "8.2",
        answer=lambda: float(math.ceil(schoenfeld_events(0.6))),
        unit="1",
        tolerance=0.008,
        hints=(
            "Put 1.96, 0.84 and the natural logarithm of the hazard ratio into the formula.",
            "`schoenfeld_events(0.6)` does it, and events come whole: round up.",
        ),
        misconceptions={
            "This leaves the power out: 1.96 alone. Such a trial finds the difference in half of "
            "all cases.": lambda: schoenfeld_events(0.6, power=0.5),
            "This is the number for a *one*-sided level of 5 per cent.": (
                lambda: schoenfeld_events(0.6, alpha=0.1)
            ),
            "Here the hazard ratio itself stands below the line, as $1 - HR$. Ratios multiply, so "
            "their distance from 1 is a logarithm.": (
                lambda: schoenfeld_events(0.6) * math.log(0.6) ** 2 / 0.4**2
            ),
            "That is half of it, for one arm. The formula counts the events of both.": (
                lambda: schoenfeld_events(0.6) / 2
            ),
        },
        explanation="How many *patients* that takes depends on how long they are followed.",
    ),
    Exercise(
        "8.3",
        answer=lambda: _progressions(0.5),
        unit="1",
        tolerance=0.01,
        hints=(
            "It lies between the two counts that you know; is it where a straight line says?",
            "In the cell above set `some_strength = 0.5`, and run it again.",
        ),
        misconceptions={
            "That is the count for 70 per cent; `some_strength` has not been changed yet, or the "
            "cell not run again.": lambda: _progressions(0.7),
            "This takes the count to fall in proportion to the blockade. Each patient has a "
            "switch, and switches are not in proportion: ask the model.": _half_way,
            "That is the arm *without* blocker.": lambda: _progressions(None),
        },
        explanation="The same patients each time, so the difference is the blocker's alone.",
    ),
    Exercise(
        "8.4",
        answer=lambda: math.log(2) / (_HAZARD / 2),
        unit="day",
        tolerance=0.05,
        hints=(
            "Those who leave look event-free. Which hazard do those who stay seem to have?",
            "Every second progression goes unseen: draw `leaves = rng.random(20_000) < 0.5`, keep "
            "`progression` as the time, and let `~leaves` be the event.",
        ),
        misconceptions={
            "That is the true median. The curve reports it as long as leaving has nothing to do "
            "with the disease; here it has.": lambda: math.log(2) / _HAZARD,
            "This counts those who leave as having progressed *twice as fast*. They were taken "
            "out of the events, so the curve looks better and not worse.": (
                lambda: math.log(2) / (2 * _HAZARD)
            ),
            "That is $1/0.01$, the *mean* time to progression.": lambda: 1 / _HAZARD,
            "That is $1/0.005$, a mean and not a median; half are gone sooner.": (
                lambda: 2 / _HAZARD
            ),
        },
        explanation="Twice the truth, and nothing in the curve shows it.",
    ),
)
