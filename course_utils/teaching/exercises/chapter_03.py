"""What the exercises of chapter 3 ask for: a drug that fades, two doors, and who waits for whom."""

from __future__ import annotations

import math
from functools import lru_cache

from course_utils.analysis import decay_length, interface_level, killing_depth, minimal_dose
from course_utils.modelling import Course
from course_utils.models import hotcold, infiltration
from course_utils.simulate import simulate
from course_utils.teaching.exercises.exercise import Exercise

_END = 35
# Two doses of denosumab a week apart, and PD-1 blocked from the first on to the end.
_DOSES = hotcold.treatments["denosumab"].at(15, 22)
_BLOCKADE = hotcold.treatments["anti_pd1"].during(15, _END + 1)
# In exercise 5 the drugs wait, so the tumour is watched for longer.
_LATE_END = 45
_BLOCKADE_DAYS = 20


@lru_cache
def _tumour(treatments: tuple[Course, ...] = (), rank: float = 1, days: float = _END) -> float:
    """Return the tumour on the last day, in million cells."""
    run = simulate(hotcold, days=(0, days), points=2, treatments=treatments, r=rank)
    return float(run["T"][-1])


@lru_cache
def _least_blockade(share: float) -> float:
    """Find the weakest blockade of PD-1 that leaves a share of the control, with denosumab."""
    aim = share * _tumour()
    return minimal_dose(
        hotcold,
        "up",
        lambda run: run["T"][-1] < aim,
        low=0,
        high=1,
        days=(0, _END),
        treatments=[_DOSES, _BLOCKADE],
        points=2,
        tolerance=1e-4,
    )


@lru_cache
def _share_left(blockade: float) -> float:
    """Return what the pair leaves of the control's tumour."""
    run = simulate(hotcold, days=(0, _END), points=2, treatments=[_DOSES, _BLOCKADE], up=blockade)
    return float(run["T"][-1]) / _tumour()


def _on_a_straight_line() -> float:
    """Find where a straight line between two strengths would cross a half."""
    weak, strong = 0.0, hotcold.values["up"]
    left, right = _share_left(weak), _share_left(strong)
    return weak + (left - 0.5) / (left - right) * (strong - weak)


def _enough_cells(killing: float, brake: float) -> float:
    """Return the T cells, in millions, at which killing matches the division of a tiny tumour.

    They solve C^2 + (cP - w (1 + brake)) C - w cP = 0, with w = a h / k.
    """
    v = hotcold.values
    w = v["a"] * v["h"] / killing
    half = (w * (1 + brake) - v["cP"]) / 2
    return half + math.sqrt(half**2 + w * v["cP"])


def _after_waiting(denosumab: float, anti_pd1: float) -> float:
    """Return the tumour if each drug waits so many days, as a multiple of that without waiting."""

    def end(first: float, second: float) -> float:
        given = (
            hotcold.treatments["denosumab"].at(15 + first, 22 + first),
            hotcold.treatments["anti_pd1"].during(15 + second, 15 + second + _BLOCKADE_DAYS),
        )
        return _tumour(given, days=_LATE_END)

    return end(denosumab, anti_pd1) / end(0, 0)


def _left_of(days: float) -> float:
    """Return what is left of a dose of denosumab."""
    return math.exp(-hotcold.values["kD"] * days)


def _depth(pace: float, *, diluted: bool = True) -> float:
    """Return how deep T cells kill behind a straight edge, if they wander at a pace inside."""
    v = infiltration.values
    level = interface_level(pace, v["Dout"]) if diluted else 1.0
    return killing_depth(decay_length(pace, v["d"]), v["kappa"], level, v["a"])


@lru_cache
def _best_pace() -> float:
    """Find the pace, in mm2/day, at which killing goes deepest; the depth has one peak."""
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda log: -_depth(math.exp(log)), bounds=(math.log(1e-4), math.log(0.3)), method="bounded"
    )
    return math.exp(found.x)


EXERCISES = (
    Exercise(
        "3.1",
        answer=lambda: _left_of(45) + _left_of(38),
        unit="dose",
        tolerance=0.015,
        hints=(
            "Follow the two doses one by one, each from its own day on, and add them up.",
            "What is left after $t$ days is $(1/2)^{t/25}$; the doses are there for 45 and for "
            "38 days.",
        ),
        misconceptions={
            "That is what is left of the *first* dose alone.": lambda: _left_of(45),
            "This lets both doses begin on day 15; the second is a week younger.": (
                lambda: 2 * _left_of(45)
            ),
            "This counts from the second dose for both; the first is a week older.": (
                lambda: 2 * _left_of(38)
            ),
            "This counts whole halvings only, one for each dose. Between two halvings the drug "
            "goes on fading: it follows a curve, and not stairs.": lambda: 1.0,
        },
        explanation="A month later three quarters of the RANKL are still bound.",
    ),
    Exercise(
        "3.2",
        answer=lambda: _tumour((_BLOCKADE,), rank=0),
        unit="Mc",
        tolerance=0.03,
        hints=(
            "The last scenario of the first figure is this experiment.",
            "Read the tumour at the right edge; the axis counts in factors of ten.",
        ),
        misconceptions={
            "That is the tumour without RANK and without any drug.": lambda: _tumour(rank=0),
            "That is the same antibody against a tumour that *has* RANK, where few T cells are.": (
                lambda: _tumour((_BLOCKADE,))
            ),
            "That is what both drugs leave of a tumour with RANK. Denosumab comes on day 15, when "
            "the first door has been shut for two weeks; without RANK it never was.": (
                lambda: _tumour((_DOSES, _BLOCKADE))
            ),
        },
        explanation="Eighty times fewer than with both drugs: it matters when a door is opened.",
    ),
    Exercise(
        "3.3",
        answer=lambda: _least_blockade(0.5),
        unit="1",
        tolerance=0.01,
        hints=(
            "In the picture of the sweep, go from a half on the vertical axis to the solid line, "
            "and down.",
            "A blockade of 60 % leaves more than half, and one of 90 % leaves less. Halve the "
            "interval between them, and again.",
        ),
        misconceptions={
            "That would be it if the line were straight between no blockade and 90 %. It bends "
            "downwards, so half of the effect comes later.": _on_a_straight_line,
            "That is the strength at which the figures open; it leaves a third, not a half.": (
                lambda: hotcold.values["up"]
            ),
            "Half of the brake taken off is not half of the tumour: run the cell as it stands, "
            "and it says what is left.": lambda: 0.5,
        },
        explanation="A weaker one wastes the T cells that denosumab has brought.",
    ),
    Exercise(
        "3.4",
        answer=lambda: _enough_cells(hotcold.values["k"] / 2, hotcold.values["th"]),
        unit="Mc",
        tolerance=0.01,
        hints=(
            "Put $S_P = 1/(1 + \\theta C/(C + c_P))$ into $k S_P C/h = a$, and multiply by both "
            "denominators: a quadratic equation is left.",
            "With $k$ = 5 it is $C^2 - 8 C - 12 = 0$. With $k$ = 2.5 the number $a h/k$ is twice "
            "as large: work the two coefficients out again.",
        ),
        misconceptions={
            "That is twice the number for $k$ = 5. Twice the T cells call up more PD-L1, so each "
            "of them does less; more than twice are needed.": (
                lambda: 2 * _enough_cells(hotcold.values["k"], hotcold.values["th"])
            ),
            "That is the number for $k$ = 5, $4 + \\sqrt{28}$.": (
                lambda: _enough_cells(hotcold.values["k"], hotcold.values["th"])
            ),
            "That is $a h/k$: what would be enough if T cells met no brake at all.": (
                lambda: _enough_cells(hotcold.values["k"] / 2, 0)
            ),
            "That is with 90 per cent of the brake taken off; the question leaves it on.": (
                lambda: _enough_cells(hotcold.values["k"] / 2, hotcold.values["th"] / 10)
            ),
        },
        explanation="Two and a half times as many: the brake makes each further T cell worth less.",
    ),
    Exercise(
        "3.5",
        answer=lambda: _after_waiting(5, 0),
        unit="1",
        tolerance=0.01,
        hints=(
            "Run three plans to day 45: both from day 15, denosumab on days 20 and 27, or PD-1 "
            "blocked from day 20 to 40.",
            "Divide the larger of the two late tumours by 1,264 million cells.",
        ),
        misconceptions={
            "That is the cheaper delay: the antibody against PD-1 waits. Its effect begins at "
            "once; which of the drugs needs time to act?": lambda: _after_waiting(0, 5),
            "That is the share the other way round: the tumour without waiting, of the one with "
            "it.": lambda: 1 / _after_waiting(5, 0),
            "That is with both drugs five days late. One of the two may begin on day 15.": (
                lambda: _after_waiting(5, 5)
            ),
        },
        explanation="The slow drug must not wait; the fast one loses less by it.",
    ),
    Exercise(
        "3.6",
        answer=lambda: _depth(_best_pace()),
        unit="mm",
        tolerance=0.01,
        hints=(
            "Make the pace ten times as large, and then ten times again: does the depth go on "
            "growing?",
            "Between 0.04 and 0.2 mm² per day the depth first rises and then falls. Go on from "
            "there in small steps.",
        ),
        misconceptions={
            "That is the depth at the pace with which the cell opens, as fast inside as outside. "
            "A faster one goes deeper, though not for ever.": lambda: _depth(0.01),
            "This leaves the level at the edge at 1. T cells that wander off into the tumour are "
            "missing at its edge, and the faster they wander the more so.": (
                lambda: _depth(_best_pace(), diluted=False)
            ),
            "That is the distance to the centre. From one straight edge they do not get so far at "
            "any pace.": lambda: infiltration.values["R"],
            "That is the decay length at the best pace: where the number of T cells has fallen by "
            "a factor *e*, and not where killing just keeps up.": (
                lambda: decay_length(_best_pace(), infiltration.values["d"])
            ),
        },
        explanation="Not enough from one side; a round tumour is entered from all sides.",
    ),
)
