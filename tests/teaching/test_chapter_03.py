"""What chapter 3 says about its figures is what the models do, and `check` takes its answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from course_utils.models import hotcold, infiltration
from course_utils.simulate import Run, simulate, simulate_space
from course_utils.teaching import check

DENOSUMAB = hotcold.treatments["denosumab"]
ANTI_PD1 = hotcold.treatments["anti_pd1"]
DOSES = DENOSUMAB.at(15, 22)
NO_CD8 = hotcold.treatments["cd8_depletion"]


def blockade(first: float = 15, last: float = 100) -> Any:
    return ANTI_PD1.during(first, last)


def arm(*treatments: Any, days: float = 35, **values: float) -> Run:
    return simulate(
        hotcold, days=(0, days), points=10 * int(days) + 1, treatments=treatments, **values
    )


def on_day_45(doses: Sequence[float], window: tuple[float, float]) -> float:
    return float(arm(DENOSUMAB.at(*doses), ANTI_PD1.during(*window), days=45)["T"][-1])


@pytest.mark.parametrize(
    ("id_", "answer"),
    [
        ("3.1", 0.636),
        ("3.2", 3.4),
        ("3.2", "3400000 cells"),
        ("3.3", 0.736),
        ("3.3", "73.6 %"),
        ("3.4", 23.0),
        ("3.5", 1.28),
        ("3.6", 0.417),
        ("3.6", "417 micrometre"),
    ],
)
def test_the_answer_of_the_chapter_is_right(id_: str, answer: Any) -> None:
    assert check(id_, answer).right


@pytest.mark.parametrize(
    ("treatments", "values", "tumour"),
    [
        ([], {}, 880),
        ([DOSES], {}, 756),
        ([blockade()], {}, 726),
        ([DOSES, blockade()], {}, 280),
        ([], {"r": 0}, 164),
        ([NO_CD8.during(0, 100)], {"r": 0, "C": 0}, 1519),
        ([NO_CD8.during(0, 100)], {"r": 1, "C": 0}, 1519),
    ],
)
def test_each_arm_ends_as_its_sentence_says(
    treatments: list[Any], values: dict[str, float], tumour: float
) -> None:
    assert arm(*treatments, **values)["T"][-1] == pytest.approx(tumour, abs=0.6)


def test_without_rank_anti_pd1_makes_the_tumour_shrink_and_denosumab_changes_nothing() -> None:
    released = arm(blockade(), r=0)
    assert released["T"][-1] < released["T"][150] / 3
    assert arm(DOSES, r=0)["T"][-1] == pytest.approx(arm(r=0)["T"][-1], rel=1e-6)


def test_denosumab_multiplies_t_cells_and_the_pd_l1_that_they_call_up() -> None:
    with_it, without = arm(DOSES), arm()
    assert with_it["C"][250] / without["C"][250] == pytest.approx(3.6, abs=0.05)
    assert with_it["pdl1"][250] / without["pdl1"][250] == pytest.approx(2.7, abs=0.05)


def test_the_two_doors_move_as_the_sentences_say() -> None:
    control, treated = arm(), arm(DOSES)
    released, both = arm(blockade()), arm(DOSES, blockade())
    assert control["access"][-1] < 0.03
    assert treated["access"].max(where=treated.t > 16, initial=0) == pytest.approx(0.26, abs=0.01)
    assert treated["SP"][149] == pytest.approx(0.53, abs=0.005)
    assert treated["SP"][-1] == pytest.approx(0.28, abs=0.005)
    assert released["SP"][160:].min() == pytest.approx(0.92, abs=0.005)
    assert released["access"][-1] < 0.03
    assert both["access"][250] > 0.25
    assert both["SP"][250] > 0.8
    assert both["access"][-1] < both["access"][250]


def test_a_tumour_without_pd_l1_has_one_door_only() -> None:
    assert arm(DOSES, th=0)["T"][-1] == pytest.approx(14, abs=0.5)


def test_without_attraction_the_second_door_opens_under_denosumab() -> None:
    assert arm(DOSES, rho=0)["SP"][-1] > arm(DOSES, rho=0)["SP"][150] > arm(DOSES)["SP"][150]


def test_full_blockade_alone_leaves_four_fifths() -> None:
    assert arm(blockade(), up=1)["T"][-1] / arm()["T"][-1] == pytest.approx(0.79, abs=0.005)


@pytest.mark.parametrize(
    ("doses", "window", "tumour"),
    [
        ((15, 22), (15, 35), 1264),
        ((15, 22), (20, 40), 1399),
        ((15, 22), (25, 45), 1537),
        ((20, 27), (15, 35), 1613),
        ((10, 17), (15, 35), 395),
    ],
)
def test_each_order_ends_as_its_sentence_says(
    doses: Sequence[float], window: tuple[float, float], tumour: float
) -> None:
    assert on_day_45(doses, window) == pytest.approx(tumour, abs=0.6)


def test_waiting_pays_in_a_small_tumour_with_a_short_course_and_nowhere_else() -> None:
    assert on_day_45((5, 12), (14, 34)) < on_day_45((5, 12), (5, 25)) / 2
    assert on_day_45((5, 12), (14, 100)) > on_day_45((5, 12), (5, 100))
    assert on_day_45((15, 22), (16, 36)) > on_day_45((15, 22), (15, 35))


def test_the_largest_rise_of_t_cells_goes_with_the_smallest_profit() -> None:
    levels = (0.2, 0.4, 0.7, 1)
    rises = [arm(DOSES, r=r)["C"][250] / arm(r=r)["C"][250] for r in levels]
    left = [arm(DOSES, r=r)["T"][-1] / arm(r=r)["T"][-1] for r in levels]
    assert rises == sorted(rises)
    assert left == sorted(left)


def test_an_excluded_tumour_has_the_fullest_rim_and_an_empty_core() -> None:
    runs = {name: simulate_space(infiltration.preset(name), days=60, points=2) for name in
            ("hot", "excluded", "cold")}  # fmt: skip
    rim = {name: run.mean("c", "rim")[-1] for name, run in runs.items()}
    assert rim["excluded"] > rim["hot"] > rim["cold"]
    assert runs["excluded"].core_to_rim() < 1e-3
    assert runs["hot"].core_to_rim() == pytest.approx(runs["cold"].core_to_rim(), rel=1e-6)
    left = {name: run.mean("u", "tumour")[-1] for name, run in runs.items()}
    assert left["hot"] < 0.01
    assert left["excluded"] == pytest.approx(0.80, abs=0.005)
