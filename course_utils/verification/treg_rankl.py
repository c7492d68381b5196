"""What chapter 4's models must reproduce."""

from __future__ import annotations

import math

from course_utils.models import progestin, seeding, treg_rankl
from course_utils.simulate import simulate, simulate_stochastic
from course_utils.verification.target import Target

_TEN_YEARS = 3652.5  # days


def _end(name: str, **values: float) -> float:
    return float(simulate(treg_rankl.set(**values), days=(0, 60), points=2)[name][-1])


def _integral_of_the_primary() -> float:
    """Return the tumour cell days of 60 days, from the colonies that they seed."""
    v = treg_rankl.values
    return _end("J", phi=0) / (v["m"] * (1 - v["d"] / v["b"]))


def _colonies_of_arrivals(**values: float) -> float:
    """Return how many arriving cells found a colony, each with the chance 1 − d/b."""
    arriving = seeding.without("lung_division", "lung_death").set(**values)
    run = simulate(arriving, days=(0, 60), points=2)
    return float(run["M"][-1] * run["establishment"][-1])


def _women(quantity: str, *drugs: str) -> float:
    courses = [progestin.treatments[name].during(0, _TEN_YEARS + 1) for name in drugs]
    run = simulate(progestin, days=(0, _TEN_YEARS), points=11, treatments=courses)
    return float(run[quantity][-1])


def _cohort(*drugs: str) -> float:
    """Return the share of twenty thousand women without a tumour after ten years, by chance."""
    courses = [progestin.treatments[name].during(0, _TEN_YEARS + 1) for name in drugs]
    run = simulate_stochastic(progestin, (0, _TEN_YEARS), seed=2011, points=2, treatments=courses)
    return float(run["F"][-1])


def _hazard_ratio(*drugs: str) -> float:
    return _women("hazard", *drugs) / _women("hazard")


TREG_RANKL = (
    Target(
        "tumour cell days of the primary over 60 days",
        14723.356,
        _integral_of_the_primary,
        unit="Mc day",
        relative=1e-6,
    ),
    Target(
        "lung colonies of a mouse without regulatory T cells",
        2.0612698,
        lambda: _end("J", phi=0),
        relative=1e-6,
    ),
    Target(
        "lung colonies of the control",
        29.106,
        lambda: _end("J"),
        origin="independent run",
        absolute=5e-4,
    ),
    Target(
        "regulatory T cells in a primary far above half recruitment, 10 × 3000/3010",
        10 * 3000 / 3010,
        lambda: float(simulate(treg_rankl, days=(0, 400), points=2, h=10, K=3000)["R"][-1]),
        unit="hkc",
        relative=1e-6,
    ),
    Target(
        "mice without a colony, no regulatory T cells",
        0.12729,
        lambda: _end("metastasis_free", phi=0),
        absolute=5e-6,
    ),
    Target(
        "mice without a colony, control",
        2e-13,
        lambda: _end("metastasis_free"),
        absolute=5e-14,
    ),
)
SEEDING = (
    Target(
        "lung colonies that the arriving cells found, control",
        29.106,
        lambda: _colonies_of_arrivals(),
        origin="independent run",
        absolute=5e-4,
    ),
    Target(
        "lung colonies that they found without regulatory T cells",
        2.0612698,
        lambda: _colonies_of_arrivals(phi=0),
        relative=1e-6,
    ),
)
PROGESTIN = (
    Target("hazard ratio under progestin", 2, lambda: _hazard_ratio("progestin"), absolute=5e-5),
    Target(
        "hazard ratio under progestin, RANKL blocked",
        1 + 3 * 0.1 / 4.1,
        lambda: _hazard_ratio("progestin", "blocker"),
        absolute=5e-5,
    ),
    Target(
        "women without a tumour after ten years, no hormone",
        math.exp(-0.2),
        lambda: _women("F"),
        relative=1e-6,
    ),
    Target(
        "women without a tumour after ten years, progestin",
        math.exp(-0.4),
        lambda: _women("F", "progestin"),
        relative=1e-6,
    ),
    Target(
        "women without a tumour after ten years, progestin, RANKL blocked",
        0.8068,
        lambda: _women("F", "progestin", "blocker"),
        absolute=5e-5,
    ),
    Target(
        "the same share under progestin, 20,000 women followed one by one by chance",
        0.6716,
        lambda: _cohort("progestin"),
        origin="independent run",
        absolute=0.01,  # by luck: three standard deviations of so many women
    ),
)
