"""Regulatory T cells, RANKL and lung metastasis: the model of chapter 4, in days."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from sympy import exp

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
)
from course_utils.simulate import Run, simulate

_END = 60
_INJECTIONS = range(5, _END)
_SURGERY_DAYS = (20, 30, 40)


def _arm(
    model: Model,
    *,
    injections: Iterable[float] = (),
    antibody_from: float | None = None,
    surgery_on: float | None = None,
    **values: float,
) -> Run:
    """Run one arm of the experiment; a treatment that was taken out of the model is not given."""
    given = model.treatments
    courses: list[Course] = []
    if "rankl_injection" in given and (days := tuple(injections)):
        courses.append(given["rankl_injection"].at(*days))
    if "antibody" in given and antibody_from is not None:
        courses.append(given["antibody"].during(antibody_from, _END + 1))
    if "surgery" in given and surgery_on is not None:
        courses.append(given["surgery"].at(surgery_on))
    return simulate(model, days=(0, _END), points=2, treatments=courses, **values)


def _colonies(run: Run) -> float:
    return float(run["J"][-1])


def _share_of_control(model: Model, arm: Run) -> float:
    """Colonies of an arm, as a share of the untreated control's."""
    return _colonies(arm) / _colonies(_arm(model))


def _largest_change_of_the_primary(model: Model) -> float:
    """Largest relative change of the primary tumour among arms that change the colonies.

    Infinite if an arm leaves the colonies as they were: there is then nothing to compare.
    """
    control = _arm(model)
    arms = [
        _arm(model, phi=0),
        _arm(model, phi=0, injections=_INJECTIONS),
        _arm(model, rank=0.5),
        _arm(model, antibody_from=5),
        _arm(model, antibody_from=45),
    ]
    if any(abs(_colonies(arm) / _colonies(control) - 1) < 0.1 for arm in arms):
        return math.inf
    return float(max(abs(arm["P"][-1] / control["P"][-1] - 1) for arm in arms))


def _smallest_step_of_waiting(model: Model) -> float:
    """By what factor ten days of waiting for surgery multiply the colonies, at least."""
    colonies = [_colonies(_arm(model, surgery_on=day)) for day in _SURGERY_DAYS]
    return min(later / earlier for earlier, later in pairwise(colonies))


class TregRankl(Model):
    """Regulatory T cells make RANKL, and RANKL helps tumour cells to seed the lung.

    A growing primary tumour draws in regulatory T cells. They make RANKL, which makes tumour
    cells with RANK leave and settle; each seeded cell founds a colony with a small chance. The
    regulatory T cells' brake on other immune cells is left out on purpose: one mechanism at a
    time. Metastases do not seed others. The constants are made up, such that the untreated mouse
    has about 29 colonies and half a gene dose of RANK about half of them.
    """

    leaves_out = (
        "The brake of these cells on the rest of immunity: one mechanism at a time.",
        "Metastases do not seed further metastases, and only the lung is seeded.",
        "RANKL has other sources than regulatory T cells.",
        "The finding is from mice with tumours driven by ErbB2.",
    )

    a = Parameter(
        "Primary growth",
        0.15,
        unit="1/day",
        range=(0.05, 0.3),
        source="illustrative",
        meaning="how fast a small primary tumour grows",
    )
    K = Parameter(
        "Carrying capacity",
        1000,
        unit="Mc",
        range=(200, 3000),
        source="illustrative",
        meaning="the size at which the primary tumour outgrows its space",
    )
    phi = Parameter(
        "Treg recruitment",
        1.5,
        unit="hkc/day",
        range=(0, 3),
        source="illustrative",
        meaning="regulatory T cells that a large tumour draws in each day; 0 is a mouse without",
    )
    h = Parameter(
        "Half-recruitment size",
        50,
        unit="Mc",
        range=(10, 200),
        source="illustrative",
        meaning="tumour size at which recruitment runs at half its maximum",
    )
    dR = Parameter(  # noqa: N815  (the name in the formulas)
        "Treg loss",
        0.15,
        unit="1/day",
        range=(0.05, 0.5),
        source="illustrative",
        latex="d_R",
        meaning="share of the regulatory T cells that dies or leaves each day",
    )
    pL = Parameter(  # noqa: N815
        "RANKL production",
        1,
        unit="1/(hkc day)",
        range=(0, 3),
        source="illustrative",
        latex="p_L",
        meaning="RANKL that a hundred thousand regulatory T cells make in a day",
    )
    dL = Parameter(  # noqa: N815
        "RANKL loss",
        1,
        unit="1/day",
        range=(0.3, 3),
        source="illustrative",
        latex="d_L",
        meaning="share of the RANKL that is lost each day",
    )
    KL = Parameter(
        "RANKL of half effect",
        4,
        unit="1",
        range=(0.5, 20),
        source="illustrative",
        latex="K_L",
        meaning="level of RANKL at which half of the RANK signals",
    )
    u = Parameter(
        "Strength of the antibody",
        0.95,
        unit="1",
        range=(0, 1),
        source="illustrative",
        meaning="share of the RANKL that the antibody binds while it is given",
    )
    m = Parameter(
        "Seeding",
        1.4e-3,
        unit="1/(Mc day)",
        range=(1e-4, 1e-2),
        scale="log",
        source="illustrative",
        meaning="cells that a million tumour cells send to the lung in a day without any RANKL",
    )
    psi = Parameter(
        "Effect of RANK on seeding",
        20,
        unit="1",
        range=(0, 40),
        source="illustrative",
        meaning="how many times over a full RANK signal adds to seeding",
    )
    rank = Parameter(
        "RANK gene dose",
        1,
        unit="1",
        range=(0, 1),
        source="Tan2011",
        latex=r"\gamma",
        meaning="both copies of the gene are 1, one copy is 0.5, none is 0",
    )
    b = Parameter(
        "Division of a seeded cell",
        0.5,
        unit="1/day",
        range=(0.5, 1.5),
        source="illustrative",
        meaning="divisions a day of a tumour cell in the lung",
    )
    d = Parameter(
        "Death of a seeded cell",
        0.45,
        unit="1/day",
        range=(0, 0.5),
        source="illustrative",
        meaning="deaths a day of a tumour cell in the lung; nearly as many as divisions",
    )

    P = State(
        "Primary tumour",
        start=1,
        unit="Mc",
        range=(0.01, 100),
        scale="log",
        measured_by="callipers: volume, at about a billion cells per cubic centimetre",
        actor="tumour",
        meaning="tumour cells at the start",
    )
    R = State(
        "Regulatory T cells",
        start=0,
        unit="hkc",
        measured_by="flow cytometry of the tumour: CD4, CD25 and FoxP3 together",
        actor="suppressive",
    )
    L = State(
        "RANKL",
        start=0,
        unit="1",
        measured_by="ELISA of tumour tissue, relative to a standard",
        actor="signal",
    )
    J = State(
        "Lung colonies",
        start=0,
        unit="1",
        measured_by="counting nodules on sections of the lung; the equations give the mean mouse",
        actor="resistant",
        # A run by chance gives the colonies of one mouse; `seeding` has the cells behind them.
        single=1,
    )

    rankl_injection = Treatment("RANKL injection", adds={L: 12}, source="illustrative")
    antibody = Treatment("RANKL antibody", latex="W")
    surgery = Treatment("Surgery", sets={P: 0})

    free = Observable(
        "RANKL left free", L * (1 - u * antibody), unit="1", actor="signal", latex="F"
    )
    S = Observable("RANK signal", free / (free + KL), unit="1", actor="signal")
    establishment = Observable(
        "Chance that a seeded cell founds a colony",
        1 - d / b,
        unit="1",
        actor="resistant",
        latex=r"\varepsilon",
    )
    # Many independent seeds, few of which take: their number is Poisson with the mean J.
    metastasis_free = Observable("Mice without a lung colony", exp(-J), unit="1", actor="effector")

    division = Process(a * P, makes=P)
    crowding = Process(a * P**2 / K, removes=P)
    treg_recruitment = Process(phi * P / (h + P), makes=R, label="Treg recruitment")
    treg_loss = Process(dR * R, removes=R, label="Treg loss")
    rankl_production = Process(pL * R, makes=L, label="RANKL production")
    rankl_loss = Process(dL * L, removes=L, label="RANKL loss")
    seeding = Process(m * establishment * P, makes=J)
    rank_seeding = Process(
        m * psi * rank * S * establishment * P, makes=J, label="seeding through RANK"
    )

    spared = Outcome(
        "spared",
        when=J < 1,
        words="Fewer than one lung colony a mouse ({J} on average): "
        "more than a third of the mice have none.",
    )
    seeded = Outcome(
        "seeded",
        when=J < 10,
        words="{J} lung colonies a mouse on average: seeded.",
    )
    overrun = Outcome(
        "overrun",
        when=True,
        words="{J} lung colonies a mouse on average: hardly any mouse stays free.",
    )

    claim_no_treg = Claim(
        "C4.1",
        "Without regulatory T cells a mouse has less than 15 per cent of the control's colonies.",
        quantity=lambda model: _share_of_control(model, _arm(model, phi=0)),
        below=0.15,
        evidence="mice",
        source="Tan2011",
        rests_on=[treg_recruitment, rankl_production, rank_seeding],
    )
    claim_rankl_replaces = Claim(
        "C4.2",
        "Daily injections of RANKL replace the missing cells: 85 to 130 per cent of the control's "
        "colonies.",
        quantity=lambda model: _share_of_control(model, _arm(model, phi=0, injections=_INJECTIONS)),
        above=0.85,
        below=1.3,
        evidence="mice",
        source="Tan2011",
        rests_on=[rankl_injection, treg_recruitment, rankl_production],
    )
    claim_half_rank = Claim(
        "C4.3",
        "With one copy of the RANK gene instead of two, 45 to 60 per cent of the colonies remain.",
        quantity=lambda model: _share_of_control(model, _arm(model, rank=0.5)),
        above=0.45,
        below=0.6,
        evidence="mice",
        source="Tan2011",
        rests_on=[rank_seeding, rankl_production, treg_recruitment],
    )
    claim_early_antibody = Claim(
        "C4.4",
        "An antibody against RANKL from day 5 leaves less than 35 per cent of the colonies.",
        quantity=lambda model: _share_of_control(model, _arm(model, antibody_from=5)),
        below=0.35,
        evidence="model",
        source="Tan2011",
        rests_on=[antibody, rank_seeding, treg_recruitment],
    )
    # Without crowding most cells would leave in the last days, and a late start would be early.
    claim_late_antibody = Claim(
        "C4.5",
        "From day 45 the same antibody leaves more than 38 per cent: those seeds are sown.",
        quantity=lambda model: _share_of_control(model, _arm(model, antibody_from=45)),
        above=0.38,
        below=0.95,
        evidence="model",
        source="Tan2011",
        rests_on=[antibody, crowding, rank_seeding],
    )
    claim_same_primary = Claim(
        "C4.6",
        "Every one of these arms changes the colonies, and none changes the primary tumour.",
        quantity=_largest_change_of_the_primary,
        below=1e-7,
        evidence="model",
        source="Tan2011",
        rests_on=[rank_seeding, treg_recruitment, antibody],
    )
    claim_early_surgery = Claim(
        "C4.7a",
        "Surgery on day 20 leaves fewer than one colony.",
        quantity=lambda model: _colonies(_arm(model, surgery_on=20)),
        below=1,
        evidence="model",
        source="Tan2011",
        rests_on=[surgery],
    )
    claim_waiting = Claim(
        "C4.7b",
        "Each ten days of waiting for surgery, from day 20 to 40, "
        "multiply the colonies more than twice.",
        quantity=_smallest_step_of_waiting,
        above=2,
        evidence="model",
        source="Tan2011",
        rests_on=[surgery, division],
    )


treg_rankl = TregRankl()
