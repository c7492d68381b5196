"""Immune editing: chapter 2's model of tumour cells that hide, in days and million cells."""

from __future__ import annotations

import numpy as np

from course_utils.modelling import Claim, Model, Observable, Outcome, Parameter, Process, State
from course_utils.simulate import simulate

# The tumours of the claims reach 400 million cells before day 150, if they ever do.
_DAYS = (0.0, 400.0)
_SIZE = 400.0


def _edited_fraction(model: Model, **host: float) -> float:
    """Return the edited fraction on the day when the tumour reaches 400 million cells.

    A tumour that never reaches that size is judged on the last day.
    """
    run = simulate(model.set(**host), days=_DAYS, points=4001)
    reached = np.flatnonzero(run["total"] >= _SIZE)
    return float(run["edited"][reached[0] if reached.size else -1])


class Editing(Model):
    """Effector cells leave behind the tumour cells that they cannot see.

    The tumour has two clones. Effector cells see every cell of the first and few of the second,
    which arises from the first by rare changes, costs its cells a little growth, and is nearly
    left alone. The constants of the hunt are those of the surveillance model.
    """

    leaves_out = (
        "Two clones stand for the many that a tumour has, and a hidden cell is not found again.",
        "Antigens are not presented: effector cells know every visible cell at once.",
        "Everything is well mixed: no cell has to find its way in.",
        "The constants of the hunt belong to a lymphoma in mice; those of hiding are illustrative.",
    )
    standing = "calibrated"

    s = Parameter(
        "Effector supply",
        0.013,
        unit="Mc/day",
        range=(0, 0.09),
        source="Kuznetsov1994",
        meaning="new effector cells that arrive each day; none in a host without lymphocytes",
    )
    p = Parameter(
        "Recruitment",
        0.1245,
        unit="1/day",
        range=(0, 0.25),
        source="Kuznetsov1994",
        meaning="how strongly visible tumour cells make effector cells come and multiply",
    )
    g = Parameter(
        "Half-recruitment size",
        20.19,
        unit="Mc",
        range=(5, 60),
        source="Kuznetsov1994",
        meaning="visible tumour size at which recruitment runs at half its maximum",
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
        meaning="how fast a small visible tumour grows when nothing stops it",
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
        meaning="how fast effector cells kill the visible tumour cells they meet",
    )
    eps = Parameter(
        "Visibility of edited cells",
        0.1,
        unit="1",
        range=(0, 1),
        source="illustrative",
        meaning="share of the edited cells that effector cells see; at 1 they hide nothing",
    )
    c = Parameter(
        "Cost of editing",
        0.1,
        unit="1",
        range=(0, 0.5),
        source="illustrative",
        meaning="share of its growth that an edited cell loses",
    )
    mut = Parameter(
        "Editing rate",
        1.1e-6,
        unit="1/day",
        range=(1e-9, 1e-4),
        scale="log",
        source="illustrative",
        latex=r"\mu",
        meaning="share of the visible cells that becomes edited each day",
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
    S = State(
        "Visible tumour cells",
        start=1,
        unit="Mc",
        range=(1e-6, 450),
        scale="log",
        measured_by="sequencing of a biopsy: the share of cells that carry the antigen",
        actor="tumour",
        meaning="tumour cells with the antigen at the start",
    )
    R = State(
        "Edited tumour cells",
        start=0,
        unit="Mc",
        range=(0, 100),
        measured_by="sequencing of a biopsy: the share of cells that have lost the antigen",
        actor="resistant",
        meaning="tumour cells without the antigen at the start",
    )

    total = Observable("All tumour cells", S + R, unit="Mc", latex="N")
    edited = Observable("Edited fraction", R / (S + R), unit="1", actor="resistant")

    supply = Process(s, makes=E)
    recruitment = Process(p * E * (S + eps * R) / (g + S + eps * R), makes=E)
    exhaustion = Process(m * E * (S + R), removes=E)
    effector_loss = Process(d * E, removes=E, label="effector loss")
    division = Process(a * S, makes=S, label="division of visible cells")
    crowding = Process(a * b * S * (S + R), removes=S, label="crowding of visible cells")
    killing = Process(n * E * S, removes=S, label="killing of visible cells")
    loss_of_antigen = Process(mut * S, converts=(S, R), label="loss of the antigen")
    edited_division = Process(a * (1 - c) * R, makes=R, label="division of edited cells")
    edited_crowding = Process(
        a * (1 - c) * b * R * (S + R), removes=R, label="crowding of edited cells"
    )
    edited_killing = Process(eps * n * E * R, removes=R, label="killing of edited cells")

    eliminated = Outcome(
        "eliminated",
        when=S + R < 1e-6,
        words="The tumour fell below a single cell: eliminated.",
    )
    hidden = Outcome(
        "escaped by hiding",
        when=(b * (S + R) > 0.5) & (R > S),
        words="The tumour fills more than half of its space, {R} of it edited: "
        "it escaped by hiding.",
    )
    overwhelmed = Outcome(
        "escaped in the open",
        when=b * (S + R) > 0.5,
        words="The tumour fills more than half of its space, {S} of it visible: "
        "it escaped by growing faster than it was killed.",
    )
    held = Outcome(
        "held",
        when=True,
        words="The tumour is held in check: {S} are visible, {R} edited.",
    )

    claim_selects = Claim(
        "C2.2a",
        "Where effector cells hunt, more than 99 per cent of a tumour of 400 million cells "
        "is edited.",
        quantity=_edited_fraction,
        above=0.99,
        evidence="mice",
        source="Shankaran2001",
        rests_on=[killing, loss_of_antigen, edited_division],
    )
    claim_spares = Claim(
        "C2.2b",
        "Without lymphocytes, less than 1 per cent of a tumour of the same size is edited.",
        quantity=lambda model: _edited_fraction(model, s=0, p=0, E=0),
        below=0.01,
        evidence="mice",
        source="Shankaran2001",
        rests_on=[division],
    )


editing = Editing()
