"""What the exercises of chapter 7 ask for: who gets in, how many suffice, and when to send them."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from course_utils.analysis import burst_extinction, critical_cells, dose_for_nadir
from course_utils.models import cart, ov_cart, til, virion
from course_utils.simulate import simulate
from course_utils.teaching.exercises.exercise import Exercise

_CELL = 1e-6  # million cells
_TH17_LOSS = 0.1
_INFUSION = cart.treatments["infusion"].at(10)
_STING = cart.treatments["sting"].at(10, 13, 16, 19)
_VIRUS = ov_cart.treatments["virus"].at(10)
# The lump of the chapter in which a few virions are let loose.
_TUMOUR = 100
_SURE = 0.95


@lru_cache
def _arm(*, sting: bool, th17: bool, day: float) -> float:
    """Return the tumour of an arm on a day, as a share of the untreated one."""
    loss = _TH17_LOSS if th17 else cart.values["dC"]
    given = [_INFUSION, _STING] if sting else [_INFUSION]
    treated, untreated = (
        simulate(cart, days=(0, day), points=2, treatments=courses, dC=loss)["T"][-1]
        for courses in (given, [])
    )
    return float(treated / untreated)


def _enough(loss: float, lowest: float = _CELL) -> float:
    """Find how many cells must be in the tumour of day 0 to push it that low, by the formula."""
    v = cart.values
    return dose_for_nadir(v["T"], lowest, v["a"], v["k"] / (1 + v["q"]), loss)


def _reactive_share(lowest: float) -> float:
    v = til.values
    return dose_for_nadir(v["T"], lowest, v["a"], v["k"], v["d"]) / v["D"]


@lru_cache
def _best_day(reading: float) -> float:
    """Find the day for CAR T cells after which the tumour of the reading is smallest."""
    days = np.arange(10, reading + 0.05, 0.1)
    sizes = [
        simulate(
            ov_cart,
            days=(0, reading),
            points=2,
            treatments=[_VIRUS, ov_cart.treatments["infusion"].at(float(day))],
        )["N"][-1]
        for day in days
    ]
    return float(days[int(np.argmin(sizes))])


def _extinction() -> float:
    meets = virion.values["be"] * _TUMOUR
    return burst_extinction(meets / (virion.values["om"] + meets), int(virion.values["bu"]))


EXERCISES = (
    Exercise(
        "7.1",
        answer=lambda: cart.values["h0"] / (cart.values["h0"] + cart.values["db"]),
        unit="1",
        tolerance=0.02,
        hints=(
            "A cell in the blood leaves it by one of two ways. How often is it the one, how often "
            "the other?",
            "Each day a share $h_0$ enters the tumour and a share $d_B$ is lost. Of all that leave "
            "the blood, which part is $h_0$?",
        ),
        misconceptions={
            "That is the share that enters in *one day*. A cell that is still in the blood "
            "tomorrow has another chance.": lambda: cart.values["h0"],
            "That compares the two ways with each other. The question is about one of them, out of "
            "both together.": lambda: cart.values["h0"] / cart.values["db"],
            "That is the share that is *lost*.": (
                lambda: cart.values["db"] / (cart.values["h0"] + cart.values["db"])
            ),
        },
        explanation="Not even one in eight gets in: homing is the bottleneck of this model.",
    ),
    Exercise(
        "7.2",
        answer=lambda: _arm(sting=True, th17=False, day=30),
        unit="1",
        tolerance=0.03,
        hints=(
            "Two courses of treatment are needed, and two numbers from day 30: treated over "
            "untreated.",
            "In the cell above, write `treatments=[infusion, sting]`.",
        ),
        misconceptions={
            "That is the arm *without* the STING agonist: only the infusion was given.": (
                lambda: _arm(sting=False, th17=False, day=30)
            ),
            "That is with cells made from Th17 and Tc17 cells. Conventional ones have "
            "$d_C$ = 0.35.": lambda: _arm(sting=True, th17=True, day=30),
            "That is the share on the last day of the figure, day 90. By then this tumour has "
            "grown back.": lambda: _arm(sting=True, th17=False, day=90),
            "That is the size in million cells; the question is about the share of the untreated "
            "tumour.": lambda: float(
                simulate(cart, days=(0, 30), points=2, treatments=[_INFUSION, _STING])["T"][-1]
            ),
        },
        explanation="Less than a tenth on day 30; and on day 90 there is no difference any more.",
    ),
    Exercise(
        "7.3",
        answer=lambda: critical_cells(
            ov_cart.values["be"], ov_cart.values["bu"], ov_cart.values["om"]
        ),
        unit="Mc",
        tolerance=0.01,
        hints=(
            "Set the formula for $R_0$ equal to 1.",
            "From $b\\beta U = \\omega + \\beta U$ follows $\\beta U (b - 1) = \\omega$.",
        ),
        misconceptions={
            "This forgets that the virion that infects is used up: of the seven that a burst "
            "sets free, one only pays for the next infection.": lambda: (
                ov_cart.values["om"] / (ov_cart.values["be"] * ov_cart.values["bu"])
            ),
            "There every second virion infects a cell, for $\\beta U = \\omega$. But a cell "
            "sets seven free, so far fewer need to succeed.": lambda: (
                ov_cart.values["om"] / ov_cart.values["be"]
            ),
        },
        explanation="A lump 5 mm across. In a smaller one this virus dies out, as long as it "
        "stays smaller.",
    ),
    Exercise(
        "7.4",
        answer=lambda: _enough(cart.values["dC"]),
        unit="Mc",
        tolerance=0.01,
        hints=(
            "Change `loss` in the cell above, and run it again.",
            "Conventional cells have a loss of 0.35 per day.",
        ),
        misconceptions={
            "That is the number for cells of the Th17 kind; `loss` has not been changed yet.": (
                lambda: _enough(_TH17_LOSS)
            ),
            "This takes the number to grow in proportion to the loss. It grows a little less: a "
            "short-lived troop also has less time in which the tumour grows back.": (
                lambda: _enough(_TH17_LOSS) * cart.values["dC"] / _TH17_LOSS
            ),
            "That leaves one *million* cells. One cell is $10^{-6}$ million.": (
                lambda: _enough(cart.values["dC"], lowest=1)
            ),
        },
        explanation="Three times as many as of the Th17 kind, for the very same end.",
    ),
    Exercise(
        "7.5",
        answer=lambda: _reactive_share(_CELL),
        unit="1",
        tolerance=0.01,
        hints=(
            "Reactive cells dwindle as $C = \\varphi D e^{-dt}$. The tumour is smallest where "
            "$kC = a$. When is that, and how small is it then?",
            "With $x = k\\varphi D/a$ the lowest point is $T_0 e^{-(a/d)(x - 1 - \\ln x)}$. Set it "
            "equal to one cell, $10^{-6}$ million, and let `dose_for_nadir` find $\\varphi D$.",
        ),
        misconceptions={
            "There $kC = a$ on the first day: from this share on the tumour shrinks *at all*.": (
                lambda: til.values["a"] / (til.values["k"] * til.values["D"])
            ),
            "That brings the tumour down to one *million* cells. One cell is $10^{-6}$ million.": (
                lambda: _reactive_share(1)
            ),
            "That is the share with which the figure opens. There 7,300 cells are left.": (
                lambda: til.values["phi"]
            ),
        },
        explanation="Near one in six, in this toy: a threshold of its constants, and of no "
        "patient.",
    ),
    Exercise(
        "7.6",
        answer=lambda: _best_day(30),
        unit="day",
        tolerance=0.02,
        hints=(
            "Too early, and there is hardly a target yet; too late, and there is no time left to "
            "kill.",
            "In the cell above look at the days 20 to 29 one by one.",
        ),
        misconceptions={
            "Together with the virus? Then hardly any cell is infected, and the wave of virus that "
            "the kills set free stays small.": lambda: 10,
            "That is the day of the chapter's scenario. Waiting longer lets more cells be "
            "painted.": lambda: 14,
            "The last day leaves no time to kill. It is best only if you read the result much "
            "later.": lambda: 30,
        },
        explanation="Read on day 40 the best day would be far later: the optimum belongs to the "
        "study's end as much as to the treatment.",
    ),
    Exercise(
        "7.7",
        answer=lambda: math.ceil(math.log(1 - _SURE) / math.log(_extinction())),
        unit="1",
        tolerance=0.025,
        hints=(
            "The infection fails if *every* virion fails. One fails with the chance $q$ = 0.885; "
            "and two?",
            "Solve $q^n = 0.05$ for $n$ with logarithms, and round up.",
        ),
        misconceptions={
            "This adds chances up: $n$ times 11.5 % is 95 %. But eight throws of a die do not make "
            "a six certain.": lambda: _SURE / (1 - _extinction()),
            "So many must be sent for one success *on average*. On average is not nearly always.": (
                lambda: 1 / (1 - _extinction())
            ),
            "That would do for one chance in two.": (
                lambda: math.ceil(math.log(0.5) / math.log(_extinction()))
            ),
        },
        explanation="A dose of millions leaves nothing to luck. But in a tumour below 66.7 million "
        "cells all of them are lost in the end.",
    ),
)
