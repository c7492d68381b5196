"""What chapter 5 says about its figures is what the model does, and `check` takes its answers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from course_utils.models import il1
from course_utils.simulate import Run, simulate
from course_utils.teaching import check

ANAKINRA = il1.treatments["anakinra"]
DAILY = ANAKINRA.at(*range(120))
ANTI_TGFB = il1.treatments["anti_tgfb"].during(0, 120)
CHEMOTHERAPY = il1.treatments["chemotherapy"].during(14, 120)


def course(*treatments: Any, **values: float) -> Run:
    return simulate(il1, days=(0, 120), points=1201, treatments=treatments, **values)


def five_days(*treatments: Any, **values: float) -> Run:
    """Return the first figure, looked at every minute, the moment of an injection left out."""
    points = np.arange(0, 5, 1 / 1440) + 1e-6
    return simulate(il1, days=(0, 5), points=points, treatments=treatments, **values)


@pytest.mark.parametrize(
    ("id_", "answer"),
    [
        ("5.1", 3.72),
        ("5.1", "3720 microgram"),
        ("5.2", 24),
        ("5.2", "1 day"),
        ("5.3", 1390),
        ("5.3", "1.39 gram"),
        ("5.4", 0.495),
        ("5.5", 0.61),
        ("5.5", "61 %"),
    ],
)
def test_the_answer_of_the_chapter_is_right(id_: str, answer: Any) -> None:
    assert check(id_, answer).right


@pytest.mark.parametrize(
    ("treatments", "volume", "signature"),
    [
        ([], 160, 1.03),
        ([DAILY], 104, 0.29),
        ([ANAKINRA.at(*range(14))], 153, 1.03),
        ([ANTI_TGFB], 131, 0.66),
        ([CHEMOTHERAPY], 28, 1.00),
        ([DAILY, CHEMOTHERAPY], 17, 0.27),
    ],
)
def test_each_course_ends_as_its_sentence_says(
    treatments: list[Any], volume: float, signature: float
) -> None:
    run = course(*treatments)
    assert run["T"][-1] == pytest.approx(volume, abs=0.6)
    assert run["X"][-1] == pytest.approx(signature, abs=0.006)


def test_without_the_boost_the_tumour_still_grows_to_what_the_quiz_says() -> None:
    assert course(eps=0)["T"][-1] == pytest.approx(87, abs=0.6)


def test_the_signature_is_back_within_a_week_of_the_first_dose_left_out() -> None:
    run = course(ANAKINRA.at(*range(14)))
    back = run.t[(run.t > 14) & (run["X"] > 0.9)][0]
    assert 20 < back <= 21


def test_half_the_dose_twice_a_day_keeps_a_quarter_of_the_receptors_at_most() -> None:
    run = five_days(ANAKINRA.at(*np.arange(0, 5, 0.5), dose=0.5))
    assert 0.2 < run["j"].max() <= 0.25
    assert run["A"].max() == pytest.approx(62, abs=0.5)


def test_four_times_the_dose_blocks_for_ten_more_hours() -> None:
    """As long as it takes to halve it twice: it is then where the single dose began."""
    once, four = five_days(ANAKINRA.at(0)), five_days(ANAKINRA.at(0), dose=400)
    reached = [24 * run.t[np.argmax(run["j"] > 0.2)] for run in (once, four)]
    assert reached[1] - reached[0] == pytest.approx(10, abs=0.1)


def test_a_drug_with_a_half_life_of_a_day_blocks_around_the_clock() -> None:
    run = five_days(ANAKINRA.at(*range(5)), kA=0.6931)
    assert run["j"].max() <= 0.07


def test_a_half_life_of_ten_hours_leaves_a_fifth_of_the_peak() -> None:
    assert math.exp(-1.66) == pytest.approx(0.19, abs=0.005)


def test_anti_tgfb_takes_two_thirds_of_the_cytokine_and_a_third_of_the_receptors() -> None:
    run = course(ANTI_TGFB)
    day_60 = np.argmin(abs(run.t - 60))
    assert 1 - run["I"][day_60] / run["I"][0] == pytest.approx(0.64, abs=0.01)
    assert 1 - run["j"][day_60] / run["j"][0] == pytest.approx(0.38, abs=0.01)


def test_an_inflamed_tumour_doubles_in_46_days_and_a_calm_one_in_76() -> None:
    for eps, days in ((il1.values["eps"], 46), (0, 76)):
        run = simulate(il1, days=(0, 90), points=9001, eps=eps)
        doubled = run.t[run["T"] >= 2 * run["T"][0]][0]
        assert doubled == pytest.approx(days, abs=0.5)


def test_ten_times_the_drug_leaves_the_cytokine_fewer_seats() -> None:
    v = il1.values
    once = five_days(DAILY)
    last_day = once["A"][once.t > 4]
    signal = once["I"][-1]

    def held(drug: float) -> float:
        return signal / (signal + v["KI"] * (1 + drug / v["KA"]))

    fewer = [held(drug) / held(10 * drug) for drug in (last_day.min(), last_day.max())]
    assert fewer == pytest.approx([4.5, 9.5], abs=0.1)
