"""Division and death of single cells: the model of chapter 1 in which luck plays a part."""

from __future__ import annotations

from course_utils.modelling import Model, Outcome, Parameter, Process, State


class BirthDeath(Model):
    """Cells that divide and die, each on its own.

    Solved as equations, it gives the mean of many such tumours. A single one may die out although
    the mean grows, because its first cells may die before they divide.
    """

    leaves_out = (
        "Cells do not get in each other's way: no shortage of space or food ends the growth.",
        "All cells are alike; none is older, slower or harder to kill than another.",
        "There is no immune system.",
    )

    b = Parameter(
        "Division",
        1.0,
        unit="1/day",
        range=(0, 2),
        source="illustrative",
        meaning="how often a cell divides",
    )
    d = Parameter(
        "Death",
        0.5,
        unit="1/day",
        range=(0, 2),
        source="illustrative",
        meaning="how often a cell dies",
    )

    C = State(
        "Tumour cells",
        start=1,
        unit="cell",
        range=(1, 20),
        measured_by="counting under the microscope",
        actor="tumour",
        single=1,
        meaning="founder cells at the start",
    )

    division = Process(b * C, makes=C)
    death = Process(d * C, removes=C)

    growing = Outcome(
        "growing",
        when=b > d,
        words="Division outruns death: the mean of many such tumours reaches {C}.",
    )
    vanishing = Outcome(
        "vanishing",
        when=b < d,
        words="Death outruns division: the mean of many such tumours falls to {C}.",
    )
    balanced = Outcome(
        "balanced",
        when=True,
        words="Division and death are equal: the mean of many such tumours stays at {C}.",
    )


birth_death = BirthDeath()
