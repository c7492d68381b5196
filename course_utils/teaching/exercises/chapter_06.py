"""What the exercises of chapter 6 ask for: where the IL-6 loop flips, how late, and how hard."""

from __future__ import annotations

from functools import lru_cache

from course_utils.analysis import latest_start, minimal_dose, resting_levels
from course_utils.modelling import Course
from course_utils.models import il6
from course_utils.simulate import Run, simulate
from course_utils.teaching.exercises.exercise import Exercise

_END = 200
# The strength of PTEN loss in the chapter: three times the IL-6 of a stem-like cell.
_PTEN_LOSS = 150


def _from_day(name: str, day: float) -> Course:
    # Beyond the last day, so that the window is on to the end.
    return il6.treatments[name].during(day, _END + 1)


def _held(run: Run) -> bool:
    return bool(run["N"][-1] < 100)


def _untreated_ratio() -> float:
    """Count the stem-like cells for each bulk cell if the loop is off: made over matured."""
    return il6.values["c0"] / il6.values["q"]


@lru_cache
def _least_blockade(start: float, stem_il6: float) -> float:
    """Find the least share of the signal to block, from a day on, that holds the tumour."""
    return minimal_dose(
        il6.set(pS=stem_il6),
        "u",
        _held,
        low=0,
        high=1,
        treatments=[_from_day("trastuzumab", 0), _from_day("blocker", start)],
        points=2,
        tolerance=1e-4,
    )


@lru_cache
def _latest(blockade: float) -> float:
    """Find the last day on which a blocker of this strength can begin and still works."""
    return latest_start(
        il6.set(u=blockade),
        "blocker",
        _held,
        low=0,
        high=60,
        treatments=[_from_day("trastuzumab", 0)],
        points=2,
        tolerance=1e-5,
    )


@lru_cache
def _course_on_trastuzumab() -> Run:
    return simulate(il6, days=(0, _END), points=2001, treatments=[_from_day("trastuzumab", 0)])


def _day_of_smallest() -> float:
    run = _course_on_trastuzumab()
    return float(run.t[run["N"].argmin()])


def _day_of_relapse() -> float:
    run = _course_on_trastuzumab()
    nadir = int(run["N"].argmin())
    return float(run.t[nadir + int((run["N"][nadir:] > 100).argmax())])


@lru_cache
def _il6_level(number: int) -> float:
    """Return one of the three levels at which IL-6 rests at 5 per cent stem-like cells."""
    return resting_levels(il6, "L", B=95, S=5)[number]


def _least_killing() -> float:
    """Find the killing at which the loop-off system neither grows nor shrinks.

    Its determinant, (kH + c0 - rB) (q - rS) - q c0, is zero there.
    """
    v = il6.values
    return v["rB"] - v["c0"] + v["q"] * v["c0"] / (v["q"] - v["rS"])


EXERCISES = (
    Exercise(
        "6.1",
        answer=_untreated_ratio,
        unit="1",
        tolerance=0.03,
        hints=(
            "In balance, as many bulk cells turn stem-like each day as stem-like cells mature.",
            "Write that as $c_0 B = q S$ and solve for $S/B$; both rates stand in the table.",
        ),
        misconceptions={
            "That is $c_0$, what becomes stem-like in *one day*. Stem-like cells stay for some "
            "days before they mature, so more of them are there.": lambda: il6.values["c0"],
            "Here the two rates have changed places: this says how many bulk cells there are for "
            "each stem-like one.": lambda: il6.values["q"] / il6.values["c0"],
        },
        explanation="One stem-like cell for fifty of bulk.",
    ),
    Exercise(
        "6.2",
        answer=lambda: _least_blockade(60, il6.values["pS"]),
        unit="1",
        tolerance=0.01,
        hints=(
            "With the blocker from day 60, 0.7 is too little and 0.99 is enough: look between.",
            "At 0.9 the tumour is still large on day 200. Go up in steps of a hundredth.",
        ),
        misconceptions={
            "That is enough to *prevent* the flip, from day 0 on. On day 60 nearly every cell is "
            "stem-like already, and calls with 250 times the IL-6.": (
                lambda: _least_blockade(0, il6.values["pS"])
            ),
            "That is the blockade with which the figure opens: enough early, and too little from "
            "day 60. Look at the end of the curve.": lambda: il6.values["u"],
            "That does work, as the last but one scenario shows, but it is not the *least* that "
            "does. Come down until the tumour no longer yields.": lambda: 0.99,
        },
        explanation="Nearly three times the blockade that prevents. It is this model's number.",
    ),
    Exercise(
        "6.3",
        answer=lambda: _latest(0.8),
        unit="day",
        tolerance=0.01,
        hints=(
            "A stronger blocker may begin later; but is it days later, or weeks?",
            "In the cell above set `strength = 0.8`, and run it again.",
        ),
        misconceptions={
            "That is the last day for a blocker of 70 per cent; `strength` has not been changed "
            "yet, or the cell not run again.": lambda: _latest(0.7),
            "That is the day on which the tumour is *smallest*. As long as it shrinks it looks "
            "safe, yet the door has closed before.": _day_of_smallest,
            "That is the day on which the tumour is back at its first size, when the relapse "
            "shows. The loop was on long before.": _day_of_relapse,
            "This takes the day to grow in proportion to the blockade. Near a switch nothing is "
            "in proportion: ask the model.": lambda: _latest(0.7) * 0.8 / 0.7,
        },
        explanation="Two days later than at 70 per cent, and still before the tumour is smallest.",
    ),
    Exercise(
        "6.4",
        answer=lambda: _il6_level(1),
        unit="1",
        tolerance=0.01,
        hints=(
            "Look for where the curve crosses zero on its way *up*: from there a little more "
            "IL-6 makes more of it.",
            '`resting_levels(il6, "L", B=95, S=5)` lists three levels. The outer two hold; which '
            "one divides them?",
        ),
        misconceptions={
            "That is $K_L$, the signal at which the loop is *half on*. The edge is where making "
            "and loss are equal, and that depends on how many cells make IL-6.": (
                lambda: il6.values["KL"]
            ),
            "That is the lower level at which IL-6 *rests*: pushed a little, it comes back. The "
            "threshold is the level from which it does not.": lambda: _il6_level(0),
            "That is the level at which IL-6 rests with the loop *on*. The threshold lies below "
            "it.": lambda: _il6_level(2),
        },
        explanation="Below it IL-6 falls back, above it the loop turns itself on.",
    ),
    Exercise(
        "6.5",
        answer=_least_killing,
        unit="1/day",
        tolerance=0.01,
        hints=(
            "Put the two kinds in their slowest balance: neither $B$ nor $S$ changes.",
            "From the second line $S = c_0 B / (q - r_S)$. Put that into the first line, divide by "
            "$B$, and solve for $k_H$.",
        ),
        misconceptions={
            "That is $r_B$: kill bulk cells as fast as they divide. It forgets the stem-like "
            "cells, which are spared, divide, and refill the bulk.": lambda: il6.values["rB"],
            "That is $r_B - c_0$: it counts the bulk cells that turn stem-like as lost, and "
            "forgets that their daughters come back.": (
                lambda: il6.values["rB"] - il6.values["c0"]
            ),
            "That is the killing of this chapter. It is enough; the question is what is *just* "
            "enough.": lambda: il6.values["kH"],
        },
        explanation="Little more than $r_B$: while the loop is off, few cells are stem-like.",
    ),
    Exercise(
        "6.6",
        answer=lambda: _least_blockade(0, _PTEN_LOSS),
        unit="1",
        tolerance=0.01,
        hints=(
            "More IL-6 from each stem-like cell has to be met by a stronger blockade.",
            'Use `minimal_dose(il6.set(pS=150), "u", ...)` with both drugs from day 0.',
        ),
        misconceptions={
            "That is the least blockade for a tumour that still *has* PTEN: `pS` was not "
            "changed.": lambda: _least_blockade(0, il6.values["pS"]),
            "This lets through a third of the signal that was let through before, as if all IL-6 "
            "were three times as much. Bulk cells make some too, and theirs has not changed.": (
                lambda: 1 - (1 - _least_blockade(0, il6.values["pS"])) / 3
            ),
            "That is what a *late* start needs, on day 60. The question is about prevention.": (
                lambda: _least_blockade(60, _PTEN_LOSS)
            ),
        },
        explanation="More than twice what prevents resistance while PTEN is there.",
    ),
)
