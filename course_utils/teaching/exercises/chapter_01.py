"""What the exercises of chapter 1 ask for: doublings, fitted curves, the age of a tumour."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from course_utils.analysis import Fit, doublings, fit, gompertz_volume
from course_utils.datasets import synthetic_mice
from course_utils.teaching.exercises.exercise import Exercise

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

_GUESSES = {"alpha": 0.6, "beta": 0.08}
# What exercise 4 gives: the line on which the curves of the real mice lie, and the mice to try.
_SLOPE, _INTERCEPT = 5.64, 0.174
_LATE_MICE = range(34, 67)
_DOUBLING_TIME = 180  # days, in exercise 5


@lru_cache
def _mouse(number: int) -> pd.DataFrame:
    mice = synthetic_mice()
    return mice[mice["ID"] == number]


@lru_cache
def _fitted(number: int) -> Fit:
    mouse = _mouse(number)
    return fit(gompertz_volume, mouse["day"], mouse["volume"], _GUESSES)


def _plateau(number: int) -> float:
    found = _fitted(number).values
    return math.exp(found["alpha"] / found["beta"])


def _alpha_beside(slowing: float) -> float:
    """Return the first growth rate that suits mouse 43 best if the slowing is given, per day."""
    mouse = _mouse(43)

    def curve(days: NDArray[np.float64], alpha: float) -> ArrayLike:
        return gompertz_volume(days, alpha, slowing)

    return fit(curve, mouse["day"], mouse["volume"], {"alpha": 0.6}).values["alpha"]


def _on_the_line(days: NDArray[np.float64], age: float, beta: float) -> ArrayLike:
    return gompertz_volume(age + days, _SLOPE * beta + _INTERCEPT, beta)


@lru_cache
def _ages() -> NDArray[np.float64]:
    """Estimate from each late mouse's last three points how old it was on the first of them."""
    ages = []
    for number in _LATE_MICE:
        late = _mouse(number).tail(3)
        days = late["day"] - _true_age()
        found = fit(_on_the_line, days, late["volume"], {"age": 25, "beta": 0.07})
        ages.append(found.values["age"])
    return np.array(ages)


def _true_age() -> float:
    return float(_mouse(_LATE_MICE[0])["day"].iloc[-3])


def _years(volume_ratio: float) -> float:
    return doublings(1, volume_ratio) * _DOUBLING_TIME / 365.25


EXERCISES = (
    Exercise(
        "1.1",
        answer=lambda: doublings(1, 1e9),
        unit="1",
        tolerance=0.01,
        hints=(
            "Each doubling is a factor of two: how many factors of two make a billion?",
            "$2^{10}$ is about a thousand, and a billion is a thousand times a thousand times a "
            "thousand. In Python: `math.log2(1e9)`.",
        ),
        misconceptions={
            "That counts factors of *ten*. A doubling is a factor of two, so more of them are "
            "needed.": lambda: math.log10(1e9),
            "That is the *natural* logarithm, which counts factors of 2.72. Divide it by the "
            "logarithm of 2.": lambda: math.log(1e9),
            "That leads to a million cells, a cubic *millimetre*. A cubic centimetre has a "
            "thousand of those.": lambda: doublings(1, 1e6),
            "That grows by the same *number* of cells each time. A doubling adds as many cells as "
            "there are: 1, 2, 4, 8.": lambda: 1e9 / 2,
        },
        explanation=(
            "Of these, 20 are over at one cubic millimetre: most of a tumour's doublings pass "
            "unseen."
        ),
    ),
    Exercise(
        "1.2",
        answer=lambda: _plateau(12),
        unit="mm3",
        tolerance=0.02,
        hints=(
            "The curve levels off at $e^{\\alpha/\\beta}$ mm³; first find $\\alpha$ and $\\beta$ "
            "with `fit`, as in the cell for mouse 43.",
            "`found = fit(gompertz_volume, mouse['day'], mouse['volume'], "
            "{'alpha': 0.6, 'beta': 0.08})`, then "
            "`np.exp(found.values['alpha'] / found.values['beta'])`.",
        ),
        misconceptions={
            "That is the last measurement. The curve has not levelled off by then: the final "
            "volume lies beyond the points.": lambda: float(_mouse(12)["volume"].iloc[-1]),
            "That is $\\alpha/\\beta$ itself: the *logarithm* of the final volume. Take the "
            "exponential of it.": lambda: math.log(_plateau(12)),
            "That is the volume at which the tumour grows *fastest*, the plateau divided by "
            "$e$.": lambda: _plateau(12) / math.e,
            "That is the plateau of mouse 43; this exercise is about mouse 12.": lambda: _plateau(
                43
            ),
        },
        explanation=(
            "A quarter more than the largest tumour that was measured: the plateau is never seen, "
            "only inferred."
        ),
    ),
    Exercise(
        "1.3",
        answer=lambda: _alpha_beside(0.08),
        unit="1/day",
        tolerance=0.01,
        hints=(
            "Set the slowing to 0.08 in the first figure and leave it there; then move the first "
            "growth rate until the sum of squares is smallest.",
            "The sum of squares falls below 0.3. Look between 0.60 and 0.66, in steps of 0.01.",
        ),
        misconceptions={
            "That is the best rate for the *old* slowing. With a slowing of 0.08 it leaves a sum "
            "of squares many times as large: the two cannot be chosen one by one.": (
                lambda: _fitted(43).values["alpha"]
            ),
            "That keeps $\\alpha/\\beta$, and so the *plateau*. But the points say little about "
            "the plateau; they hold the curve where they lie, between day 14 and day 38.": (
                lambda: 0.08 * math.log(_plateau(43))
            ),
        },
        explanation=(
            "A faster start makes up for a faster fading: along this valley the data hardly object."
        ),
    ),
    Exercise(
        "1.4",
        answer=lambda: float(np.median(np.abs(_ages() - _true_age()))),
        unit="day",
        tolerance=0.03,
        hints=(
            "Put $\\alpha = 5.64 \\beta + 0.174$ into the curve, so that only the age and "
            "$\\beta$ are left to fit.",
            "The curve is `gompertz_volume(age + days, 5.64 * beta + 0.174, beta)`, fitted from "
            "`{'age': 25, 'beta': 0.07}`; the error is the age found minus 32, without its sign; "
            "then take the median over the 33 mice.",
        ),
        misconceptions={
            "That is the median *age*, and not how far it is from the truth, 32 days.": (
                lambda: float(np.median(_ages()))
            ),
            "Here errors with a plus and with a minus have cancelled: take each without its sign "
            "before you take the median.": lambda: float(np.median(_ages() - _true_age())),
            "That is the *mean* error, which a few mice that went far astray have pulled up. The "
            "median is the error in the middle.": (
                lambda: float(np.mean(np.abs(_ages() - _true_age())))
            ),
        },
        explanation=(
            "Half of the mice are dated to within about four days, but four of the 33 to more than "
            "180: three late points exclude a young tumour better than an old one. With both "
            "numbers free, every age would fit."
        ),
    ),
    Exercise(
        "1.5",
        answer=lambda: _years(2**3),
        unit="year",
        tolerance=0.01,
        hints=(
            "A lump twice as wide is twice as high and twice as deep: by what factor does its "
            "volume grow, and how many doublings is that?",
            "Eight times the volume is three doublings, of 180 days each. Then ask when the "
            "person dies: the clock started earlier, and the end did not move.",
        ),
        misconceptions={
            "That is *one* doubling: it takes twice the diameter for twice the volume. A lump "
            "twice as wide has eight times the volume.": lambda: _years(2),
            "That is *two* doublings, as if a lump were flat. It grows in all three directions.": (
                lambda: _years(4)
            ),
            "Nobody lives longer, that is right. But 'survival from diagnosis' counts from the "
            "diagnosis, which now comes earlier; by how much does that number rise?": 0.0,
        },
        explanation="That is 540 days. Statistics improve and nobody lives a day longer: lead-time "
        "bias.",
    ),
)
