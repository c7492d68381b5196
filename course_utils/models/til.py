"""Selected T cells against a large tumour: chapter 7's model of TIL, in days and million cells."""

from __future__ import annotations

from course_utils.modelling import Model, Outcome, Parameter, Process, State, lowest


class Til(Model):
    """Of the T cells that are grown from a tumour, only those that know it count.

    Tumour-infiltrating lymphocytes (TIL) are grown to tens of billions and infused on day 0; a
    share of them recognises the tumour, kills and dwindles. Nothing else happens, so the lowest
    point has a formula (see `course_utils.analysis.nadir`). The numbers have the order of
    magnitude of a patient's; they are no patient's.
    """

    leaves_out = (
        "The cells dwindle from the first day; in the body some multiply and stay.",
        "The infused number and the reactive share are orders of magnitude, written from memory.",
        "There is one tumour, without space, and no escape from the T cells.",
        "The drugs that were given beside them, IL-2 and pembrolizumab, are left out.",
    )
    standing = "order of magnitude"

    a = Parameter(
        "Tumour growth",
        0.02,
        unit="1/day",
        range=(0.005, 0.05),
        source="illustrative",
        meaning="how fast the tumour grows; 0.02 a day doubles it in five weeks",
    )
    k = Parameter(
        "Killing",
        1e-4,
        unit="1/(Mc day)",
        range=(1e-5, 5e-4),
        scale="log",
        source="illustrative",
        meaning="how fast reactive T cells kill the tumour cells they meet",
    )
    d = Parameter(
        "T-cell loss",
        0.05,
        unit="1/day",
        range=(0.02, 0.2),
        source="illustrative",
        meaning="share of the reactive T cells that dies or leaves each day",
    )
    D = Parameter(
        "Infused T cells",
        8e4,
        unit="Mc",
        range=(1e3, 2e5),
        scale="log",
        source="illustrative",
        meaning="all cells of the infusion; 80,000 million are 80 billion",
    )
    phi = Parameter(
        "Reactive share",
        0.1,
        unit="1",
        range=(0, 1),
        source="illustrative",
        latex=r"\varphi",
        meaning="share of the infused cells that recognises the tumour: what selection raises",
    )

    T = State(
        "Tumour cells",
        start=1e4,
        unit="Mc",
        range=(100, 1e5),
        scale="log",
        measured_by="CT scans: volume, at about a billion cells per cubic centimetre",
        actor="tumour",
        meaning="tumour cells on the day of the infusion; 10,000 million are 10 cm³",
    )
    C = State(
        "Reactive T cells",
        start=phi * D,
        unit="Mc",
        measured_by="sequencing of T-cell receptors: those known to answer the tumour's antigens",
        actor="effector",
    )

    division = Process(a * T, makes=T)
    killing = Process(k * C * T, removes=T)
    loss = Process(d * C, removes=C)

    cured = Outcome(
        "cured",
        when=lowest(T) < 1e-6,
        words="Less than one cell was expected at the lowest: many such tumours have lost "
        "their last one. A curve that rises again is an average, carried by the others.",
    )
    regrowing = Outcome(
        "regrowing",
        when=lowest(T) * 1.001 < T,
        words="The tumour shrank, but cells were left; it stands at {T} and grows.",
    )
    shrinking = Outcome(
        "shrinking",
        when=True,
        words="The tumour is down to {T} and still shrinks when the run ends.",
    )


til = Til()
