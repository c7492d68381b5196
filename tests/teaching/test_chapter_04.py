"""What chapter 4 says of waiting is what the model does."""

from __future__ import annotations

import math

import pytest

from course_utils.modelling import Course
from course_utils.models import treg_rankl
from course_utils.simulate import simulate


def colonies(*treatments: Course) -> float:
    return float(simulate(treg_rankl, days=(0, 60), points=601, treatments=treatments)["J"][-1])


def test_the_antibody_may_wait_for_a_month_and_not_for_six_weeks() -> None:
    antibody = treg_rankl.treatments["antibody"]
    left = [colonies(antibody.during(day, 61)) for day in (5, 30, 40, 45)]
    assert left == pytest.approx([5.8, 6.3, 8.7, 11.7], abs=0.06)
    assert left[-1] == pytest.approx(2 * left[0], rel=0.02)


def test_of_mice_operated_on_day_20_and_30_so_many_have_a_colony() -> None:
    surgery = treg_rankl.treatments["surgery"]
    early, late = (1 - math.exp(-colonies(surgery.at(day))) for day in (20, 30))
    assert (early, late) == pytest.approx((0.07, 0.47), abs=0.006)
