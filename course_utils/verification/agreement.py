"""How closely other programs solve the models as SciPy does.

The book is built without a browser, so what it says here is written down; the tests that run the
other programs fail if a number of runs is not the one written, or a difference is larger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """Another program's runs, held beside SciPy's.

    Parameters
    ----------
    runs
        How many runs were compared, by model.
    within
        What no difference exceeds, relative to the value: the largest that was measured, rounded
        up to a power of ten so that it holds on every machine.
    allowed
        What the course demands.
    """

    runs: Mapping[str, int]
    within: float
    allowed: float


# `tests/browser/test_parity.py`: the defaults, all corners of the first sliders, 200 corners and
# 50 random points of all sliders; each untreated, and treated where the model has a treatment.
BROWSER = Agreement(
    runs={
        "birth_death": 255,
        "cart": 534,
        "editing": 267,
        "exponential": 518,
        "gompertz": 534,
        "hotcold": 534,
        "infiltration": 534,
        "il1": 534,
        "il6": 534,
        "logistic": 534,
        "ov_cart": 534,
        "progestin": 534,
        "seeding": 534,
        "surveillance": 534,
        "til": 267,
        "treg_rankl": 534,
        "virion": 267,
    },
    within=1e-7,
    allowed=1e-6,
)
# `tests/compile/test_sbml.py`: untreated, with each treatment, with all of them, and the arms of
# the claims, in libRoadRunner.
SBML = Agreement(
    runs={
        "birth_death": 2,
        "cart": 13,
        "editing": 4,
        "exponential": 3,
        "gompertz": 60,
        "hotcold": 24,
        "infiltration": 3,
        "il1": 14,
        "il6": 12,
        "logistic": 3,
        "ov_cart": 10,
        "progestin": 7,
        "seeding": 5,
        "surveillance": 14,
        "til": 2,
        "treg_rankl": 14,
        "virion": 2,
    },
    within=1e-6,
    allowed=1e-5,
)
# `tests/browser/test_stochastic_parity.py`: the same events in the same order; the times differ.
BY_CHANCE = Agreement(
    runs={
        "birth_death": 100,
        "progestin": 100,
        "seeding": 200,
        "surveillance": 100,
        "treg_rankl": 100,
        "virion": 100,
    },
    within=1e-12,
    allowed=1e-12,
)
