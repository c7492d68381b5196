"""CAR T cells on their way into a tumour: a model of chapter 7, in days and million cells."""

from __future__ import annotations

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

_INFUSION = 10
_STING_DAYS = (10, 13, 16, 19)
_END = 90
# CAR T cells made from Th17 and Tc17 cells stay longer in the tumour: their loss, per day.
_TH17 = 0.1


def _arm(
    model: Model,
    *,
    infusion: bool = True,
    th17: bool = False,
    sting: bool = False,
    antibodies: bool = False,
    days: float = _END,
) -> Run:
    """Run one arm of the experiment; a treatment that was taken out of the model is not given."""
    given = model.treatments
    courses: list[Course] = []
    if infusion and "infusion" in given:
        courses.append(given["infusion"].at(_INFUSION))
    if sting and "sting" in given:
        courses.append(given["sting"].at(*_STING_DAYS))
    for name in ("anti_pd1", "anti_gr1"):
        if antibodies and name in given:
            courses.append(given[name].during(_INFUSION, days + 1))
    changes = {"dC": _TH17} if th17 else {}
    # Ten looks a day, among them each day of which a claim speaks.
    return simulate(
        model, days=(0, days), points=round(10 * days) + 1, treatments=courses, **changes
    )


def _on(run: Run, name: str, day: float) -> float:
    return float(run[name][np.searchsorted(run.t, day - 1e-6)])


def _exposure(run: Run) -> float:
    """Area under the curve of CAR T cells in the tumour, in million cell days."""
    return float(np.trapezoid(run["C"], run.t))


def _exposure_ratio(model: Model) -> float:
    """By what factor STING multiplies the exposure; 0 if there is none to multiply."""
    alone = _exposure(_arm(model))
    return _exposure(_arm(model, sting=True)) / alone if alone else 0.0


def _persistence(model: Model) -> float:
    """CAR T cells on day 30: how many times as many if they come from Th17 cells."""
    few = _on(_arm(model), "C", 30)
    return _on(_arm(model, th17=True), "C", 30) / few if few else 0.0


def _share_of_untreated(model: Model, run: Run) -> float:
    """Tumour on day 30, as a share of the untreated one."""
    return _on(run, "T", 30) / _on(_arm(model, infusion=False), "T", 30)


def _relapse(run: Run) -> float:
    """Tumour on day 90, as a multiple of what it was at the infusion."""
    return _on(run, "T", _END) / _on(run, "T", _INFUSION)


def _fewest_cells(run: Run) -> float:
    return float(run["T"].min()) * 1e6


class Cart(Model):
    """CAR T cells must find the tumour, live in it and be let work.

    They are infused into the blood, move into the tumour slowly, multiply where they meet their
    antigen, tire there and die. A STING agonist opens the way in for a few days; myeloid cells and
    PD-1 hold back those that are inside. One tumour, no cytokine release, no loss of the antigen,
    no chemotherapy beforehand. The constants are made up to give the order in which the arms of a
    study in mice ended.
    """

    leaves_out = (
        "Cytokine release and harm to nerves are left out, so a larger dose never hurts.",
        "The tumour keeps its antigen.",
        "There is one tumour, and no chemotherapy that makes room for the infused cells.",
        "The clock and the sizes are those of a mouse.",
    )

    a = Parameter(
        "Tumour growth",
        0.15,
        unit="1/day",
        range=(0.05, 0.3),
        source="illustrative",
        meaning="how fast a small tumour grows when nothing stops it",
    )
    K = Parameter(
        "Carrying capacity",
        2000,
        unit="Mc",
        range=(500, 5000),
        source="illustrative",
        meaning="the size at which the tumour outgrows its space",
    )
    k = Parameter(
        "Killing",
        0.5,
        unit="1/(Mc day)",
        range=(0, 2),
        source="illustrative",
        meaning="how fast CAR T cells kill the tumour cells they meet, if nothing holds them back",
    )
    p = Parameter(
        "Expansion at the antigen",
        0.35,
        unit="1/day",
        range=(0, 1),
        source="illustrative",
        meaning="how fast CAR T cells multiply in a large tumour",
    )
    g = Parameter(
        "Half-effect size",
        100,
        unit="Mc",
        range=(20, 500),
        source="illustrative",
        meaning="tumour size at which they multiply, and tire, at half of the maximum",
    )
    h0 = Parameter(
        "Homing",
        0.02,
        unit="1/day",
        range=(0, 0.2),
        source="illustrative",
        latex="h_0",
        meaning="share of the CAR T cells in the blood that enters the tumour each day",
    )
    h1 = Parameter(
        "Homing through STING",
        0.3,
        unit="1/day",
        range=(0, 1),
        source="illustrative",
        latex="h_1",
        meaning="how much a STING agonist at full effect adds to that share",
    )
    KX = Parameter(
        "Half-effect dose of the agonist",
        0.5,
        unit="dose",
        range=(0.1, 2),
        source="illustrative",
        latex="K_X",
        meaning="STING agonist, in doses, at which its effect is half",
    )
    db = Parameter(
        "Loss in the blood",
        0.15,
        unit="1/day",
        range=(0.05, 0.5),
        source="illustrative",
        latex="d_B",
        meaning="share of the CAR T cells in the blood that dies or goes elsewhere each day",
    )
    dX = Parameter(  # noqa: N815  (the name in the formulas)
        "Agonist loss",
        0.35,
        unit="1/day",
        range=(0.1, 2),
        source="illustrative",
        latex="d_X",
        meaning="how fast the effect of the STING agonist fades; half of it in two days",
    )
    dC = Parameter(  # noqa: N815
        "Loss in the tumour",
        0.35,
        unit="1/day",
        range=(0.05, 0.6),
        source="illustrative",
        latex="d_C",
        meaning="how fast CAR T cells die there: 0.35 conventional ones, 0.1 those from Th17 cells",
    )
    q = Parameter(
        "Suppression by myeloid cells",
        2,
        unit="1",
        range=(0, 5),
        source="illustrative",
        meaning="how strongly myeloid cells hold killing back; 2 leaves a third of it",
    )
    e = Parameter(
        "Exhaustion through PD-1",
        0.25,
        unit="1/day",
        range=(0, 0.6),
        source="illustrative",
        meaning="how fast a large tumour wears CAR T cells out",
    )
    u1 = Parameter(
        "Strength of anti-PD-1",
        0.9,
        unit="1",
        range=(0, 1),
        source="illustrative",
        latex="u_1",
        meaning="share of the exhaustion that the antibody prevents while it is given",
    )
    u2 = Parameter(
        "Strength of anti-GR-1",
        0.9,
        unit="1",
        range=(0, 1),
        source="illustrative",
        latex="u_2",
        meaning="share of the myeloid suppression that the antibody lifts while it is given",
    )
    dose = Parameter(
        "Infused CAR T cells",
        10,
        unit="Mc",
        range=(1, 40),
        source="illustrative",
        latex="D",
        meaning="what one infusion brings into the blood",
    )

    T = State(
        "Tumour cells",
        start=20,
        unit="Mc",
        range=(1, 500),
        scale="log",
        measured_by="callipers: volume, at about a billion cells per cubic centimetre",
        actor="tumour",
        meaning="tumour cells at the start",
    )
    B = State(
        "CAR T cells in blood",
        start=0,
        unit="Mc",
        measured_by="flow cytometry of a blood sample: T cells that bind the labelled antigen",
        actor="engineered",
    )
    C = State(
        "CAR T cells in tumour",
        start=0,
        unit="Mc",
        measured_by="flow cytometry of the tumour, or light from CAR T cells with luciferase",
        actor="engineered",
    )
    X = State(
        "STING agonist",
        start=0,
        unit="dose",
        measured_by="mass spectrometry of tumour tissue",
        actor="drug",
    )

    infusion = Treatment("CAR T infusion", adds={B: dose}, source="Xu2021")
    sting = Treatment("STING agonist", adds={X: 1}, source="Xu2021")
    anti_pd1 = Treatment("Anti-PD-1", latex="W_1", source="Xu2021")
    anti_gr1 = Treatment("Anti-GR-1", latex="W_2", source="Xu2021")

    hom = Observable(
        "Homing now", h0 + h1 * X / (X + KX), unit="1/day", actor="engineered", latex="h"
    )

    division = Process(a * T, makes=T)
    crowding = Process(a * T**2 / K, removes=T)
    killing = Process(k * C * T / (1 + q * (1 - u2 * anti_gr1)), removes=T)
    homing = Process(hom * B, converts=(B, C))
    blood_loss = Process(db * B, removes=B, label="loss in blood")
    expansion = Process(p * C * T / (g + T), makes=C)
    tumour_loss = Process(dC * C, removes=C, label="loss in tumour")
    exhaustion = Process(e * (1 - u1 * anti_pd1) * C * T / (g + T), removes=C)
    agonist_loss = Process(dX * X, removes=X, label="fading")

    cured = Outcome(
        "cured",
        when=lowest(T) < 1e-6,
        words="Less than one cell was expected at the lowest: many such tumours have lost "
        "their last one. A curve that rises again is an average, carried by the others.",
    )
    relapsed = Outcome(
        "relapsed",
        when=(T > 100) & (lowest(T) < 10),
        words="The tumour nearly vanished and is back at {T}: relapsed.",
    )
    controlled = Outcome(
        "controlled",
        when=T < 10,
        words="The tumour is down to {T} when the run ends: controlled for now.",
    )
    grown = Outcome(
        "grown",
        when=True,
        words="The tumour stands at {T}: not controlled. CAR T cells inside at the end: {C}.",
    )

    claim_conventional = Claim(
        "C7.1",
        "Conventional CAR T cells alone leave 50 to 80 per cent of the untreated tumour on day 30.",
        quantity=lambda model: _share_of_untreated(model, _arm(model)),
        above=0.5,
        below=0.8,
        evidence="model",
        source="Xu2021",
        rests_on=[infusion, homing, killing],
    )
    claim_trafficking = Claim(
        "C7.2",
        "A STING agonist at least triples the CAR T cells' presence in the tumour, "
        "summed over the days.",
        quantity=_exposure_ratio,
        above=3,
        evidence="mice",
        source="Xu2021",
        rests_on=[sting, homing],
    )
    claim_persistence = Claim(
        "C7.3",
        "On day 30 at least five times as many CAR T cells are left if they come from Th17 cells.",
        quantity=_persistence,
        above=5,
        evidence="mice",
        source="Xu2021",
        rests_on=[infusion, tumour_loss],
    )
    claim_control = Claim(
        "C7.4",
        "Such cells with a STING agonist leave less than 1 per cent of the untreated tumour on "
        "day 30.",
        quantity=lambda model: _share_of_untreated(model, _arm(model, th17=True, sting=True)),
        below=0.01,
        evidence="mice",
        source="Xu2021",
        rests_on=[infusion, sting, killing, homing],
    )
    claim_relapse = Claim(
        "C7.5a",
        "But on day 90 that tumour is larger than it was at the infusion.",
        quantity=lambda model: _relapse(_arm(model, th17=True, sting=True)),
        above=1,
        evidence="mice",
        source="Xu2021",
        rests_on=[division, tumour_loss, exhaustion],
    )
    claim_survivors = Claim(
        "C7.5b",
        "It never had fewer than a thousand cells.",
        quantity=lambda model: _fewest_cells(_arm(model, th17=True, sting=True)),
        above=1000,
        unit="cell",
        evidence="model",
        source="Xu2021",
        rests_on=[tumour_loss],
    )
    claim_cure = Claim(
        "C7.6a",
        "With anti-PD-1 and anti-GR-1 as well, less than one cell is expected to be left.",
        quantity=lambda model: _fewest_cells(_arm(model, th17=True, sting=True, antibodies=True)),
        below=1,
        unit="cell",
        evidence="model",
        source="Xu2021",
        rests_on=[infusion, sting, anti_pd1, anti_gr1, killing],
    )
    claim_sustained = Claim(
        "C7.6b",
        "That regression lasts: on day 90 less than a thousandth of the tumour of the infusion.",
        quantity=lambda model: _relapse(_arm(model, th17=True, sting=True, antibodies=True)),
        below=1e-3,
        evidence="mice",
        source="Xu2021",
        rests_on=[infusion, sting, anti_gr1, killing],
    )
    claim_needs_sting = Claim(
        "C7.7",
        "The two antibodies without the STING agonist do not: on day 90 the tumour is larger than "
        "at the infusion.",
        quantity=lambda model: _relapse(_arm(model, th17=True, antibodies=True)),
        above=1,
        evidence="model",
        source="Xu2021",
        rests_on=[division, tumour_loss],
    )


cart = Cart()
