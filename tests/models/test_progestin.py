"""The variant at the end of chapter 4: hazards and ten-year shares, exact and by chance."""

import math

import pytest

from course_utils.models import progestin
from course_utils.simulate import Run, simulate, simulate_stochastic

TEN_YEARS = 3652.5


def women(*drugs: str) -> Run:
    courses = [progestin.treatments[name].during(0, TEN_YEARS + 1) for name in drugs]
    return simulate(progestin, days=(0, TEN_YEARS), points=11, treatments=courses)


@pytest.mark.parametrize(
    ("drugs", "ratio", "share"),
    [
        ((), 1, 0.8187),
        (("blocker",), 1, 0.8187),
        (("progestin",), 2, 0.6703),
        (("progestin", "blocker"), 1.0732, 0.8068),
    ],
    ids=["no hormone", "blocker alone", "progestin", "progestin with RANKL blocked"],
)
def test_hazard_and_ten_year_share(drugs: tuple[str, ...], ratio: float, share: float) -> None:
    run = women(*drugs)
    assert run["hazard"][-1] / 0.02 == pytest.approx(ratio, abs=5e-5)
    assert run["F"][-1] == pytest.approx(share, abs=5e-5)
    assert run["F"][-1] == pytest.approx(math.exp(-10 * run["hazard"][-1]), rel=1e-7)


def test_blocking_removes_93_per_cent_of_the_excess() -> None:
    exact = 100 * (2 - (1 + 3 * 0.1 / 4.1)) / (2 - 1)
    claim = progestin.claims["C4.8b"]
    assert claim.quantity(progestin) == pytest.approx(exact, abs=1e-5)
    assert exact == pytest.approx(92.68, abs=0.005)


def test_stopping_progestin_brings_the_hazard_back() -> None:
    half = progestin.treatments["progestin"].during(0, TEN_YEARS / 2)
    run = simulate(progestin, days=(0, TEN_YEARS), points=11, treatments=half)
    assert run["hazard"][0] == pytest.approx(0.04)
    assert run["hazard"][-1] == pytest.approx(0.02)
    assert run["F"][-1] == pytest.approx(math.exp(-0.3), rel=1e-7)


@pytest.mark.parametrize(
    ("drugs", "share"),
    [
        ((), math.exp(-0.2)),
        # An independent simulation gave 0.6716, as near to this as luck allows.
        (("progestin",), math.exp(-0.4)),
        (("progestin", "blocker"), math.exp(-0.2 * (1 + 3 * 0.1 / 4.1))),
    ],
    ids=["no hormone", "progestin", "progestin with RANKL blocked"],
)
def test_twenty_thousand_women_followed_by_chance_come_as_near_as_luck_allows(
    drugs: tuple[str, ...], share: float
) -> None:
    courses = [progestin.treatments[name].during(0, TEN_YEARS + 1) for name in drugs]
    run = simulate_stochastic(progestin, days=(0, TEN_YEARS), seed=1, points=2, treatments=courses)
    deviation = math.sqrt(share * (1 - share) / 20_000)
    assert run.event_times.size == pytest.approx((1 - run["F"][-1]) * 20_000)
    assert run["F"][-1] == pytest.approx(share, abs=3 * deviation)
