"""Logistic growth: the model of chapter 1 with a limit of space, in days and mm³."""

from __future__ import annotations

from course_utils.modelling import Model, Outcome, Parameter, Process, State, Treatment, lowest


class Logistic(Model):
    """A tumour that fills the space there is.

    It grows like an exponential one while it is small; the fuller its space, the more of its
    growth is lost to crowding.
    """

    leaves_out = (
        "One number stands for the whole tumour: no space, no vessels, no dead core.",
        "The space does not change, although a real tumour makes its own blood vessels.",
        "There is no immune system.",
    )

    V0 = Parameter(
        "Volume at injection",
        1,
        unit="mm3",
        range=(0.1, 10),
        source="Vaghi2020",
        latex="V_0",
        meaning="tumour volume on the day of injection; a cubic millimetre is a million cells",
    )
    r = Parameter(
        "Growth rate",
        0.20,
        unit="1/day",
        range=(0.02, 0.6),
        source="illustrative",
        meaning="how fast a small tumour grows",
    )
    K = Parameter(
        "Carrying capacity",
        2000,
        unit="mm3",
        range=(500, 5000),
        source="illustrative",
        meaning="volume at which the tumour has no room left",
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

    chemotherapy = Treatment("Chemotherapy", scales={V: 1 - f})

    growth = Process(r * V, makes=V)
    crowding = Process(r * V**2 / K, removes=V)

    eliminated = Outcome(
        "eliminated",
        when=lowest(V) < 1e-6,
        words="The tumour fell below a millionth of a mm³, a single cell: eliminated.",
    )
    grown = Outcome(
        "grown",
        when=V > 0.95 * K,
        words="The tumour stands at {V} and hardly grows any more: its space is full.",
    )
    slowed = Outcome(
        "slowed",
        when=V > K / 2,
        words="The tumour stands at {V}; the days on which it added most are behind it.",
    )
    quickening = Outcome(
        "quickening",
        when=True,
        words="The tumour stands at {V} and adds more each day than the day before.",
    )


logistic = Logistic()
