"""A virus that paints a target for CAR T cells: a model of chapter 7, in days and millions."""

from __future__ import annotations

import math

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

_VIRUS_DAY = 10
_CELLS_DAY = 14
_LATE_DAY = 24
_READ = 30


def _arm(
    model: Model,
    *,
    virus: bool = True,
    cells_on: float | None = None,
    **values: float,
) -> Run:
    """Run one arm of the experiment; a treatment that was taken out of the model is not given."""
    given = model.treatments
    courses: list[Course] = []
    if virus and "virus" in given:
        courses.append(given["virus"].at(_VIRUS_DAY))
    if cells_on is not None and "infusion" in given:
        courses.append(given["infusion"].at(cells_on))
    return simulate(model, days=(0, _READ), points=2, treatments=courses, **values)


def _share(
    model: Model, *, virus: bool = True, cells_on: float | None = None, **values: float
) -> float:
    """Tumour of an arm on day 30, as a share of the untreated one."""
    arm = _arm(model, virus=virus, cells_on=cells_on, **values)
    return float(arm["N"][-1] / _arm(model, virus=False)["N"][-1])


def _effect_without_target(model: Model) -> float:
    """Relative change that CAR T cells make without the virus.

    Infinite if they do not even halve the tumour with it: then they show nothing.
    """
    if _share(model, cells_on=_CELLS_DAY) > _share(model) / 2:
        return math.inf
    return abs(_share(model, virus=False, cells_on=_CELLS_DAY) - 1)


def _beyond_bliss(model: Model) -> float:
    """How far the pair lies below the product of the two treatments alone."""
    alone = _share(model) * _share(model, virus=False, cells_on=_CELLS_DAY)
    return alone - _share(model, cells_on=_CELLS_DAY)


def _harm_of_silent_killing(model: Model) -> float:
    """How much more tumour the pair leaves than the virus alone if killing releases no virus."""
    return _share(model, cells_on=_CELLS_DAY, rl=0) - _share(model)


class OvCart(Model):
    """An oncolytic virus gives tumour cells the antigen that CAR T cells look for.

    Infected cells carry a shortened CD19 on their surface. The virus bursts them, and CAR T cells
    against CD19 kill them, which sets virus free too. The virus has no other enemy: no antibodies,
    no interferon. Long runs swing up and down as no tumour in a mouse would, so read them to about
    day 40. The constants are made up.
    """

    leaves_out = (
        "There is no immunity against the virus: no antibodies and no interferon.",
        "The tumour keeps the painted antigen, and no cell resists the virus.",
        "There is no cytokine release, so a larger dose never hurts.",
        "The clock and the sizes are those of a mouse.",
    )

    a = Parameter(
        "Tumour growth",
        0.12,
        unit="1/day",
        range=(0.05, 0.3),
        source="illustrative",
        meaning="how fast a small tumour grows when nothing stops it",
    )
    K = Parameter(
        "Carrying capacity",
        1500,
        unit="Mc",
        range=(500, 3000),
        source="illustrative",
        meaning="the size at which the tumour outgrows its space",
    )
    be = Parameter(
        "Infection",
        0.005,
        unit="1/(Mpfu day)",
        range=(0, 0.02),
        source="illustrative",
        latex=r"\beta",
        meaning="how fast free virus infects the tumour cells around it",
    )
    vi = Parameter(
        "Virions that enter a cell",
        1,
        unit="pfu/cell",
        source="illustrative",
        latex="v",
        meaning="a convention: one is enough, and it is used up",
    )
    dl = Parameter(
        "Bursting of infected cells",
        0.08,
        unit="1/day",
        range=(0.02, 0.5),
        source="illustrative",
        latex=r"\delta",
        meaning="share of the infected cells that the virus bursts each day",
    )
    bu = Parameter(
        "Burst size",
        7,
        unit="pfu/cell",
        range=(1, 20),
        source="illustrative",
        latex="b",
        meaning="virions that an infected cell sets free when it bursts",
    )
    om = Parameter(
        "Clearance of virus",
        2,
        unit="1/day",
        range=(0.5, 6),
        source="illustrative",
        latex=r"\omega",
        meaning="how fast free virus decays or is washed out",
    )
    k = Parameter(
        "Killing",
        0.3,
        unit="1/(Mc day)",
        range=(0, 1),
        source="illustrative",
        meaning="how fast CAR T cells kill the infected cells they meet",
    )
    rl = Parameter(
        "Virus released by killing",
        1,
        unit="1",
        range=(0, 1),
        source="illustrative",
        latex=r"\rho",
        meaning="share of the burst that is set free when a T cell kills an infected cell",
    )
    p = Parameter(
        "Expansion at the antigen",
        0.4,
        unit="1/day",
        range=(0, 1),
        source="illustrative",
        meaning="how fast CAR T cells multiply where infected cells abound",
    )
    g = Parameter(
        "Half-effect size",
        30,
        unit="Mc",
        range=(5, 100),
        source="illustrative",
        meaning="infected cells at which CAR T cells multiply at half of the maximum",
    )
    dC = Parameter(  # noqa: N815  (the name in the formulas)
        "Loss of CAR T cells",
        0.15,
        unit="1/day",
        range=(0.05, 0.6),
        source="illustrative",
        latex="d_C",
        meaning="share of the CAR T cells that dies or leaves each day",
    )
    pfu = Parameter(
        "Dose of virus",
        50,
        unit="Mpfu",
        range=(5, 200),
        source="illustrative",
        latex="D_V",
        meaning="what one injection brings into the tumour",
    )
    dose = Parameter(
        "Dose of CAR T cells",
        5,
        unit="Mc",
        range=(0, 20),
        source="illustrative",
        latex="D_C",
        meaning="what one injection brings into the tumour",
    )

    U = State(
        "Uninfected tumour cells",
        start=30,
        unit="Mc",
        range=(1, 500),
        scale="log",
        measured_by="callipers for the volume; flow cytometry for the share without CD19",
        actor="tumour",
        meaning="tumour cells at the start",
    )
    I = State(  # noqa: E741  (the name in the formulas)
        "Infected tumour cells",
        start=0,
        unit="Mc",
        measured_by="flow cytometry of the tumour: tumour cells with CD19 on their surface",
        actor="resistant",
    )
    V = State(
        "Free virus",
        start=0,
        unit="Mpfu",
        measured_by="plaque assay: plaques that a tumour's fluid makes in a cell layer",
        actor="drug",
    )
    C = State(
        "CAR T cells",
        start=0,
        unit="Mc",
        measured_by="flow cytometry of the tumour: T cells that bind CD19",
        actor="engineered",
    )

    virus = Treatment("Virus", adds={V: pfu}, source="Park2020")
    infusion = Treatment("CAR T cells", adds={C: dose}, source="Park2020")

    N = Observable("Whole tumour", U + I, unit="Mc", actor="tumour")
    R0 = Observable(
        "Cells that one infected cell infects",
        bu * be * U / (om + vi * be * U),
        unit="1",
        actor="resistant",
        latex="R_0",
    )

    division = Process(a * U, makes=U)
    crowding = Process(a * U * N / K, removes=U)
    infection = Process(be * U * V, converts=(U, I), removes={V: vi})
    bursting = Process(dl * I, removes=I, makes={V: bu})
    killing = Process(k * C * I, removes=I, makes={V: bu * rl})
    virus_clearance = Process(om * V, removes=V, label="clearance")
    expansion = Process(p * C * I / (g + I), makes=C)
    cell_loss = Process(dC * C, removes=C, label="loss")

    cured = Outcome(
        "cured",
        when=(lowest(U) < 1e-6) & (I < 1e-6),
        words="Less than one uninfected cell was expected at the lowest, and less than one "
        "infected cell at the end: many such tumours have none left.",
    )
    shrunken = Outcome(
        "shrunken",
        when=highest(U) > 2 * (U + I),
        words="The tumour is down to {U} uninfected and {I} infected: "
        "less than half of what it was.",
    )
    unseen = Outcome(
        "unseen",
        when=(highest(V) < 1e-6) & (highest(I) < 1e-6),
        words="No virus was given: the tumour stands at {U}, and none carries a target.",
    )
    fizzled = Outcome(
        "fizzled",
        when=V < 1e-3,
        words="Hardly any virus is left, and {U} carry no target: the infection fizzled out.",
    )
    spreading = Outcome(
        "spreading",
        when=True,
        words="The virus lives on ({V}), with {I} infected and {U} uninfected: still spreading.",
    )

    claim_no_target = Claim(
        "C7.8",
        "The same CAR T cells that halve an infected tumour leave one without virus exactly as it "
        "is: it carries no CD19.",
        quantity=_effect_without_target,
        below=1e-6,
        evidence="model",
        source="Park2020",
        rests_on=[virus, infection, killing],
    )
    claim_virus_alone = Claim(
        "C7.9",
        "The virus alone leaves 65 to 90 per cent of the untreated tumour on day 30.",
        quantity=_share,
        above=0.65,
        below=0.9,
        evidence="model",
        source="Park2020",
        rests_on=[virus, infection, bursting],
    )
    claim_both = Claim(
        "C7.10",
        "Virus on day 10 and CAR T cells on day 14 leave less than 15 per cent.",
        quantity=lambda model: _share(model, cells_on=_CELLS_DAY),
        below=0.15,
        evidence="mice",
        source="Park2020",
        rests_on=[virus, infusion, infection, killing],
    )
    claim_synergy = Claim(
        "C7.11",
        "The pair beats the product of the two alone (Bliss independence) by more than half of the "
        "untreated tumour.",
        quantity=_beyond_bliss,
        above=0.5,
        evidence="model",
        source="Park2020",
        rests_on=[virus, infusion, infection, killing],
    )
    claim_silent_killing = Claim(
        "C7.12",
        "Without virus from killed cells, CAR T cells would beat the infection down to almost "
        "nothing, and the pair would leave more tumour than the virus alone, by over a twentieth "
        "of the untreated one.",
        quantity=_harm_of_silent_killing,
        above=0.05,
        evidence="model",
        source="Park2020",
        rests_on=[infusion, killing, infection, bursting],
    )
    claim_late_cells = Claim(
        "C7.13",
        "CAR T cells on day 24, when the virus has spread, leave less than 2 per cent on day 30.",
        quantity=lambda model: _share(model, cells_on=_LATE_DAY),
        below=0.02,
        evidence="model",
        source="Park2020",
        rests_on=[virus, infusion, infection, killing],
    )


ov_cart = OvCart()
