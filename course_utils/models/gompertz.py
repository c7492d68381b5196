"""Gompertz growth: the model of chapter 1 that follows real tumours, in days and mm³."""

from __future__ import annotations

import sympy

from course_utils.analysis import fit, logistic_volume, threshold
from course_utils.datasets import synthetic_mice
from course_utils.modelling import (
    Claim,
    Model,
    Observable,
    Outcome,
    Parameter,
    Process,
    State,
    Treatment,
    lowest,
)
from course_utils.simulate import simulate

# The fit solves the equations a hundred times for each mouse, so a few mice stand for all.
_MICE = 6


def _error_of_logistic_to_own(model: Model) -> float:
    """Return by what factor logistic growth misses the volumes of synthetic mice more."""
    own = logistic = 0.0
    for _, mouse in synthetic_mice(mice=_MICE).groupby("ID"):
        days, volumes = mouse["day"], mouse["volume"]
        own += fit(model, days, volumes, ["alpha", "beta"]).sse
        logistic += fit(logistic_volume, days, volumes, {"r": 0.3, "K": 2000}).sse
    return logistic / own


def _day_of(model: Model, volume: float) -> float:
    """Return the day on which the untreated tumour reaches a volume in mm³."""

    def reached(day: float) -> bool:
        return bool(simulate(model, days=(0, day), points=2)["V"][-1] >= volume)

    return threshold(reached, 0.01, 200, tolerance=1e-6)


def _later_doubling(model: Model) -> float:
    """Return how many times as long as from 1 to 2 mm³ it takes from 500 to 1,000 mm³."""
    return (_day_of(model, 1000) - _day_of(model, 500)) / _day_of(model, 2)


def _left_by_three_cycles(model: Model) -> float:
    """Return the treated tumour's share of an untreated one's volume on day 84."""
    chemotherapy = model.treatments.get("chemotherapy")
    cycles = [chemotherapy.at(21, 42, 63)] if chemotherapy else []
    treated, untreated = (
        simulate(model, days=(0, 84), points=2, treatments=courses)["V"][-1]
        for courses in (cycles, [])
    )
    return float(treated / untreated)


class Gompertz(Model):
    """A tumour whose growth slows from its first day.

    The growth rate is itself a state that decays, which gives the same curve as the usual form
    with a logarithm. A treatment that shrinks the tumour also lifts its growth rate: the rate
    belongs to the size, and a tumour made small again grows like a small one.
    """

    leaves_out = (
        "One number stands for the whole tumour: no space, no vessels, no dead core.",
        "There is no immune system, and there was none in the mice whose tumours grow like this.",
        "Why growth slows is not said; the model only describes that it does.",
    )
    standing = "order of magnitude"

    V0 = Parameter(
        "Volume at injection",
        1,
        unit="mm3",
        range=(0.1, 10),
        source="Vaghi2020",
        latex="V_0",
        meaning="tumour volume on the day of injection; a cubic millimetre is a million cells",
    )
    alpha = Parameter(
        "First growth rate",
        0.60,
        unit="1/day",
        range=(0.3, 1.0),
        source="Mastri2019",
        latex=r"\alpha",
        meaning="how fast the tumour grows at first; half of 66 mice lay between 0.505 and 0.657",
    )
    beta = Parameter(
        "Slowing",
        0.08,
        unit="1/day",
        range=(0.03, 0.15),
        source="Mastri2019",
        latex=r"\beta",
        meaning="how fast the growth rate decays; half of 66 mice lay between 0.0611 and 0.0859",
    )
    f = Parameter(
        "Kill fraction",
        0.9,
        unit="1",
        range=(0, 0.99),
        source="illustrative",
        meaning="share of the tumour that one cycle of chemotherapy kills, whatever its size",
    )

    V = State(
        "Tumour volume",
        start=V0,
        unit="mm3",
        measured_by="callipers across the skin: π/6 times width squared times length",
        actor="tumour",
        source="Vaghi2020",
    )
    g = State(
        "Growth rate",
        start=alpha,
        unit="1/day",
        measured_by="two volumes a few days apart: the rise of their logarithm per day",
        actor="signal",
        source="Mastri2019",
    )

    plateau = Observable("Final volume", V * sympy.exp(g / beta), unit="mm3", latex="K")

    # A kill scales the volume by 1 - f, and the rate that belongs to a volume V is
    # beta ln(K / V), so that it rises by -beta ln(1 - f).
    chemotherapy = Treatment("Chemotherapy", scales={V: 1 - f}, adds={g: -beta * sympy.log(1 - f)})

    growth = Process(g * V, makes=V)
    slowing = Process(beta * g, removes=g)

    eliminated = Outcome(
        "eliminated",
        when=lowest(V) < 1e-6,
        words="The tumour fell below a millionth of a mm³, a single cell: eliminated.",
    )
    grown = Outcome(
        "grown",
        # The volume is above 95 % of its plateau.
        when=g < -sympy.log(0.95) * beta,
        words="The tumour stands at {V} and hardly grows any more.",
    )
    slowed = Outcome(
        "slowed",
        when=g < beta,
        words="The tumour stands at {V}; the days on which it added most are behind it.",
    )
    quickening = Outcome(
        "quickening",
        when=True,
        words="The tumour stands at {V} and adds more each day than the day before.",
    )

    claim_fits_better = Claim(
        "C1.2",
        "Logistic growth misses the volumes of tumours in mice by a squared error more than "
        "1.3 times as large; checked on six synthetic mice, which were drawn from Gompertz curves.",
        quantity=_error_of_logistic_to_own,
        above=1.3,
        evidence="mice",
        source="Vaghi2020",
        rests_on=[slowing],
    )
    claim_doubling_time = Claim(
        "C1.4",
        "From 500 to 1,000 mm³ a tumour takes more than five times as long as from 1 to 2 mm³: "
        "its doubling time is no constant.",
        quantity=_later_doubling,
        above=5,
        evidence="model",
        source="Vaghi2020",
        rests_on=[slowing],
    )
    claim_grows_back = Claim(
        "C1.5",
        "Three weeks after the last of three cycles that each killed 90 % of it, a tumour is back "
        "at more than half the volume of one that was never treated, and still below it.",
        quantity=_left_by_three_cycles,
        above=0.5,
        below=0.99,
        evidence="model",
        source="Norton1988",
        rests_on=[slowing, chemotherapy],
    )


gompertz = Gompertz()
