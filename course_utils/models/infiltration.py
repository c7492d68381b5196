"""Where the T cells are: hot, excluded and cold tumours, in a square of tissue."""

from __future__ import annotations

from functools import lru_cache

from course_utils.modelling import (
    Claim,
    Diffusion,
    Model,
    Outcome,
    Parameter,
    Process,
    Resident,
    SpatialModel,
    State,
    Tissue,
    Treatment,
)
from course_utils.simulate import simulate_space

_HOT = {"Din": 0.01, "cs": 1.0}
_EXCLUDED = {"Din": 1e-4, "cs": 1.0}
_COLD = {"Din": 0.01, "cs": 0.05}
_DAYS = 60
_OPENED_ON = 20
_CELLS = 61


@lru_cache(maxsize=64)
def _left(model: Model, opened: bool = False) -> float:
    """Return the mean of u in the tumour on day 60; cached, as several claims ask for the same."""
    # A treatment that was taken out of the model is not given.
    opened = opened and "barrier_opened" in model.treatments
    courses = model.treatments["barrier_opened"].during(_OPENED_ON, _DAYS + 1) if opened else ()
    run = simulate_space(model, days=_DAYS, points=2, cells=_CELLS, treatments=courses)
    return float(run.mean("u", "tumour")[-1])


def _with(model: Model, preset: dict[str, float], *, opened: bool = False) -> float:
    """Return what is left with a preset, relative to the values that the model has now.

    A preset is taken as a change of the hot tumour, so that a model whose parameters were moved a
    little keeps that little.
    """
    moved = {name: model.values[name] * value / _HOT[name] for name, value in preset.items()}
    return _left(model.set(**moved), opened=opened)


class Infiltration(SpatialModel):
    """Where T cells stand decides what they can kill.

    A round tumour lies in a square of tissue. CD8 T cells enter everywhere in the stroma, wander
    and die; tumour cells divide into free ground and are killed by the T cells at the same place.
    Three numbers tell hot, excluded and cold tumours apart: how many T cells the stroma holds, how
    fast they wander inside the tumour, and how fast outside. Where the model runs without space,
    the T cells are spread evenly, and a barrier makes no difference: that is what stirring hides.
    """

    leaves_out = (
        "A tumour that grows outwards: its disc keeps its place, and only empties or fills again.",
        "Vessels: T cells enter the stroma everywhere alike.",
        "What draws T cells on (chemokines), or exhausts them within the tumour.",
        "What builds a barrier, such as TGF-beta and fibroblasts: it is one number here.",
        "Other cells: CD4 and regulatory T cells, myeloid cells, B cells.",
        "The third dimension: what is drawn is a slice.",
    )
    watched = "c"
    presets = {"hot": _HOT, "excluded": _EXCLUDED, "cold": _COLD}  # noqa: RUF012  (never changed)

    W = Parameter(
        "Side of the square",
        2.4,
        unit="mm",
        source="illustrative",
        meaning="side of the square of tissue, four times the tumour's radius",
    )
    R = Parameter(
        "Tumour radius",
        0.6,
        unit="mm",
        range=(0.2, 1),
        source="illustrative",
        meaning="radius of the tumour; 0.6 mm is a nodule as wide as a large pinhead",
    )
    cs = Parameter(
        "T cells that the stroma takes up",
        1,
        unit="1",
        range=(0, 2),
        source="illustrative",
        latex="c_s",
        meaning="CD8 T cells that stroma far from the tumour holds, 1 where blood supply is good",
    )
    d = Parameter(
        "T-cell loss",
        0.25,
        unit="1/day",
        range=(0.05, 0.6),
        source="illustrative",
        meaning="share of the T cells that dies or leaves each day",
    )
    Dout = Parameter(
        "Wandering in the stroma",
        0.01,
        unit="mm2/day",
        range=(0.001, 0.02),
        scale="log",
        source="illustrative",
        latex=r"D_\mathrm{out}",
        meaning="how fast T cells spread in the stroma; 0.01 is about 7 µm² a minute",
    )
    Din = Parameter(
        "Wandering in the tumour",
        0.01,
        unit="mm2/day",
        range=(1e-4, 0.02),
        scale="log",
        source="illustrative",
        latex=r"D_\mathrm{in}",
        meaning="how fast T cells spread inside the tumour; little behind a barrier",
    )
    a = Parameter(
        "Tumour division",
        0.25,
        unit="1/day",
        range=(0.05, 0.6),
        source="illustrative",
        meaning="divisions a day of a tumour cell with free ground around it",
    )
    kappa = Parameter(
        "Killing",
        2,
        unit="1/day",
        range=(0, 4),
        source="illustrative",
        meaning="tumour cells that die each day where T cells are as many as in good stroma",
    )

    tumour = Tissue("Tumour", disc=R, side=W, latex=r"\mathbf{1}_\mathrm{tumour}")
    stroma = Tissue("Stroma", outside=tumour, latex=r"\mathbf{1}_\mathrm{stroma}")

    c = State(
        "CD8 T cells",
        start=cs * stroma,
        unit="1",
        measured_by="counting CD8-stained cells on a section, in the tumour and in its margin",
        actor="effector",
    )
    u = State(
        "Tumour cells",
        start=1,
        unit="1",
        range=(0.05, 1),
        at_most=1,
        measured_by="the share of the tumour's ground that a pathologist sees covered by tumour "
        "cells",
        actor="tumour",
        meaning="share of the tumour's ground that is covered at the start",
    )
    u_stays = Resident(u, of=tumour)

    barrier_opened = Treatment("Barrier opened", latex="W_B", source="Mariathasan2018")

    entry = Process(d * cs * stroma, makes=c, label="entry from the blood")
    loss = Process(d * c, removes=c, label="T-cell loss")
    division = Process(a * u * (1 - u), makes=u, label="division into free ground")
    killing = Process(kappa * c * u, removes=u)
    # What opens the barrier lets T cells wander in the tumour as they do outside.
    wandering = Diffusion(
        c,
        {stroma: Dout, tumour: Din + (Dout - Din) * barrier_opened},
    )

    cleared = Outcome(
        "cleared",
        when=u < 0.05,
        words="T cells cleared the tumour's ground.",
    )
    thinned = Outcome(
        "thinned",
        when=u < 0.5,
        words="T cells thinned the tumour: {u} of its ground is still covered.",
    )
    stands = Outcome(
        "stands",
        when=True,
        words="The tumour stands: {u} of its ground is covered.",
    )

    claim_hot = Claim(
        "C3.12",
        "Where T cells wander freely, a hot tumour loses more than half of its cells in 60 days.",
        quantity=lambda model: _with(model, _HOT),
        below=0.5,
        evidence="model",
        source="Galon2019",
        rests_on=[entry, killing, wandering],
    )
    claim_excluded = Claim(
        "C3.13",
        "A barrier at the tumour's edge saves more than three quarters of it, although the stroma "
        "holds as many T cells: they kill the outermost cells only.",
        quantity=lambda model: _with(model, _EXCLUDED),
        above=0.75,
        below=0.95,
        evidence="model",
        source="Mariathasan2018",
        rests_on=[entry, killing, division, wandering],
    )
    claim_cold = Claim(
        "C3.14",
        "A cold tumour, in a stroma with a twentieth of the T cells, keeps more than three "
        "quarters of its cells.",
        quantity=lambda model: _with(model, _COLD),
        above=0.75,
        below=0.95,
        evidence="model",
        source="Galon2019",
        rests_on=[entry, killing, division, wandering],
    )
    claim_opened = Claim(
        "C3.15",
        "Opening the barrier on day 20 takes an excluded tumour below 0.6 by day 60.",
        quantity=lambda model: _with(model, _EXCLUDED, opened=True),
        below=0.6,
        evidence="model",
        source="Mariathasan2018",
        rests_on=[barrier_opened, killing, wandering],
    )


infiltration = Infiltration()
