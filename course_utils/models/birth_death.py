"""Division and death of single cells: the model of chapter 1 in which luck plays a part."""

from __future__ import annotations

from course_utils.analysis import extinction_probability
from course_utils.modelling import Claim, Model, Outcome, Parameter, Process, State
from course_utils.modelling.symbols import symbol


def _lone_cell_dies_out(model: Model) -> float:
    """Return the chance that all descendants of one cell die, from the rates of the processes."""
    numbers = {symbol(name): value for name, value in model.values.items()} | {symbol("C"): 1}
    division = death = 0.0
    for process in model.processes.values():
        rate = float(model.expand(process.rate).subs(numbers))
        if process.changes["C"] > 0:
            division += rate
        else:
            death += rate
    return extinction_probability(division, death)


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

    claim_dies_out = Claim(
        "C1.3",
        "Of tumours founded by one cell that divides twice as often as it dies, half die out.",
        quantity=_lone_cell_dies_out,
        below=0.501,
        above=0.499,
        evidence="model",
        source="Kendall1948",
        rests_on=[division, death],
    )


birth_death = BirthDeath()
