"""What the exercises of chapter 2 ask for: the edges between elimination, dormancy and escape."""

from __future__ import annotations

import math
from functools import lru_cache

from course_utils.analysis import steady_states, threshold
from course_utils.models import editing, surveillance
from course_utils.simulate import simulate
from course_utils.teaching.exercises.exercise import Exercise


@lru_cache
def _cliff(exhaustion: float) -> float:
    """Find the smallest tumour that escapes at the published supply, in million cells."""

    def escapes(start: float) -> bool:
        run = simulate(surveillance, days=(0, 2500), T=start, m=exhaustion)
        return run.outcome == "escaped"

    return threshold(escapes, 0.1, 400, tolerance=1e-6)


def _published_cliff() -> float:
    return _cliff(surveillance.values["m"])


def _eliminating_supply() -> float:
    values = surveillance.values
    return values["a"] * values["d"] / values["n"]


def _supply_without_large_tumour() -> float:
    def lost(supply: float) -> bool:
        return len(steady_states(surveillance, s=supply)) < 4

    return threshold(lost, surveillance.values["s"], 0.033, tolerance=1e-6)


def _inverted_supply() -> float:
    values = surveillance.values
    return values["a"] * values["n"] / values["d"]


def _eigenvalue(supply: float) -> complex:
    """Return how a small push swings and fades at the dormant point, per day."""
    return complex(steady_states(surveillance, s=supply)[1].eigenvalues[0])


def _period(supply: float) -> float:
    return 2 * math.pi / abs(_eigenvalue(supply).imag)


def _crossings(supply: float) -> int:
    return sum(point.values["T"] > 0 for point in steady_states(surveillance, s=supply))


def _visibility_at_which_hiding_stops_to_pay() -> float:
    """Compare growth and killing of an edited cell in the dormant tumour of visible ones."""
    values = editing.values
    dormant = steady_states(surveillance)[1].values
    growth = values["a"] * (1 - values["c"]) * (1 - values["b"] * dormant["T"])
    return growth / (values["n"] * dormant["E"])


def _visibility_at_which_the_tumour_is_held() -> float:
    def held(visibility: float) -> bool:
        run = simulate(editing, days=(0, 3000), points=2, eps=visibility)
        return run.outcome == "held"

    return threshold(held, 0.2, 0.6, tolerance=1e-4)


EXERCISES = (
    Exercise(
        "2.1",
        answer=_eliminating_supply,
        unit="Mc/day",
        tolerance=0.01,
        hints=(
            "Growth stops where division and killing cancel out: set $a - n s/d$ to zero.",
            "From $a = n s/d$ follows $s = a d/n$; the table above gives $a$ = 0.18 and "
            "$d$ = 0.0412 per day, and $n$ = 0.1101 per day and million cells.",
        ),
        misconceptions={
            "Above this supply the *large* tumour can no longer exist, but a dormant one still "
            "can: set the supply to 0.033 in the first figure and see it stay.": (
                _supply_without_large_tumour
            ),
            "This is the *number* of effector cells that stops growth, $a/n$; the question is how "
            "many must *arrive each day* to keep that number, although a share $d$ is lost.": (
                lambda: surveillance.values["a"] / surveillance.values["n"]
            ),
            "Here $n$ and $d$ have changed places: better killers should make a *smaller* supply "
            "enough.": _inverted_supply,
        },
        explanation="That is about five times the published supply.",
    ),
    Exercise(
        "2.2",
        answer=_published_cliff,
        unit="Mc",
        tolerance=0.01,
        hints=(
            "A tumour of 60 million cells is held and one of 70 million escapes: look between.",
            "Try 65: it escapes, so the edge lies between 60 and 65. "
            "Halve that interval again, until it is narrower than one million.",
        ),
        misconceptions={
            "That is the steady state at the pass (C on the map). A tumour need not *start* there "
            "to be lost: a body that has never met it has few effector cells, so a much smaller "
            "one already runs over the pass.": (lambda: steady_states(surveillance)[2].values["T"]),
            "That is the size at which recruitment runs at half of its maximum ($g$). The edge "
            "lies higher: a tumour of 60 million cells still comes back, as the figure shows.": (
                lambda: surveillance.values["g"]
            ),
        },
        explanation="A lump of about 5 mm.",
    ),
    Exercise(
        "2.3",
        answer=lambda: _cliff(0.0005),
        unit="Mc",
        tolerance=0.02,
        hints=(
            "Effector cells tire sooner now: should a larger or a smaller tumour win?",
            "In the cell above set `m = 0.0005` and run it; it prints the new edge.",
        ),
        misconceptions={
            "That is the edge at the *published* exhaustion: `m` has not been changed yet, or the "
            "cell not run again.": _published_cliff,
            "Exhaustion up by half does not move the edge down by a third: it is no proportion. "
            "Let the model say how far it moves.": lambda: _published_cliff() / 1.5,
        },
        explanation="Half as much exhaustion again makes the edge nearly nine times lower.",
    ),
    Exercise(
        "2.4",
        answer=lambda: _crossings(0.033),
        unit="1",
        tolerance=0.01,
        hints=(
            "Count only crossings *with* a tumour: where the solid and the dashed line meet.",
            "`steady_states(surveillance, s=0.033)` lists every point at which both stand still; "
            "the first of them has no tumour.",
        ),
        misconceptions={
            "That is the map of the *published* supply: with more supply two of its crossings, the "
            "pass and the large tumour, have met and vanished.": lambda: _crossings(
                surveillance.values["s"]
            ),
            "One of these two is the body without a tumour ($T = 0$), where the lines of the map "
            "do not cross.": lambda: len(steady_states(surveillance, s=0.033)),
        },
        explanation="It is stable, so every tumour ends there, and none can escape.",
    ),
    Exercise(
        "2.5",
        answer=lambda: _period(0.02),
        unit="day",
        tolerance=0.01,
        hints=(
            "The imaginary part of an eigenvalue is an angle per day, and a swing is a full turn.",
            "`steady_states(surveillance, s=0.02)[1]` is the dormant point; its `period` is "
            "$2 \\pi$ divided by the imaginary part of its eigenvalues.",
        ),
        misconceptions={
            "That is the swing at the *published* supply, 0.013; the question is about 0.02.": (
                lambda: _period(surveillance.values["s"])
            ),
            "That is one over the imaginary part: the days for one *radian* of the swing. A full "
            "turn has $2 \\pi$ of them.": lambda: 1 / abs(_eigenvalue(0.02).imag),
            "That is one over the *real* part: how long the swing takes to fade, and not how long "
            "one swing takes.": lambda: -1 / _eigenvalue(0.02).real,
        },
        explanation="A little slower than at the published supply, and it fades sooner.",
    ),
    Exercise(
        "2.6",
        answer=_visibility_at_which_hiding_stops_to_pay,
        unit="1",
        tolerance=0.02,
        hints=(
            "In a dormant tumour division and killing of the visible cells cancel out. "
            "By which factor does each of the two change for an edited cell?",
            "Division is multiplied by $1 - c$ and killing by $\\varepsilon$; edited cells grow as "
            "long as the first factor is the larger one.",
        ),
        misconceptions={
            "That is the *cost* of hiding, or the visibility with which the figure opens. Hiding "
            "pays as long as it spares more killing than it costs growth.": (
                lambda: editing.values["c"]
            ),
            "Above this visibility the tumour is *held*, and below it escapes; yet edited cells "
            "take over on either side. Try 0.7 in the figure and look at who is left.": (
                _visibility_at_which_the_tumour_is_held
            ),
        },
        explanation="Even cells that are nearly as visible as the others take over, only slowly.",
    ),
)
