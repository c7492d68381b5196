"""What the model of cold tumours and their warming must reproduce."""

from __future__ import annotations

import math

from course_utils.analysis import threshold
from course_utils.compile import rhs_function
from course_utils.models import hotcold
from course_utils.simulate import simulate
from course_utils.verification.target import Target

_TINY = 1e-9  # million cells


def _growth(cd8: float | None = None, braked: float = 1.0) -> float:
    """Return the specific growth rate of a tiny tumour, per day.

    Parameters
    ----------
    cd8
        CD8 T cells, in million; those of a body without a tumour if left out.
    braked
        Share of the brake PD-L1 that PD-1 blockade leaves.
    """
    values = hotcold.values | {"T": _TINY, "N": 0.0, "th": hotcold.values["th"] * braked}
    if cd8 is not None:
        values["C"] = cd8
    states = [values[name] for name in hotcold.states]
    held = [values.get(name, 0.0) for name in hotcold.constants]
    slopes = rhs_function(hotcold)(states, held)
    return float(slopes[list(hotcold.states).index("T")]) / _TINY


def _needed(braked: float) -> float:
    """Return the CD8 cells at which a tiny tumour stands still."""
    return threshold(lambda cd8: _growth(cd8, braked) > 0, 0, 50, 1e-8)


def _end(name: str, days: float, *, denosumab: bool = False, **values: float) -> float:
    doses = hotcold.treatments["denosumab"].at(15, 22)
    run = simulate(
        hotcold, days=(0, days), points=2, treatments=[doses] if denosumab else [], **values
    )
    return float(run[name][-1])


def _difference_without_cd8() -> float:
    high, null = (_end("T", 35, s=0, rho=0, C=0, r=rank) for rank in (1, 0))
    return null / high - 1


HOTCOLD = (
    Target(
        "untreated tumour on day 35",
        880.42,
        lambda: _end("T", 35),
        unit="Mc",
        origin="independent run",
        relative=2e-3,
    ),
    Target("growth rate of a tiny tumour", 0.175, _growth, unit="1/day", absolute=1e-9),
    Target(
        "CD8 T cells that stop a small tumour, 4 + √28",
        4 + math.sqrt(28),
        lambda: _needed(1.0),
        unit="Mc",
        absolute=1e-5,
    ),
    Target(
        "the same under 90 % PD-1 blockade, (−2.8 + √55.84)/2",
        (-2.8 + math.sqrt(55.84)) / 2,
        lambda: _needed(0.1),
        unit="Mc",
        absolute=1e-5,
    ),
    Target(
        "myeloid cells in a tumour that fills its space",
        38.83495,
        lambda: _end("N", 400, k=0),
        unit="Mc",
        absolute=5e-6,
    ),
    Target(
        "denosumab on day 60 after doses on days 15 and 22",
        0.635861,
        lambda: _end("D", 60, denosumab=True),
        unit="dose",
        absolute=5e-7,
    ),
    Target(
        "change of the tumour by RANK where there are no CD8 T cells",
        0,
        _difference_without_cd8,
        absolute=1e-6,
    ),
)
