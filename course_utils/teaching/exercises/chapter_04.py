"""What the exercises of chapter 4 ask for: colonies, their chance, and when to begin."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from course_utils.analysis import latest_start, threshold
from course_utils.models import treg_rankl
from course_utils.simulate import Run, simulate
from course_utils.teaching.exercises.exercise import Exercise

_DAYS = (0, 60)


@lru_cache
def _mouse(*, antibody_from: float | None = None, **values: float) -> Run:
    antibody = treg_rankl.treatments["antibody"]
    courses = [] if antibody_from is None else [antibody.during(antibody_from, _DAYS[1] + 1)]
    return simulate(treg_rankl, days=_DAYS, points=601, treatments=courses, **values)


def _colonies(*, antibody_from: float | None = None, **values: float) -> float:
    return float(_mouse(antibody_from=antibody_from, **values)["J"][-1])


@lru_cache
def _day_of_doubling() -> float:
    """Find the start of the antibody that leaves twice the colonies of a start on day 5."""
    twice = 2 * _colonies(antibody_from=5)
    return latest_start(
        treg_rankl,
        "antibody",
        lambda run: bool(run["J"][-1] < twice),
        low=5,
        high=55,
        days=_DAYS,
        points=2,
        tolerance=1e-5,
    )


def _day_on_which_the_control_has_as_many() -> float:
    run = _mouse()
    return float(np.interp(2 * _colonies(antibody_from=5), run["J"], run.t))


def _signal(antibody_from: float | None = None) -> float:
    return float(_mouse(antibody_from=antibody_from)["S"][-1])


@lru_cache
def _recruitment_that_equals_one_copy() -> float:
    wanted = _colonies(rank=0.5)

    def many(recruitment: float) -> bool:
        run = simulate(treg_rankl, days=_DAYS, points=2, phi=recruitment)
        return bool(run["J"][-1] > wanted)

    return threshold(many, 0, treg_rankl.values["phi"], tolerance=1e-5)


def _colonies_with_a_brake(killing: float = 0.04, half_brake: float = 2, **values: float) -> float:
    """Add effector cells that kill seeded cells, and that regulatory T cells hold back.

    `killing` is in deaths a day, `half_brake` in a hundred thousand cells.
    """
    run = _mouse(**values)
    v = run.model.values
    death = v["d"] + killing / (1 + run["R"] / half_brake)
    sown = v["m"] * run["P"] * (1 + v["psi"] * v["rank"] * run["S"]) * (1 - death / v["b"])
    return float(np.trapezoid(sown, run.t))


def _without_rank_to_without_tregs() -> float:
    return _colonies_with_a_brake(rank=0) / _colonies_with_a_brake(phi=0)


def _establishment_without_to_with_killing(killing: float = 0.04) -> float:
    v = treg_rankl.values
    return (v["b"] - v["d"]) / (v["b"] - v["d"] - killing)


EXERCISES = (
    Exercise(
        "4.1",
        answer=lambda: _colonies() / _colonies(phi=0),
        unit="1",
        tolerance=0.02,
        hints=(
            "Read the colonies on day 60 off the first figure twice: as it opens, and with the "
            "recruitment at 0.",
            "The control has about 29 colonies and the mouse without regulatory T cells about 2. "
            "Divide one by the other.",
        ),
        misconceptions={
            "That is the *difference*: how many colonies fewer. The question is how many *times* "
            "as many, so divide.": lambda: _colonies() - _colonies(phi=0),
            "That is the share that is left, the ratio the other way round; "
            "the control has more.": lambda: _colonies(phi=0) / _colonies(),
        },
        explanation="Without RANKL a cell still leaves now and then; RANKL makes it a habit.",
    ),
    Exercise(
        "4.2",
        answer=_day_of_doubling,
        unit="day",
        tolerance=0.015,
        hints=(
            "From day 5 the antibody leaves 5.78 colonies. From which day does it leave twice as "
            "many? Drag the strip in the second figure.",
            "`latest_start`, as in the cell below the second figure, with "
            '`lambda run: run["J"][-1] < 2 * 5.78`.',
        ),
        misconceptions={
            "Twice the day is not twice the colonies: from day 10 on, the antibody is as good as "
            "from day 5. Drag its strip and see.": 10,
            "On that day the *untreated* mouse has so many colonies. But the antibody does not "
            "stop the seeding altogether, so it must begin earlier.": (
                _day_on_which_the_control_has_as_many
            ),
        },
        explanation=(
            "Of 60 days the first 30 hardly matter: 6.3 colonies instead of 5.8. Ten more make it "
            "8.7, and by day 45 the harm has doubled."
        ),
    ),
    Exercise(
        "4.3",
        answer=lambda: math.exp(-3),
        unit="1",
        tolerance=0.02,
        hints=(
            "The numbers of colonies are Poisson: the chance of none, when the mean is $J$, is a "
            "power of $e$.",
            "The chance of none is $e^{-J}$, here with $J$ = 3; in Python `np.exp(-3)`.",
        ),
        misconceptions={
            "A mean of three does not give every mouse some: mice differ by luck, and a few have "
            "none.": 0,
            "One divided by the mean is no chance. For a mean below one it would exceed one.": (
                1 / 3
            ),
            "This shares the mice out evenly among 0, 1, 2 and 3 colonies; a Poisson number lies "
            "near its mean more often than at 0.": 1 / 4,
        },
        explanation="One mouse in twenty is free, by luck alone, with the same tumour as the rest.",
    ),
    Exercise(
        "4.4",
        answer=lambda: _signal(antibody_from=5) / _signal(),
        unit="1",
        tolerance=0.02,
        hints=(
            "Work out the signal $S = F/(F + K_L)$ twice: with all of the RANKL free, and with a "
            "twentieth of it.",
            "With $L$ = 9.2 and $K_L$ = 4 the untreated signal is $9.2/13.2$; with the antibody "
            "$F = 0.05 \\times 9.2$. Divide the second signal by the first.",
        ),
        misconceptions={
            "That is the share of the *RANKL* that is left free. The signal was nearly saturated, "
            "so it falls by less than RANKL does.": lambda: 1 - treg_rankl.values["u"],
            "That is the signal under the antibody itself; compare it with the signal "
            "without.": lambda: _signal(antibody_from=5),
        },
        explanation="A twentieth of the RANKL still gives a seventh of the signal.",
    ),
    Exercise(
        "4.5",
        answer=_recruitment_that_equals_one_copy,
        unit="hkc/day",
        tolerance=0.02,
        hints=(
            "Set RANK to 0.5 in the first figure and note the colonies. Then go back to 1, and "
            "lower the recruitment until they are as many.",
            "Half of the recruitment is not enough: it leaves 22.3 colonies, and one copy of RANK "
            "15.6. Look between 0.3 and 0.5.",
        ),
        misconceptions={
            "Half the regulatory T cells is not half the signal: RANKL is so plentiful that most "
            "of RANK signals even then. The first figure leaves 22.3 colonies.": (
                lambda: treg_rankl.values["phi"] / 2
            ),
            "That is the *share* of the recruitment that remains; the question is for the "
            "recruitment itself.": (
                lambda: _recruitment_that_equals_one_copy() / treg_rankl.values["phi"]
            ),
        },
        explanation="Three of four cells must go to match the loss of one of two copies of a gene.",
    ),
    Exercise(
        "4.6",
        answer=_without_rank_to_without_tregs,
        unit="1",
        tolerance=0.02,
        hints=(
            "Without regulatory T cells the brake is released from the first day; in the mouse "
            "without RANK it stays on.",
            "`with_brake(rank=0) / with_brake(phi=0)`, with the function of the cell above.",
        ),
        misconceptions={
            "So it was in the chapter's model. There these cells did one thing only; now they "
            "do two, and RANK is only one of them.": 1,
            "That is the ratio the other way round: which of the two mice has more colonies?": (
                lambda: 1 / _without_rank_to_without_tregs()
            ),
            "That compares a lung with the full brake to one with none. Even many regulatory "
            "T cells leave a little killing, since $1 + R/R_s$ is never infinite.": (
                _establishment_without_to_with_killing
            ),
        },
        explanation="Two ways of breaking one chain now differ, because the cells do two jobs.",
    ),
)
