"""IL-1β, the fire that a tumour lights, and anakinra: the model of chapter 5, in days and cm³."""

from __future__ import annotations

import math

import numpy as np

from course_utils.modelling import (
    Baseline,
    Claim,
    Course,
    Model,
    Observable,
    Outcome,
    Parameter,
    Process,
    State,
    Treatment,
    highest,
)
from course_utils.simulate import Run, simulate

_END = 120
_TWO_WEEKS = 14


def _arm(
    model: Model,
    days: float = _END,
    *,
    anakinra_until: float = 0,
    chemotherapy: bool = False,
    anti_tgfb: bool = False,
) -> Run:
    """Run one arm; anakinra is injected daily from day 0, and not on the day it stops.

    A treatment that was taken out of the model is not given.
    """
    given = model.treatments
    courses: list[Course] = []
    if anakinra_until and "anakinra" in given:
        courses.append(given["anakinra"].at(*np.arange(0.0, anakinra_until)))
    if chemotherapy and "chemotherapy" in given:
        courses.append(given["chemotherapy"].during(_TWO_WEEKS, _END))
    if anti_tgfb and "anti_tgfb" in given:
        courses.append(given["anti_tgfb"].during(0, days + 1))
    return simulate(model, days=(0, days), points=2, treatments=courses)


def _signature_after_two_weeks(model: Model) -> float:
    return float(_arm(model, _TWO_WEEKS, anakinra_until=_TWO_WEEKS)["X"][-1])


def _under_anakinra(model: Model, name: str, day: float) -> float:
    """Return a value after so many days of anakinra, as a share of the untreated patient's."""
    return float(_arm(model, day, anakinra_until=day)[name][-1] / _arm(model, day)[name][-1])


def _split_dose(model: Model) -> float:
    """Signature after two weeks of half the dose twice a day, as a share of the whole once."""
    given = model.treatments
    courses = []
    if "anakinra" in given:
        courses.append(given["anakinra"].at(*np.arange(0, _TWO_WEEKS, 0.5), dose=0.5))
    split = simulate(model, days=(0, _TWO_WEEKS), points=2, treatments=courses)
    return float(split["X"][-1] / _signature_after_two_weeks(model))


def _growth(run: Run) -> float:
    """Return how many times its first volume the tumour has at the end."""
    return float(run["T"][-1] / run["T"][0])


def _signature_four_weeks_after_stopping(model: Model) -> float:
    """Return the signature on day 42, or 0 if anakinra had not halved it by day 14."""
    if _signature_after_two_weeks(model) > 0.5:
        return 0.0
    return float(_arm(model, 42, anakinra_until=_TWO_WEEKS)["X"][-1])


class Il1(Model):
    """Inflammation by IL-1β feeds a tumour, and a receptor blocker turns it down.

    TGFβ on the membrane of tumour cells primes myeloid cells, primed cells make IL-1β, and IL-1β
    on its receptor speeds the tumour up and writes an inflammatory signature into the blood.
    Anakinra competes for the receptor. No immune cell kills; absorption of the drug is ignored;
    IL-1β does not make more of itself. Dose and half-life of the drug are those of its label,
    all else is made up.
    """

    leaves_out = (
        "No immune cell kills in it.",
        "The inflammatory signature of the blood stands for inflammation in the tumour.",
        "The drug is there at once; in the body its level peaks after 3 to 7 hours.",
        "IL-1β does not make more of itself, so blocking its receptor hardly lowers it.",
        "IL-1 can act the other way in bone metastases, which are left out.",
    )

    g = Parameter(
        "Tumour growth",
        0.01,
        unit="1/day",
        range=(0.002, 0.03),
        source="illustrative",
        meaning="how fast a small tumour grows without inflammation",
    )
    eps = Parameter(
        "Boost by inflammation",
        1,
        unit="1",
        range=(0, 3),
        source="illustrative",
        meaning="how many times over IL-1β on every receptor adds to the growth",
    )
    K = Parameter(
        "Carrying capacity",
        500,
        unit="cm3",
        range=(200, 1000),
        source="illustrative",
        meaning="the size at which the tumour outgrows its space",
    )
    pi_ = Parameter(
        "Priming by TGFβ",
        0.5,
        unit="1/day",
        range=(0.05, 2),
        source="illustrative",
        latex=r"\pi",
        meaning="how fast the membranes of a large tumour prime myeloid cells",
    )
    h = Parameter(
        "Half-priming size",
        20,
        unit="cm3",
        range=(5, 100),
        source="illustrative",
        meaning="tumour size at which priming runs at half its maximum",
    )
    dM = Parameter(  # noqa: N815  (the name in the formulas)
        "Loss of priming",
        0.1,
        unit="1/day",
        range=(0.02, 0.5),
        source="illustrative",
        latex="d_M",
        meaning="share of the primed cells that is replaced or calms down each day",
    )
    uT = Parameter(  # noqa: N815
        "Strength of anti-TGFβ",
        0.9,
        unit="1",
        range=(0, 1),
        source="illustrative",
        latex="u_T",
        meaning="share of the priming that the antibody prevents while it is given",
    )
    p = Parameter(
        "IL-1β production",
        200,
        unit="pg/(mL day)",
        range=(50, 800),
        source="illustrative",
        meaning="IL-1β made in a day if all myeloid cells are primed",
    )
    dI = Parameter(  # noqa: N815
        "IL-1β clearance",
        8,
        unit="1/day",
        range=(2, 16),
        source="illustrative",
        latex="d_I",
        meaning="how fast IL-1β is broken down; 8 a day is a half-life of two hours",
    )
    KI = Parameter(
        "Half-effect level of IL-1β",
        10,
        unit="pg/mL",
        range=(2, 50),
        source="illustrative",
        latex="K_I",
        meaning="IL-1β that holds half of the receptors when no drug is there",
    )
    dose = Parameter(
        "Dose of anakinra",
        100,
        unit="mg",
        range=(10, 400),
        source="KineretLabel",
        latex="D",
        meaning="what one injection brings into the body",
    )
    kA = Parameter(  # noqa: N815
        "Anakinra elimination",
        24 * math.log(2) / 5,
        unit="1/day",
        range=(0.5, 8),
        source="KineretLabel",
        latex="k_A",
        meaning="how fast the drug is lost; half of it in five hours",
    )
    KA = Parameter(
        "Half-effect amount of anakinra",
        2,
        unit="mg",
        range=(0.5, 10),
        source="illustrative",
        latex="K_A",
        meaning="anakinra that would hold half of the receptors if there were no IL-1β",
    )
    kX = Parameter(  # noqa: N815
        "Turnover of the signature",
        0.3,
        unit="1/day",
        range=(0.05, 1),
        source="illustrative",
        latex="k_X",
        meaning="how fast blood cells forget the inflammation of the day before",
    )
    kch = Parameter(
        "Killing by chemotherapy",
        0.018,
        unit="1/day",
        range=(0, 0.05),
        source="illustrative",
        latex=r"k_{\mathrm{ch}}",
        meaning="share of the tumour that chemotherapy kills each day while it is given",
    )

    T = State(
        "Tumour volume",
        start=30,
        unit="cm3",
        range=(5, 150),
        measured_by="CT scans: the volumes of all lesions added up",
        actor="tumour",
        meaning="tumour volume at the start",
    )
    M = State(
        "Primed myeloid cells",
        start=pi_ * T / (pi_ * T + dM * (h + T)),
        unit="1",
        at_most=1,
        measured_by="flow cytometry of a biopsy: the share of CD11c+ cells that contain IL-1β",
        actor="suppressive",
        meaning="share at the start; the level at which a tumour of that size holds it",
    )
    I = State(  # noqa: E741  (the name in the formulas)
        "IL-1β",
        start=p * M / dI,
        unit="pg/mL",
        measured_by="ELISA of tumour fluid",
        actor="signal",
        meaning="level at the start, at which making and clearance are equal",
    )
    A = State(
        "Anakinra",
        start=0,
        unit="mg",
        measured_by="ELISA of blood serum, times the volume in which the drug spreads",
        actor="drug",
    )
    X = State(
        "Inflammatory signature",
        start=1,
        unit="1",
        measured_by="RNA of blood leukocytes: a score of inflammatory genes, 1 before treatment",
        actor="signal",
    )

    anakinra = Treatment("Anakinra", adds={A: dose}, source="KineretLabel")
    anti_tgfb = Treatment("Anti-TGFβ", latex="W_T")
    chemotherapy = Treatment("Chemotherapy", latex=r"W_{\mathrm{ch}}")

    j = Observable(
        "Receptors held by IL-1β",
        (I / KI) / (1 + I / KI + A / KA),
        unit="1",
        actor="signal",
    )
    j0 = Baseline("Receptors held by IL-1β before treatment", I / (KI + I), unit="1", latex="j_0")

    division = Process(g * T, makes=T)
    inflamed_division = Process(g * eps * j * T, makes=T, label="inflamed division")
    crowding = Process(g * (1 + eps * j) * T**2 / K, removes=T)
    chemo_killing = Process(kch * chemotherapy * T, removes=T, label="killing")
    priming = Process(pi_ * (1 - uT * anti_tgfb) * T / (h + T) * (1 - M), makes=M)
    calming = Process(dM * M, removes=M)
    il1_production = Process(p * M, makes=I, label="production")
    il1_clearance = Process(dI * I, removes=I, label="clearance")
    elimination = Process(kA * A, removes=A)
    writing = Process(kX * j / j0, makes=X)
    fading = Process(kX * X, removes=X)

    shrunken = Outcome(
        "shrunken",
        when=highest(T) > 1.001 * T,
        words="The tumour ends at {T}, smaller than it has been; the signature stands at {X}.",
    )
    calmed = Outcome(
        "calmed",
        when=X < 0.5,
        words="The signature has more than halved, to {X}, but the tumour still grows, to {T}.",
    )
    inflamed = Outcome(
        "inflamed",
        when=True,
        words="The signature stands at {X} of its first value, and the tumour grows to {T}.",
    )

    claim_signature = Claim(
        "C5.1",
        "Two weeks of daily anakinra bring the inflammatory signature below half.",
        quantity=_signature_after_two_weeks,
        below=0.5,
        evidence="patients",
        patients=11,
        source="Wu2018",
        rests_on=[anakinra, fading],
    )
    # The trial saw the expression of IL1B fall as well, for which IL-1β would have to make IL-1β.
    # A drug that does nothing would leave it as it is, so the claim asks for the trace that a
    # smaller tumour leaves.
    claim_cytokine = Claim(
        "C5.2",
        "After those two weeks the IL-1β itself stands here at 95 to 99.9 per cent of an untreated "
        "patient's: the drug blocks the receptor, and only the slower tumour makes a little less.",
        quantity=lambda model: _under_anakinra(model, "I", _TWO_WEEKS),
        above=0.95,
        below=0.999,
        evidence="model",
        source="Wu2018",
        rests_on=[anakinra, inflamed_division],
    )
    claim_split = Claim(
        "C5.3",
        "Half the dose twice a day brings the signature below 90 per cent of what the whole dose "
        "once a day does.",
        quantity=_split_dose,
        below=0.9,
        evidence="model",
        source="KineretLabel",
        rests_on=[anakinra, elimination],
    )
    claim_slower = Claim(
        "C5.4a",
        "On day 120 the tumour under anakinra has 40 to 80 per cent of the untreated one's volume.",
        quantity=lambda model: _under_anakinra(model, "T", _END),
        above=0.4,
        below=0.8,
        evidence="mice",
        source="Wu2018",
        rests_on=[anakinra, inflamed_division, priming],
    )
    claim_still_grows = Claim(
        "C5.4b",
        "But it has grown to more than 1.5 times its first volume: slowed, not shrunken.",
        quantity=lambda model: _growth(_arm(model, anakinra_until=_END)),
        above=1.5,
        evidence="model",
        source="Wu2018",
        rests_on=[division],
    )
    claim_chemotherapy = Claim(
        "C5.5a",
        "Chemotherapy alone, from day 14 to 120, ends at 0.5 to 1 times the first volume.",
        quantity=lambda model: _growth(_arm(model, chemotherapy=True)),
        above=0.5,
        below=1,
        evidence="model",
        source="Wu2018",
        rests_on=[chemotherapy, division, inflamed_division],
    )
    claim_combination = Claim(
        "C5.5b",
        "With anakinra it ends at less than 75 per cent of that.",
        quantity=lambda model: (
            _growth(_arm(model, anakinra_until=_END, chemotherapy=True))
            / _growth(_arm(model, chemotherapy=True))
        ),
        below=0.75,
        evidence="model",
        source="Wu2018",
        rests_on=[anakinra, inflamed_division, priming],
    )
    claim_upstream_cells = Claim(
        "C5.6a",
        "Sixty days of anti-TGFβ leave less than 40 per cent of the myeloid cells primed.",
        quantity=lambda model: float(_arm(model, 60, anti_tgfb=True)["M"][-1]),
        below=0.4,
        evidence="model",
        source="Wu2018",
        rests_on=[anti_tgfb, calming],
    )
    claim_upstream_cytokine = Claim(
        "C5.6b",
        "That is blocking upstream: the IL-1β itself falls below half of its first level.",
        quantity=lambda model: float(_arm(model, 60, anti_tgfb=True)["I"][-1]) / model.values["I"],
        below=0.5,
        evidence="model",
        source="Wu2018",
        rests_on=[anti_tgfb, calming, il1_clearance],
    )
    claim_returns = Claim(
        "C5.7",
        "Once anakinra, stopped on day 14, has halved the signature, "
        "it is back above 0.9 four weeks later.",
        quantity=_signature_four_weeks_after_stopping,
        above=0.9,
        evidence="model",
        source="Wu2018",
        rests_on=[anakinra, elimination, writing],
    )


il1 = Il1()
