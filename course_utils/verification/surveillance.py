"""What chapter 2's models must reproduce.

The constants are published (Kuznetsov and colleagues, 1994). Equilibria and thresholds follow
from them and were worked out independently; the paper's own table of them was not compared.
"""

from __future__ import annotations

import numpy as np

from course_utils.analysis import steady_states, threshold
from course_utils.models import editing, surveillance
from course_utils.simulate import Run, simulate
from course_utils.verification.target import Target


def _end(days: float = 6000, **values: float) -> float:
    return float(simulate(surveillance.set(**values), days=(0, days), points=2)["T"][-1])


def _point(index: int, state: str) -> float:
    return steady_states(surveillance)[index].values[state]


def _eliminating_supply() -> float:
    return threshold(lambda s: steady_states(surveillance, s=s)[0].stable, 0.06, 0.08, 1e-7)


def _supply_without_escape() -> float:
    return threshold(lambda s: len(steady_states(surveillance, s=s)) == 4, 0.015, 0.03, 1e-6)


def _supply_that_holds_a_lone_cell() -> float:
    # A ten-thousandth of a cell: the limit of a vanishing inoculum.
    return threshold(lambda s: _end(3000, s=s, T=1e-10) > 250, 0.0070, 0.0080, 1e-7)


def _smallest_escaping_inoculum() -> float:
    return threshold(lambda T: _end(1500, T=T) > 250, 10, 200, 1e-5)  # noqa: N803


def _after_drugs(left: float, days: float) -> float:
    start = steady_states(surveillance)[1].values
    drugs = surveillance.treatments["immunosuppression"].during(45, 45 + days)
    run = simulate(
        surveillance.set(u=1 - left, **start), days=(0, 6000), points=2, treatments=drugs
    )
    return float(run["T"][-1])


def _chance_that_a_cell_dies_out() -> float:
    v = surveillance.values
    return v["n"] * v["s"] / v["d"] / v["a"]


SURVEILLANCE = (
    *(
        Target(
            f"{label}: {what}",
            expected,
            lambda index=index, state=state: _point(index, state),  # type: ignore[misc]
            unit="Mc",
            origin="independent run",
            relative=1e-4 if state == "T" else 0.0,
            absolute=1e-5,
        )
        for index, label, effectors, tumour in (
            (0, "no tumour (A)", 0.315534, 0.0),
            (1, "dormant tumour (B)", 1.608110, 8.186382),
            (2, "watershed (C)", 0.758509, 268.022675),
            (3, "escaped tumour (D)", 0.173213, 447.025840),
        )
        for state, what, expected in (
            ("E", "effector cells", effectors),
            ("T", "tumour cells", tumour),
        )
    ),
    Target(
        "period of the dormant tumour's swing",
        99.07,
        lambda: float(steady_states(surveillance)[1].period or np.nan),
        unit="day",
        absolute=0.005,
    ),
    Target(
        "supply above which a tumour is eliminated, a d/n",
        0.0673569,
        _eliminating_supply,
        unit="Mc/day",
        absolute=1e-7,
    ),
    Target(
        "supply above which no tumour can escape",
        0.0212905,
        _supply_without_escape,
        unit="Mc/day",
        absolute=1e-6,
    ),
    Target(
        "supply above which a lone cell ends in dormancy",
        0.0076185,
        _supply_that_holds_a_lone_cell,
        unit="Mc/day",
        origin="independent run",
        absolute=1e-6,
    ),
    Target(
        "smallest tumour that escapes in a host that has never met it",
        64.08,
        _smallest_escaping_inoculum,
        unit="Mc",
        origin="independent run",
        absolute=0.05,
    ),
    Target(
        "dormant tumour, recruitment halved for 18 days",
        8.186,
        lambda: _after_drugs(0.5, 18),
        unit="Mc",
        origin="independent run",
        relative=1e-4,
    ),
    Target(
        "dormant tumour, recruitment cut to a tenth for 91 days",
        447.03,
        lambda: _after_drugs(0.1, 91),
        unit="Mc",
        origin="independent run",
        relative=1e-4,
    ),
    Target(
        "chance that a single tumour cell dies out",
        0.193002,
        _chance_that_a_cell_dies_out,
        absolute=1e-6,
    ),
)


def _competent() -> Run:
    # Ten looks a day: the days below are the first of these on which it is so.
    return simulate(editing, days=(0, 545), points=5451)


def _first_day(quantity: str, above: float) -> float:
    run = _competent()
    return float(run.t[np.argmax(run[quantity] > above)])


def _edited_without_lymphocytes() -> float:
    run = simulate(editing, days=(0, 545), points=5451, s=0, p=0, E=0)
    return float(run["edited"][np.argmax(run["total"] >= 400)])


def _transplant(clone: str) -> float:
    start = {"S": 0.0, "R": 0.0} | {clone: 50.0}
    return float(simulate(editing.set(mut=0, **start), days=(0, 545), points=2)["total"][-1])


EDITING = (
    Target(
        "day on which half of the tumour is edited",
        82.6,
        lambda: _first_day("edited", 0.5),
        unit="day",
        origin="independent run",
        absolute=0.05,
    ),
    Target(
        "day on which it passes 250 million cells",
        121.1,
        lambda: _first_day("total", 250),
        unit="day",
        origin="independent run",
        absolute=0.05,
    ),
    Target(
        "its size after 545 days",
        496.4,
        lambda: float(_competent()["total"][-1]),
        unit="Mc",
        origin="independent run",
        absolute=0.05,
    ),
    Target(
        "edited share at 400 million cells, host without lymphocytes",
        3.7e-5,
        _edited_without_lymphocytes,
        origin="independent run",
        absolute=5e-7,
    ),
    Target(
        "50 million unedited cells transplanted, after 545 days",
        7.06,
        lambda: _transplant("S"),
        unit="Mc",
        origin="independent run",
        absolute=0.05,
    ),
    Target(
        "50 million edited cells transplanted, after 545 days",
        496.4,
        lambda: _transplant("R"),
        unit="Mc",
        origin="independent run",
        absolute=0.05,
    ),
)
