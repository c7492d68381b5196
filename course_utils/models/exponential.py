"""Exponential growth: the simplest model of chapter 1, in days and mm³."""

from __future__ import annotations

from course_utils.modelling import Model, Outcome, Parameter, Process, State, Treatment, lowest


class Exponential(Model):
    """A tumour that doubles in the same time, over and over.

    Nothing slows it: no shortage of space, of blood or of nutrients.
    """

    leaves_out = (
        "Nothing slows the growth: no shortage of space, blood or nutrients.",
        "All cells are alike, and one number stands for the whole tumour.",
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
        meaning="how fast the tumour grows; it doubles in 0.69 divided by this many days",
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

    eliminated = Outcome(
        "eliminated",
        when=lowest(V) < 1e-6,
        words="The tumour fell below a millionth of a mm³, a single cell: eliminated.",
    )
    smaller = Outcome(
        "smaller",
        when=V < V0,
        words="The tumour is down to {V}, smaller than on the first day, and growing again.",
    )
    larger = Outcome(
        "larger",
        when=True,
        words="The tumour has grown to {V}, and nothing in this model will stop it.",
    )


exponential = Exponential()
