"""The IL-6 loop that makes stem-like cells: the model of chapter 6, in days and mm³ of tumour."""

from __future__ import annotations

import math

import numpy as np

from course_utils.modelling import (
    Claim,
    Course,
    Model,
    Observable,
    Outcome,
    Parameter,
    Process,
    State,
    Treatment,
    lowest,
)
from course_utils.simulate import Run, simulate

_END = 200
_LATE = 60
# Loss of PTEN, which restrains the pathways that switch IL-6 on.
_PTEN_LOSS = 150


def _arm(
    model: Model,
    *,
    trastuzumab: bool = False,
    blocker_from: float | None = None,
    **values: float,
) -> Run:
    """Run one arm for 200 days; a treatment that was taken out of the model is not given."""
    given = model.treatments
    courses: list[Course] = []
    if trastuzumab and "trastuzumab" in given:
        courses.append(given["trastuzumab"].during(0, _END + 1))
    if blocker_from is not None and "blocker" in given:
        courses.append(given["blocker"].during(blocker_from, _END + 1))
    return simulate(model, days=(0, _END), points=10 * _END + 1, treatments=courses, **values)


def _smallest(run: Run) -> float:
    return float(run["N"].min())


def _day_of_relapse(run: Run) -> float:
    """Return the day on which the tumour, once smaller, is back above 100 mm³; else infinity."""
    nadir = int(run["N"].argmin())
    back = np.flatnonzero(run["N"][nadir:] > 100)
    return float(run.t[nadir + back[0]]) if back.size and nadir else math.inf


def _end(run: Run, name: str) -> float:
    return float(run[name][-1])


def _trace_of_blocker(model: Model) -> float:
    """Largest change, over 200 days without trastuzumab, that the blocker alone makes.

    Either to the tumour's volume, relative to the untreated one, or to its share of stem cells.
    """
    alone, untreated = _arm(model, blocker_from=0), _arm(model)
    volume = np.abs(alone["N"] / untreated["N"] - 1).max()
    return float(max(volume, np.abs(alone["f"] - untreated["f"]).max()))


class Il6(Model):
    """Stem-like cells and IL-6 call each other up, and a tumour escapes trastuzumab.

    Trastuzumab kills the bulk of a HER2-positive tumour and spares its few stem-like cells. These
    make most of the IL-6, and IL-6 in turn makes bulk cells stem-like and keeps stem-like cells
    from maturing: a loop that is off or on. Two kinds of cells and no others, no immune cells, no
    other road to resistance. The constants are made up, such that the loop lifts IL-6 more than a
    hundredfold, as in cells that were selected with trastuzumab for long.
    """

    leaves_out = (
        "Two kinds of tumour cells, and nothing between them.",
        "There are no immune cells, although IL-6 acts on them as well.",
        "The drugs have no rise and fall: a window is on or off.",
        "Other roads to resistance are left out, such as p95HER2 and PI3K.",
    )

    rB = Parameter(  # noqa: N815  (the name in the formulas)
        "Growth of bulk cells",
        0.1,
        unit="1/day",
        range=(0.03, 0.2),
        source="illustrative",
        latex="r_B",
        meaning="how fast bulk cells multiply; 0.1 a day doubles them in a week",
    )
    rS = Parameter(  # noqa: N815
        "Growth of stem-like cells",
        0.1,
        unit="1/day",
        range=(0.03, 0.2),
        source="illustrative",
        latex="r_S",
        meaning="how fast stem-like cells multiply",
    )
    K = Parameter(
        "Carrying capacity",
        1500,
        unit="mm3",
        range=(500, 3000),
        source="illustrative",
        meaning="the size at which the tumour outgrows its space",
    )
    kH = Parameter(  # noqa: N815
        "Killing by trastuzumab",
        0.15,
        unit="1/day",
        range=(0, 0.4),
        source="illustrative",
        latex="k_H",
        meaning="share of the bulk cells that trastuzumab kills each day",
    )
    c0 = Parameter(
        "Bulk to stem-like, loop off",
        0.004,
        unit="1/day",
        range=(0, 0.02),
        source="illustrative",
        latex="c_0",
        meaning="share of the bulk cells that turns stem-like each day without IL-6",
    )
    c1 = Parameter(
        "Bulk to stem-like, by the loop",
        0.02,
        unit="1/day",
        range=(0, 0.2),
        source="illustrative",
        latex="c_1",
        meaning="how much the switched-on loop adds to that share",
    )
    q = Parameter(
        "Maturing of stem-like cells",
        0.2,
        unit="1/day",
        range=(0, 0.5),
        source="illustrative",
        meaning="share of the stem-like cells that turns into bulk each day; the loop stops it",
    )
    pS = Parameter(  # noqa: N815
        "IL-6 of stem-like cells",
        50,
        unit="1",
        range=(10, 200),
        source="illustrative",
        latex="p_S",
        meaning="how many times a bulk cell's IL-6 a stem-like cell makes; 150 is a loss of PTEN",
    )
    w = Parameter(
        "Gain of the loop",
        4,
        unit="1",
        range=(0, 10),
        source="illustrative",
        meaning="how many times over the switched-on loop adds to a stem-like cell's IL-6",
    )
    KL = Parameter(
        "Threshold of the loop",
        8,
        unit="1",
        range=(4, 20),
        source="illustrative",
        latex="K_L",
        meaning="IL-6 at which the loop is half on",
    )
    dL = Parameter(  # noqa: N815
        "Turnover of IL-6",
        2,
        unit="1/day",
        range=(0.5, 4),
        source="illustrative",
        latex="d_L",
        meaning="how fast IL-6 follows the cells that make it",
    )
    u = Parameter(
        "Strength of the IL-6R blocker",
        0.7,
        unit="1",
        range=(0, 1),
        source="illustrative",
        meaning="share of the IL-6 signal that the blocker stops while it is given",
    )

    B = State(
        "Bulk tumour cells",
        start=98,
        unit="mm3",
        range=(1, 500),
        measured_by="callipers for the volume; flow cytometry for the share without stem markers",
        actor="tumour",
        meaning="volume of bulk cells at the start",
    )
    S = State(
        "Stem-like tumour cells",
        start=2,
        unit="mm3",
        range=(0.1, 50),
        scale="log",
        measured_by="flow cytometry: the share with high ALDH activity, or CD44 without CD24",
        actor="resistant",
        meaning="volume of stem-like cells at the start",
    )
    L = State(
        "IL-6",
        start=2,
        unit="1",
        measured_by="ELISA of tumour fluid, relative to a tumour without stem-like cells",
        actor="signal",
    )

    trastuzumab = Treatment("Trastuzumab", latex="H")
    blocker = Treatment("IL-6R blocker", latex="U")

    N = Observable("Whole tumour", B + S, unit="mm3", actor="tumour")
    f = Observable("Share of stem-like cells", S / (B + S), unit="1", actor="resistant")
    x = Observable("IL-6 signal", L * (1 - u * blocker), unit="1", actor="signal")
    # The fourth power makes it a switch. Fixed: a slider would only hide that.
    W = Observable("Loop switched on", x**4 / (KL**4 + x**4), unit="1", actor="signal")

    division = Process(rB * B, makes=B, label="division of bulk cells")
    crowding = Process(rB * B * N / K, removes=B, label="crowding of bulk cells")
    killing = Process(kH * trastuzumab * B, removes=B)
    reverting = Process((c0 + c1 * W) * B, converts=(B, S))
    maturing = Process(q * (1 - W) * S, converts=(S, B))
    stem_division = Process(rS * S, makes=S, label="division of stem-like cells")
    stem_crowding = Process(rS * S * N / K, removes=S, label="crowding of stem-like cells")
    bulk_il6 = Process(dL * (1 - f), makes=L, label="bulk release")
    stem_il6 = Process(dL * pS * f, makes=L, label="stem-like release")
    loop_il6 = Process(dL * pS * f * w * W, makes=L, label="loop release")
    il6_loss = Process(dL * L, removes=L, label="loss of IL-6")

    resistant = Outcome(
        "resistant",
        when=(B + S > 100) & (S > B),
        words="Stem-like cells have taken over, {S} of them against {B} of bulk: resistant.",
    )
    growing = Outcome(
        "growing",
        when=B + S > 100,
        words="The tumour grows, {B} of it bulk and {S} stem-like.",
    )
    vanishing = Outcome(
        "nearly gone",
        when=B + S < 1,
        words="Less than a cubic millimetre is left: nearly gone.",
    )
    relapsing = Outcome(
        "relapsing",
        when=(S > B) & (lowest(S) < S),
        words="The tumour is small, but {S} of it is stem-like against {B} of bulk: "
        "a relapse has begun.",
    )
    responding = Outcome(
        "responding",
        when=True,
        words="The tumour is small, {B} of bulk and {S} stem-like: the treatment works.",
    )

    claim_responds = Claim(
        "C6.1",
        "On trastuzumab alone a tumour of 100 mm³ first shrinks, to between 20 and 70.",
        quantity=lambda model: _smallest(_arm(model, trastuzumab=True)),
        above=20,
        below=70,
        unit="mm3",
        evidence="model",
        source="Korkaya2012",
        rests_on=[trastuzumab, loop_il6],
    )
    claim_relapses = Claim(
        "C6.2",
        "And relapses: it is back above 100 mm³ between day 25 and 70.",
        quantity=lambda model: _day_of_relapse(_arm(model, trastuzumab=True)),
        above=25,
        below=70,
        unit="day",
        evidence="model",
        source="Korkaya2012",
        rests_on=[trastuzumab, stem_division, reverting, loop_il6],
    )
    claim_stem_like = Claim(
        "C6.3a",
        "The relapse is stem-like: more than 95 per cent on day 200.",
        quantity=lambda model: _end(_arm(model, trastuzumab=True), "f"),
        above=0.95,
        evidence="cells",
        source="Korkaya2012",
        rests_on=[trastuzumab, stem_il6, reverting],
    )
    claim_hundredfold = Claim(
        "C6.3b",
        "It holds more than a hundred times the IL-6 of an untreated tumour.",
        quantity=lambda model: _end(_arm(model, trastuzumab=True), "L") / _end(_arm(model), "L"),
        above=100,
        evidence="cells",
        source="Korkaya2012",
        rests_on=[trastuzumab, loop_il6, maturing],
    )
    claim_early_share = Claim(
        "C6.4a",
        "With 70 per cent blockade of IL-6R from day 0 as well, stem-like cells never reach "
        "10 per cent.",
        quantity=lambda model: float(_arm(model, trastuzumab=True, blocker_from=0)["f"].max()),
        below=0.1,
        evidence="mice",
        source="Korkaya2012",
        rests_on=[blocker, maturing],
    )
    claim_early_volume = Claim(
        "C6.4b",
        "And by day 200 less than 1 mm³ is left.",
        quantity=lambda model: _end(_arm(model, trastuzumab=True, blocker_from=0), "N"),
        below=1,
        unit="mm3",
        evidence="mice",
        source="Korkaya2012",
        rests_on=[blocker, trastuzumab, maturing],
    )
    claim_late_volume = Claim(
        "C6.5a",
        "In this model, and not in the paper, the same blockade from day 60 comes too late: "
        "more than 1000 mm³ on day 200.",
        quantity=lambda model: _end(_arm(model, trastuzumab=True, blocker_from=_LATE), "N"),
        above=1000,
        unit="mm3",
        evidence="model",
        source="Korkaya2012",
        rests_on=[stem_il6, stem_division, reverting],
    )
    claim_late_share = Claim(
        "C6.5b",
        "In this model, too, more than 95 per cent of that tumour is stem-like.",
        quantity=lambda model: _end(_arm(model, trastuzumab=True, blocker_from=_LATE), "f"),
        above=0.95,
        evidence="model",
        source="Korkaya2012",
        rests_on=[loop_il6, trastuzumab, reverting],
    )
    claim_strong_volume = Claim(
        "C6.6a",
        "A late start can still work if the blockade is strong enough: with 99 per cent from "
        "day 60, less than 10 mm³ on day 200.",
        quantity=lambda model: _end(_arm(model, trastuzumab=True, blocker_from=_LATE, u=0.99), "N"),
        below=10,
        unit="mm3",
        evidence="mice",
        source="Korkaya2012",
        rests_on=[blocker, trastuzumab, maturing],
    )
    claim_strong_share = Claim(
        "C6.6b",
        "And less than 10 per cent of it is stem-like.",
        quantity=lambda model: _end(_arm(model, trastuzumab=True, blocker_from=_LATE, u=0.99), "f"),
        below=0.1,
        evidence="mice",
        source="Korkaya2012",
        rests_on=[blocker, maturing],
    )
    claim_nothing_to_block = Claim(
        "C6.7",
        "Without trastuzumab the loop is off, and the blocker alone changes neither the tumour's "
        "volume nor its share of stem-like cells by more than a hundredth.",
        quantity=_trace_of_blocker,
        below=0.01,
        evidence="model",
        source="Korkaya2012",
        rests_on=[maturing],
    )
    claim_pten_on = Claim(
        "C6.8a",
        "With three times the IL-6 of a stem-like cell, as after a loss of PTEN, the loop is on "
        "without any treatment: more than 90 per cent stem-like on day 200.",
        quantity=lambda model: _end(_arm(model, pS=_PTEN_LOSS), "f"),
        above=0.9,
        evidence="cells",
        source="Korkaya2012",
        rests_on=[stem_il6, reverting],
    )
    claim_pten_resists = Claim(
        "C6.8b",
        "Such a tumour resists trastuzumab from the first day: it never falls to 60 mm³.",
        quantity=lambda model: _smallest(_arm(model, trastuzumab=True, pS=_PTEN_LOSS)),
        above=60,
        unit="mm3",
        evidence="cells",
        source="Korkaya2012",
        rests_on=[stem_il6, stem_division],
    )


il6 = Il6()
