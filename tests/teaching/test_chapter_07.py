"""What chapter 7 says about its figures is what the models do, and `check` takes its answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.analysis import burst_extinction, reproduction_number
from course_utils.models import cart, ov_cart, til
from course_utils.simulate import Run, simulate
from course_utils.teaching import check

INFUSION = cart.treatments["infusion"].at(10)
STING = cart.treatments["sting"].at(10, 13, 16, 19)
ANTIBODIES = [cart.treatments[name].during(10, 90) for name in ("anti_pd1", "anti_gr1")]
TH17 = {"dC": 0.1}
VIRUS = ov_cart.treatments["virus"].at(10)
CELLS = ov_cart.treatments["infusion"]


def journey(*treatments: Any, **values: float) -> Run:
    return simulate(cart, days=(0, 90), points=901, treatments=treatments, **values)


def painted(*treatments: Any, **values: float) -> Run:
    return simulate(ov_cart, days=(0, 40), points=401, treatments=treatments, **values)


@pytest.mark.parametrize(
    ("id_", "answer"),
    [
        ("7.1", 0.118),
        ("7.1", "12 %"),
        ("7.2", 0.09),
        ("7.3", 66.7),
        ("7.3", "66.7 million cells"),
        ("7.4", 39.6),
        ("7.5", 0.157),
        ("7.6", 25),
        ("7.6", "25 days"),
        ("7.7", 25),
    ],
)
def test_the_answer_of_the_chapter_is_right(id_: str, answer: Any) -> None:
    assert check(id_, answer).right


def test_each_arm_of_the_first_figure_does_what_its_sentence_says() -> None:
    untreated, alone, sting = journey(), journey(INFUSION), journey(INFUSION, STING)
    assert untreated["T"][300] == pytest.approx(952, abs=0.5)
    assert alone["T"][300] == pytest.approx(617, abs=0.5)
    assert alone["C"].max() == pytest.approx(0.3, abs=0.05)
    entered = [np.trapezoid((run["hom"] * run["B"])[100:], run.t[100:]) for run in (alone, sting)]
    assert entered[1] / entered[0] == pytest.approx(5, abs=0.5)
    assert sting.t[100:][sting["T"][100:].argmin()] == pytest.approx(19, abs=0.1)
    stay = journey(INFUSION, **TH17)
    assert np.all(np.diff(stay["T"]) > 0)
    both = journey(INFUSION, STING, **TH17)
    assert both["T"].min() == pytest.approx(0.36, abs=0.005)
    assert both.t[both["T"].argmin()] == pytest.approx(33, abs=0.5)
    assert both["T"][-1] == pytest.approx(351, abs=0.5)
    assert both.outcome == "relapsed"
    assert journey(INFUSION, STING, *ANTIBODIES, **TH17).outcome == "cured"
    no_sting = journey(INFUSION, *ANTIBODIES, **TH17)
    assert no_sting["T"].min() == pytest.approx(2.2, abs=0.05)
    assert no_sting.outcome == "relapsed"


def test_without_homing_through_sting_the_agonist_does_nothing() -> None:
    given, alone = journey(INFUSION, STING, h1=0), journey(INFUSION, h1=0)
    assert given["T"] == pytest.approx(alone["T"], rel=1e-6)


def test_the_gate_shows_on_day_two_and_the_clock_on_day_twenty() -> None:
    usual, sting, stay = (
        journey(INFUSION)["C"],
        journey(INFUSION, STING)["C"],
        journey(INFUSION, **TH17)["C"],
    )
    assert sting[120] / usual[120] == pytest.approx(8, abs=0.5)
    assert stay[120] / usual[120] < 1.5
    assert stay[300] / usual[300] == pytest.approx(11, abs=0.5)
    assert sting[300] / usual[300] < 1


@pytest.mark.parametrize(
    ("values", "lowest", "day"),
    [
        ({"phi": 0.01}, 5240, 28),
        ({"phi": 0.05}, 16.6, 60),
        ({"phi": 0.10}, 7.34e-3, 74),
        ({"phi": 0.01, "D": 1.6e5}, 1400, 42),
    ],
)
def test_each_infusion_of_til_ends_as_its_sentence_says(
    values: dict[str, float], lowest: float, day: float
) -> None:
    run = simulate(til, days=(0, 150), points=1501, **values)
    assert run["T"].min() == pytest.approx(lowest, rel=5e-3)
    assert run.t[run["T"].argmin()] == pytest.approx(day, abs=0.5)
    assert run.outcome == "regrowing"


@pytest.mark.parametrize(
    ("treatments", "values", "on_day_30"),
    [
        ([CELLS.at(14)], {}, 641),
        ([VIRUS], {}, 502),
        ([VIRUS, CELLS.at(14)], {}, 55),
        ([CELLS.at(5), VIRUS], {}, 52),
        ([VIRUS, CELLS.at(24)], {}, 2.2),
        ([VIRUS, CELLS.at(14)], {"rl": 0}, 582),
    ],
)
def test_each_order_of_virus_and_cells_ends_as_its_sentence_says(
    treatments: list[Any], values: dict[str, float], on_day_30: float
) -> None:
    run = painted(*treatments, **values)
    assert run["N"][300] == pytest.approx(on_day_30, rel=0.02)


def test_few_cells_are_painted_when_the_late_cells_come() -> None:
    alone = painted(VIRUS)
    share = alone["I"] / alone["N"]
    assert share[240] == pytest.approx(1 / 11, abs=0.005)
    assert share[300] == pytest.approx(1 / 6, abs=0.01)


def test_the_virus_that_bursts_into_one_dies_out() -> None:
    run = painted(VIRUS, CELLS.at(14), bu=1, dl=0.5)
    assert run["R0"].max() < 1
    assert run.outcome == "fizzled"
    # The CAR T cells go with it, from the day on which they came.
    assert np.all(np.diff(run["C"][141:]) < 0)


def test_the_first_virions_spread_and_are_lost_as_the_chapter_says() -> None:
    for cells, spreads in ((40, 0.64), (100, 1.4), (400, 3.5)):
        assert reproduction_number(cells, 0.005, 7, 2) == pytest.approx(spreads, abs=0.005)
    assert burst_extinction(0.5, 7) == pytest.approx(0.5, abs=0.01)
    assert burst_extinction(0.2, 7, founders=10) == pytest.approx(0.295, abs=5e-4)
