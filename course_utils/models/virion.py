"""Virions among tumour cells: whether an infection starts at all (chapter 7)."""

from __future__ import annotations

from course_utils.modelling import Model, Outcome, Parameter, Process, State


class Virion(Model):
    """A virus that bursts tumour cells begins with a few virions, which may all be lost.

    A virion infects a tumour cell or is cleared; an infected cell bursts and sets virions free.
    This is the beginning only: there are many more uninfected cells than virions, so their number
    stands still. The constants are those of the virus in chapter 7, and made up.
    """

    leaves_out = (
        "The number of uninfected cells stands still: this is the beginning of an infection.",
        "No cell and no antibody fights the virus.",
        "Every infected cell sets free the same number of virions.",
    )

    U = Parameter(
        "Uninfected tumour cells",
        100,
        unit="Mc",
        range=(10, 400),
        source="illustrative",
        meaning="tumour cells that a virion can infect; below 67 million the virus cannot spread",
    )
    be = Parameter(
        "Infection",
        0.005,
        unit="1/(Mc day)",
        range=(0, 0.02),
        source="illustrative",
        latex=r"\beta",
        meaning="how fast a virion infects the tumour cells it meets",
    )
    om = Parameter(
        "Clearance",
        2.0,
        unit="1/day",
        range=(0.5, 5),
        source="illustrative",
        latex=r"\omega",
        meaning="share of the free virions that is lost each day",
    )
    dl = Parameter(
        "Bursting",
        0.08,
        unit="1/day",
        range=(0.02, 0.5),
        source="illustrative",
        latex=r"\delta",
        meaning="share of the infected cells that burst each day",
    )
    bu = Parameter(
        "Burst size",
        7,
        unit="1",
        source="illustrative",
        meaning="virions that one bursting cell sets free",
    )

    V = State(
        "Free virions",
        start=1,
        unit="1",
        range=(1, 20),
        measured_by="plaque assay: holes that virions make in a layer of cells",
        actor="drug",
        single=1,
        meaning="virions at the start",
    )
    I = State(  # noqa: E741  (the name in the formulas)
        "Infected cells",
        start=0,
        unit="1",
        measured_by="flow cytometry: cells that carry the virus's protein",
        actor="resistant",
        single=1,
    )

    infection = Process(be * U * V, converts=(V, I))
    loss = Process(om * V, removes=V)
    bursting = Process(dl * I, removes=I, makes={V: bu})

    spreading = Outcome(
        "spreading",
        when=bu * be * U > om + be * U,
        words="A virion leaves more than one behind it: the mean infection spreads ({V} at the "
        "end), although a single one may be lost.",
    )
    fading = Outcome(
        "fading",
        when=True,
        words="A virion leaves less than one behind it: the infection fades away.",
    )


virion = Virion()
