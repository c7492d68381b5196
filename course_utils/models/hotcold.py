"""Cold tumours and the drugs that warm them: the model of chapter 3, in days and million cells."""

from __future__ import annotations

import math
from itertools import pairwise

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
    highest,
    lowest,
)
from course_utils.simulate import Run, simulate

# Two doses a week apart, as in D-BEYOND, and the blockade of PD-1 from the day of the first.
_DOSES = (15, 22)
_TEN_DAYS_LATER = 25
_END = 35
_RANK_LEVELS = (0.05, 0.2, 0.4, 0.7, 1.0)


def _arm(
    model: Model,
    days: float = _END,
    *,
    denosumab: bool = False,
    anti_pd1: bool = False,
) -> Run:
    """Run one arm of the experiment; a treatment that was taken out of the model is not given."""
    courses: list[Course] = []
    if denosumab and "denosumab" in model.treatments:
        courses.append(model.treatments["denosumab"].at(*_DOSES))
    if anti_pd1 and "anti_pd1" in model.treatments:
        courses.append(model.treatments["anti_pd1"].during(_DOSES[0], days + 1))
    return simulate(model, days=(0, days), points=2, treatments=courses)


def _tumour_ratio(
    model: Model, *, denosumab: bool = False, anti_pd1: bool = False, **values: float
) -> float:
    """Return the final tumour of an arm, as a share of the untreated control's."""
    arm = _arm(model.set(**values), denosumab=denosumab, anti_pd1=anti_pd1)
    return float(arm["T"][-1] / _arm(model)["T"][-1])


def _beyond_bliss(model: Model) -> float:
    """How far the pair lies below the product of the two drugs alone."""
    alone = _tumour_ratio(model, denosumab=True) * _tumour_ratio(model, anti_pd1=True)
    return alone - _tumour_ratio(model, denosumab=True, anti_pd1=True)


def _fold(model: Model, name: str, **values: float) -> float:
    """Ten days after the first dose: how many times the untreated value."""
    model = model.set(**values)
    treated = _arm(model, _TEN_DAYS_LATER, denosumab=True)
    return float(treated[name][-1] / _arm(model, _TEN_DAYS_LATER)[name][-1])


def _smallest_rise_along_rank(model: Model) -> float:
    folds = [_fold(model, "C", r=level) for level in _RANK_LEVELS]
    return min(after - before for before, after in pairwise(folds))


def _benefit_of_rank_loss_without_cd8(model: Model) -> float:
    """Relative difference that the loss of RANK makes to a tumour in a host depleted of CD8."""
    courses = []
    if "cd8_depletion" in model.treatments:
        courses.append(model.treatments["cd8_depletion"].during(0, _END + 1))
    high, null = (
        simulate(model, days=(0, _END), points=2, treatments=courses, C=0, r=rank)["T"][-1]
        for rank in (1, 0)
    )
    return float(abs(1 - null / high))


class Hotcold(Model):
    """Suppressive myeloid cells keep killer T cells out of a tumour.

    A tumour with an active RANK pathway draws in myeloid cells, and these keep CD8 T cells out:
    the tumour is cold. Denosumab binds RANKL and lets T cells in; they switch on PD-L1, which
    blunts their killing, until PD-1 is blocked. One well-mixed place; no helper T cells, B cells
    or natural killer cells. The constants were chosen so that the findings appear; they show that
    the mechanism is enough, not that it is true.
    """

    leaves_out = (
        "Helper T cells, B cells, natural killer cells and dendritic cells are left out.",
        "Everything is well mixed: it has no rim, no core, and no way in to be found.",
        "RANKL acts on immune cells as well; here only tumour cells feel it.",
        "The clock is that of a mouse, and mice were given other blockers of RANKL than denosumab.",
    )

    a = Parameter(
        "Tumour growth",
        0.25,
        unit="1/day",
        range=(0.1, 0.4),
        source="illustrative",
        meaning="how fast a small tumour grows when nothing stops it, as in a mouse",
    )
    K = Parameter(
        "Carrying capacity",
        2000,
        unit="Mc",
        range=(500, 5000),
        source="illustrative",
        meaning="the size at which a tumour outgrows its space",
    )
    k = Parameter(
        "Killing",
        5,
        unit="1/day",
        range=(0, 10),
        source="illustrative",
        meaning="tumour cells that one T cell kills a day when it meets enough of them",
    )
    h = Parameter(
        "Half-killing size",
        40,
        unit="Mc",
        range=(10, 100),
        source="illustrative",
        meaning="tumour size at which a T cell kills at half its top speed",
    )
    th = Parameter(
        "Strength of PD-L1",
        6,
        unit="1",
        range=(0, 15),
        source="illustrative",
        latex=r"\theta",
        meaning="how strongly PD-L1, once switched on, holds T cells back",
    )
    cP = Parameter(  # noqa: N815  (the name in the formulas)
        "T cells for half of PD-L1",
        6,
        unit="Mc",
        range=(1, 20),
        source="illustrative",
        latex="c_P",
        meaning="T cells at which half of the PD-L1 is switched on",
    )
    up = Parameter(
        "Strength of PD-1 blockade",
        0.9,
        unit="1",
        range=(0, 1),
        source="illustrative",
        latex="u_P",
        meaning="share of the brake that the antibody takes off while it is given",
    )
    r = Parameter(
        "RANK activity",
        1,
        unit="1",
        range=(0, 1),
        source="illustrative",
        meaning="activity of the RANK pathway in the tumour; 0 is a tumour without RANK",
    )
    nu = Parameter(
        "Myeloid recruitment",
        12,
        unit="Mc/day",
        range=(0, 30),
        source="illustrative",
        meaning="suppressive myeloid cells that a large tumour draws in each day",
    )
    hN = Parameter(  # noqa: N815
        "Half-recruitment size, myeloid",
        60,
        unit="Mc",
        range=(10, 200),
        source="illustrative",
        latex="h_N",
        meaning="tumour size at which myeloid recruitment runs at half its maximum",
    )
    dN = Parameter(  # noqa: N815
        "Myeloid loss",
        0.3,
        unit="1/day",
        range=(0.1, 1),
        source="illustrative",
        latex="d_N",
        meaning="share of the myeloid cells that dies or leaves each day",
    )
    s = Parameter(
        "T-cell supply",
        0.3,
        unit="Mc/day",
        range=(0, 2),
        source="illustrative",
        meaning="CD8 T cells that enter each day, tumour or not",
    )
    rho = Parameter(
        "T-cell attraction",
        6,
        unit="Mc/day",
        range=(0, 15),
        source="illustrative",
        meaning="CD8 T cells that a large tumour draws in each day if nothing bars the way",
    )
    hC = Parameter(  # noqa: N815
        "Half-recruitment size, T cells",
        60,
        unit="Mc",
        range=(10, 200),
        source="illustrative",
        latex="h_C",
        meaning="tumour size at which it draws T cells in at half the maximum",
    )
    dC = Parameter(  # noqa: N815
        "T-cell loss",
        0.25,
        unit="1/day",
        range=(0.05, 0.6),
        source="illustrative",
        latex="d_C",
        meaning="share of the T cells in the tumour that dies or leaves each day",
    )
    Ns = Parameter(
        "Myeloid cells that halve T-cell entry",
        1,
        unit="Mc",
        range=(0.2, 10),
        source="illustrative",
        latex="N_s",
        meaning="the fewer it takes, the tighter the tumour is shut",
    )
    KD = Parameter(
        "Half-occupancy dose",
        0.2,
        unit="dose",
        range=(0.05, 1),
        source="illustrative",
        latex="K_D",
        meaning="denosumab, in doses, that binds half of the RANKL",
    )
    kD = Parameter(  # noqa: N815
        "Denosumab loss",
        math.log(2) / 25,
        unit="1/day",
        range=(0.01, 0.1),
        source="illustrative",
        latex="k_D",
        meaning="share of the drug that is lost each day; half of it in about 25 days",
    )

    T = State(
        "Tumour cells",
        start=1,
        unit="Mc",
        range=(0.01, 500),
        scale="log",
        measured_by="callipers: volume, at about a billion cells per cubic centimetre",
        actor="tumour",
        meaning="tumour cells at the start",
    )
    N = State(
        "Myeloid cells",
        start=0,
        unit="Mc",
        measured_by="flow cytometry of the tumour: suppressive macrophages and neutrophils",
        actor="suppressive",
    )
    C = State(
        "CD8 T cells",
        start=s / dC,
        unit="Mc",
        range=(0, 20),
        measured_by="flow cytometry of the tumour, or in patients the score of tumour-infiltrating "
        "lymphocytes (TIL) on a stained section",
        actor="effector",
        meaning="T cells at the start; s/dC is the level without any tumour",
    )
    D = State(
        "Denosumab",
        start=0,
        unit="dose",
        measured_by="ELISA of blood serum",
        actor="drug",
    )

    denosumab = Treatment("Denosumab", adds={D: 1}, source="GomezAleza2020")
    anti_pd1 = Treatment("PD-1 blockade", latex="W_P")
    cd8_depletion = Treatment("CD8 depletion", latex="W_C")

    uD = Observable(  # noqa: N815
        "RANKL bound by denosumab", D / (D + KD), unit="1", actor="drug", latex="u_D"
    )
    access = Observable(
        "Access for T cells",
        (1 - cd8_depletion) / (1 + N / Ns),
        unit="1",
        actor="suppressive",
        latex="A",
    )
    pdl1 = Observable("PD-L1 switched on", C / (C + cP), unit="1", actor="signal", latex="Q")
    SP = Observable(
        "Killing that PD-L1 leaves",
        1 / (1 + th * (1 - up * anti_pd1) * pdl1),
        unit="1",
        actor="effector",
        latex="S_P",
    )
    proliferation = Observable(
        "Division per tumour cell (as Ki-67 shows it)", a * (1 - T / K), unit="1/day"
    )

    division = Process(a * T, makes=T)
    crowding = Process(a * T**2 / K, removes=T)
    killing = Process(k * SP * C * T / (h + T), removes=T)
    myeloid_recruitment = Process(
        nu * r * (1 - uD) * T / (hN + T), makes=N, label="myeloid recruitment"
    )
    myeloid_loss = Process(dN * N, removes=N, label="myeloid loss")
    patrol = Process(s * access, makes=C)
    attraction = Process(rho * access * T / (hC + T), makes=C)
    cd8_loss = Process(dC * C, removes=C, label="T-cell loss")
    clearance = Process(kD * D, removes=D)

    eliminated = Outcome(
        "eliminated",
        when=lowest(T) < 1e-6,
        words="The tumour fell below a single cell: eliminated.",
    )
    held = Outcome(
        "held",
        when=highest(T) > 1.001 * T,
        words="The tumour has been larger than the {T} at which the run ends: held back.",
    )
    cold = Outcome(
        "cold",
        when=s / dC > C,
        words="The tumour reaches {T} and stays cold: T cells at {C}, fewer than without a tumour.",
    )
    warm = Outcome(
        "warm",
        when=True,
        words="T cells came in ({C}), but the tumour still reaches {T}: warm, not beaten.",
    )

    claim_denosumab_alone = Claim(
        "C3.1",
        "Denosumab alone leaves the tumour at 75 to 95 per cent of the control's size on day 35: "
        "more T cells inside need not mean a much smaller tumour.",
        quantity=lambda model: _tumour_ratio(model, denosumab=True),
        above=0.75,
        below=0.95,
        evidence="model",
        source="GomezAleza2020",
        rests_on=[denosumab, myeloid_recruitment, killing],
    )
    claim_anti_pd1_alone = Claim(
        "C3.2",
        "Blocking PD-1 alone does as little in a tumour with high RANK activity: "
        "75 to 95 per cent of the control's size.",
        quantity=lambda model: _tumour_ratio(model, anti_pd1=True),
        above=0.75,
        below=0.95,
        evidence="model",
        source="GomezAleza2020",
        rests_on=[anti_pd1, myeloid_recruitment, killing],
    )
    claim_combination = Claim(
        "C3.3",
        "Together they leave less than 40 per cent of the control's tumour.",
        quantity=lambda model: _tumour_ratio(model, denosumab=True, anti_pd1=True),
        below=0.4,
        evidence="mice",
        source="GomezAleza2020",
        rests_on=[denosumab, anti_pd1, killing],
    )
    claim_synergy = Claim(
        "C3.4",
        "The pair beats the product of the two drugs alone (Bliss independence) "
        "by more than 0.3 of the control's tumour.",
        quantity=_beyond_bliss,
        above=0.3,
        evidence="model",
        source="GomezAleza2020",
        rests_on=[denosumab, anti_pd1, killing, myeloid_recruitment],
    )
    claim_cd8_up = Claim(
        "C3.5",
        "Ten days after the first dose of denosumab the tumour holds more than twice the control's "
        "CD8 T cells.",
        quantity=lambda model: _fold(model, "C"),
        above=2,
        evidence="patients",
        patients=24,
        source="GomezAleza2020",
        rests_on=[denosumab, myeloid_recruitment],
    )
    claim_myeloid_down = Claim(
        "C3.6",
        "On the same day it holds less than 40 per cent of the control's myeloid cells.",
        quantity=lambda model: _fold(model, "N"),
        below=0.4,
        evidence="mice",
        source="GomezAleza2020",
        rests_on=[denosumab],
    )
    # D-BEYOND saw no change. A drug that does nothing would show none either, so the claim also
    # asks for the trace that killing leaves by making room, and it fails without it.
    claim_proliferation = Claim(
        "C3.7",
        "Denosumab changes the division of a tumour cell by less than 2 per cent on that day, "
        "and only through the room that killing makes.",
        quantity=lambda model: 100 * (_fold(model, "proliferation") - 1),
        above=0.1,
        below=2,
        unit="per cent",
        evidence="patients",
        patients=24,
        source="GomezAleza2020",
        rests_on=[denosumab, killing, myeloid_recruitment],
    )
    claim_needs_cd8 = Claim(
        "C3.8",
        "In a host depleted of CD8 T cells, losing RANK makes no difference to the tumour.",
        quantity=_benefit_of_rank_loss_without_cd8,
        below=1e-6,
        evidence="mice",
        source="GomezAleza2020",
        rests_on=[cd8_depletion],
    )
    claim_rank_null = Claim(
        "C3.9",
        "A tumour without RANK reaches less than 70 per cent of the size of one with it.",
        quantity=lambda model: _tumour_ratio(model, r=0),
        below=0.7,
        evidence="mice",
        source="GomezAleza2020",
        rests_on=[myeloid_recruitment, killing],
    )
    claim_biomarker = Claim(
        "C3.10",
        "The higher the RANK activity, the more times denosumab multiplies the T cells: "
        "at 0.05, 0.2, 0.4, 0.7 and 1, each fold is higher than the one before.",
        quantity=_smallest_rise_along_rank,
        above=0.1,
        evidence="model",
        source="GomezAleza2020",
        rests_on=[denosumab, myeloid_recruitment],
    )
    claim_adaptive = Claim(
        "C3.11",
        "The T cells that denosumab lets in switch on more than 1.5 times the PD-L1.",
        quantity=lambda model: _fold(model, "pdl1"),
        above=1.5,
        evidence="model",
        source="Tumeh2014",
        rests_on=[denosumab, myeloid_recruitment],
    )


hotcold = Hotcold()
