"""Progestin, RANKL and the beginning of tumours: the variant at the end of chapter 4."""

from __future__ import annotations

import math

from course_utils.modelling import (
    Claim,
    Model,
    Observable,
    Outcome,
    Parameter,
    Process,
    State,
    Treatment,
)
from course_utils.simulate import simulate

_TEN_YEARS = 3652.5


def _hazard_ratio(model: Model, *drugs: str) -> float:
    """Hazard over ten years with these drugs, relative to none; drugs taken out are not given."""

    def hazard(names: tuple[str, ...]) -> float:
        courses = [
            model.treatments[name].during(0, _TEN_YEARS + 1)
            for name in names
            if name in model.treatments
        ]
        run = simulate(model, days=(0, _TEN_YEARS), points=2, treatments=courses)
        return -math.log(run["F"][-1])

    return hazard(drugs) / hazard(())


def _excess_removed(model: Model) -> float:
    """Share of progestin's excess hazard that the blocker takes away, in per cent."""
    with_progestin = _hazard_ratio(model, "progestin")
    blocked = _hazard_ratio(model, "progestin", "blocker")
    return 100 * (with_progestin - blocked) / (with_progestin - 1)


class Progestin(Model):
    """A hormone raises the chance that a tumour begins, by way of RANKL.

    Women who take progestin make more RANKL in the breast, and RANKL lets more tumours begin. A
    blocker of RANKL would take most of that excess away. In 2011 its use for prevention in women
    was a hypothesis, and all numbers here are made up: this is no estimate of anyone's risk.
    """

    leaves_out = (
        "Age, other hormones, and every other cause of breast cancer are left out.",
        "A tumour begins at once, and how it grows is not followed.",
        "All women are alike.",
    )

    nu = Parameter(
        "Hazard without hormone",
        0.02,
        unit="1/year",
        range=(0.001, 0.05),
        source="illustrative",
        meaning="share of the women in whom a first tumour begins each year",
    )
    psiI = Parameter(  # noqa: N815  (the name in the formulas)
        "Effect of RANK on the hazard",
        3,
        unit="1",
        range=(0, 10),
        source="illustrative",
        latex=r"\psi_I",
        meaning="how many times over a full RANK signal adds to the hazard",
    )
    l = Parameter(  # noqa: E741  (the name in the formulas)
        "RANKL under progestin",
        2,
        unit="1",
        range=(0, 10),
        source="illustrative",
        latex=r"\ell",
        meaning="level of RANKL in the breast while progestin is taken, relative to a standard",
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
        "Strength of the blocker",
        0.95,
        unit="1",
        range=(0, 1),
        source="illustrative",
        meaning="share of the RANKL that the blocker binds while it is given",
    )
    year = Parameter(
        "Days in a year",
        365.25,
        unit="day/year",
        source="illustrative",
        latex="y",
        meaning="a convention: three common years and a leap year",
    )

    F = State(
        "Tumour-free women",
        start=1,
        unit="1",
        measured_by="following a cohort: the share of its women without a diagnosis",
        actor="effector",
        # Run by chance, the model follows a cohort of twenty thousand women one by one.
        single=1 / 20_000,
    )

    progestin = Treatment("Progestin", latex="W_P")
    blocker = Treatment("RANKL blocker", latex="W_B")

    free = Observable(
        "RANKL left free",
        l * progestin * (1 - u * blocker),
        unit="1",
        actor="signal",
        latex="f",
    )
    S = Observable("RANK signal", free / (free + KL), unit="1", actor="signal")
    hazard = Observable("Hazard", nu * (1 + psiI * S), unit="1/year")

    initiation = Process(nu * F / year, removes=F, label="other beginnings")
    rank_initiation = Process(nu * psiI * S * F / year, removes=F, label="beginnings through RANK")

    followed = Outcome(
        "followed",
        when=True,
        words="On the last day a share of {F} of the women has no tumour.",
    )

    claim_doubles = Claim(
        "C4.8a",
        "Progestin doubles the hazard that a tumour begins.",
        quantity=lambda model: _hazard_ratio(model, "progestin"),
        above=1.99,
        below=2.01,
        evidence="model",
        source="Tan2011",
        rests_on=[progestin, rank_initiation],
    )
    claim_blocker = Claim(
        "C4.8b",
        "Blocking RANKL takes away more than 90 per cent of the excess.",
        quantity=_excess_removed,
        above=90,
        unit="per cent",
        evidence="model",
        source="Tan2011",
        rests_on=[blocker],
    )


progestin = Progestin()
