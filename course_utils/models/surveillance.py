"""Immune surveillance: the model of chapter 2, in days and million cells."""

from __future__ import annotations

from course_utils.modelling import (
    Claim,
    Model,
    Outcome,
    Parameter,
    Process,
    State,
    Treatment,
    lowest,
)
from course_utils.simulate import simulate

# Long enough for every run below to have come to rest (the slowest rate is about 0.006 a day).
_LONG = (0.0, 6000.0)


def _final_tumour(model: Model, **values: float) -> float:
    return float(simulate(model.set(**values), days=_LONG, points=2)["T"][-1])


def _largest_final_tumour(model: Model) -> float:
    return max(_final_tumour(model, s=0.033, T=start) for start in (1e-3, 1.0, 10.0, 100.0, 450.0))


def _final_after_suppression(model: Model, strength: float, days: float) -> float:
    """Suppress recruitment from day 45, starting from the dormant tumour."""
    drugs = model.treatments.get("immunosuppression")
    course = [drugs.during(45, 45 + days)] if drugs else []
    run = simulate(
        model, days=_LONG, points=2, treatments=course, E=1.608110, T=8.186382, u=strength
    )
    return float(run["T"][-1])


class Surveillance(Model):
    """Effector cells hunt tumour cells.

    Two populations meet in one well-mixed place. Tumour cells draw effector cells in, effector
    cells kill tumour cells, and killing wears them out. The constants were fitted to a lymphoma
    in mice (Kuznetsov and colleagues, 1994), not to breast cancer.
    """

    leaves_out = (
        "One kind of effector cell stands for all the cells that kill.",
        "Everything is well mixed: no cell has to find its way in.",
        "Tumour cells never change, so they cannot learn to hide.",
        "Cells are counted like sand: below a single cell the curve has lost its meaning.",
        "The constants belong to a lymphoma in mice, and not to a breast tumour.",
    )
    standing = "calibrated"

    s = Parameter(
        "Effector supply",
        0.013,
        unit="Mc/day",
        range=(0.001, 0.09),
        source="Kuznetsov1994",
        meaning="new effector cells that arrive each day, tumour or not",
    )
    p = Parameter(
        "Recruitment",
        0.1245,
        unit="1/day",
        range=(0, 0.25),
        source="Kuznetsov1994",
        meaning="how strongly a tumour makes effector cells come and multiply",
    )
    g = Parameter(
        "Half-recruitment size",
        20.19,
        unit="Mc",
        range=(5, 60),
        source="Kuznetsov1994",
        meaning="tumour size at which recruitment runs at half its maximum",
    )
    m = Parameter(
        "Exhaustion",
        3.422e-4,
        unit="1/(Mc day)",
        range=(0, 0.002),
        source="Kuznetsov1994",
        meaning="how fast tumour cells wear effector cells out",
    )
    d = Parameter(
        "Effector loss",
        0.0412,
        unit="1/day",
        range=(0.005, 0.12),
        source="Kuznetsov1994",
        meaning="share of the effector cells that dies or leaves each day",
    )
    a = Parameter(
        "Tumour growth",
        0.18,
        unit="1/day",
        range=(0.03, 0.35),
        source="Kuznetsov1994",
        meaning="how fast a small tumour grows when nothing stops it",
    )
    b = Parameter(
        "Crowding",
        0.002,
        unit="1/Mc",
        range=(0.001, 0.01),
        source="Kuznetsov1994",
        meaning="one over the size at which a tumour outgrows its space",
    )
    n = Parameter(
        "Killing",
        0.1101,
        unit="1/(Mc day)",
        range=(0, 0.3),
        source="Kuznetsov1994",
        meaning="how fast effector cells kill the tumour cells they meet",
    )
    u = Parameter(
        "Strength of immunosuppression",
        0.9,
        unit="1",
        range=(0, 1),
        source="illustrative",
        meaning="share of recruitment that the drugs block while they are taken",
    )

    E = State(
        "Effector cells",
        start=s / d,
        unit="Mc",
        range=(0, 6),
        measured_by="flow cytometry of a biopsy: killer T cells per gram of tissue",
        actor="effector",
        source="Kuznetsov1994",
        meaning="effector cells at the start; s/d is the level without any tumour",
    )
    T = State(
        "Tumour cells",
        start=1,
        unit="Mc",
        range=(1e-6, 450),
        scale="log",
        measured_by="callipers or a scan: volume, at about a billion cells per cubic centimetre",
        actor="tumour",
        # Effector cells are hundreds of thousands from the first day on, so chance averages out
        # for them: they stay a level, and single tumour cells meet them.
        single=1e-6,
        meaning="tumour cells at the start; one millionth of a million is a single cell",
    )

    immunosuppression = Treatment("Immunosuppressive drugs", latex="U")

    supply = Process(s, makes=E)
    recruitment = Process(p * (1 - u * immunosuppression) * E * T / (g + T), makes=E)
    exhaustion = Process(m * E * T, removes=E)
    effector_loss = Process(d * E, removes=E, label="effector loss")
    division = Process(a * T, makes=T)
    crowding = Process(a * b * T**2, removes=T)
    killing = Process(n * E * T, removes=T)

    eliminated = Outcome(
        "eliminated",
        when=lowest(T) < 1e-6,
        words="The tumour fell below a single cell: eliminated.",
    )
    escaped = Outcome(
        "escaped",
        when=b * T > 0.5,
        words="The tumour reaches {T} and fills more than half of its space: escaped.",
    )
    shrinking = Outcome(
        "shrinking",
        when=(T < 0.5) & (lowest(T) * 1.001 >= T),
        words="The tumour is down to {T} and still shrinking when the run ends.",
    )
    dormant = Outcome(
        "dormant",
        when=True,
        words="The tumour stands at {T}, alive and held in check: dormant.",
    )

    claim_eliminates = Claim(
        "C2.1a",
        "With an effector supply of 0.0716 million cells per day, "
        "a tumour of a million cells is eliminated.",
        quantity=lambda model: _final_tumour(model, s=0.0716, T=1),
        below=1e-6,
        unit="Mc",
        evidence="model",
        source="Kuznetsov1994",
        rests_on=[killing, supply],
    )
    claim_holds_all = Claim(
        "C2.1b",
        "With 0.033 million cells per day, no tumour of up to 450 million cells escapes: "
        "all end dormant.",
        quantity=_largest_final_tumour,
        above=1e-6,
        below=10,
        unit="Mc",
        evidence="model",
        source="Kuznetsov1994",
        rests_on=[killing, recruitment],
    )
    claim_holds_small = Claim(
        "C2.1c",
        "With 0.013 million cells per day, a tumour that starts with 10 million cells "
        "is held dormant.",
        quantity=lambda model: _final_tumour(model, s=0.013, T=10),
        above=1e-6,
        below=10,
        unit="Mc",
        evidence="model",
        source="Kuznetsov1994",
        rests_on=[killing, recruitment],
    )
    claim_loses_large = Claim(
        "C2.1d",
        "With the same supply, a tumour that starts with 100 million cells escapes.",
        quantity=lambda model: _final_tumour(model, s=0.013, T=100),
        above=400,
        unit="Mc",
        evidence="model",
        source="Kuznetsov1994",
        rests_on=[exhaustion],
    )
    claim_loses_all = Claim(
        "C2.1e",
        "With 0.0055 million cells per day, even a tumour that starts with a million cells "
        "escapes.",
        quantity=lambda model: _final_tumour(model, s=0.0055, T=1),
        above=400,
        unit="Mc",
        evidence="model",
        source="Kuznetsov1994",
        rests_on=[exhaustion],
    )
    claim_brief = Claim(
        "C2.3a",
        "Halving recruitment for 18 days lets a dormant tumour swell, but it returns to dormancy.",
        quantity=lambda model: _final_after_suppression(model, strength=0.5, days=18),
        above=1e-6,
        below=10,
        unit="Mc",
        evidence="model",
        source="Kuznetsov1994",
        rests_on=[killing, recruitment],
    )
    claim_long = Claim(
        "C2.3b",
        "Cutting recruitment to a tenth for 91 days lets the tumour escape for good.",
        quantity=lambda model: _final_after_suppression(model, strength=0.9, days=91),
        above=400,
        unit="Mc",
        evidence="model",
        source="Kuznetsov1994",
        rests_on=[immunosuppression, exhaustion],
    )


surveillance = Surveillance()
