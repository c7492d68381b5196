"""A plan is held to points and days; what it does is what the models do."""

from __future__ import annotations

import math
from typing import Any

import pytest

from course_utils import (
    POPULATIONS,
    ModelError,
    best_plan,
    cart,
    debrief,
    hotcold,
    il6,
    open_case,
    plan_treatment,
    report_plan,
    run_plan,
    simulate,
    try_plan,
)
from course_utils.modelling import Course
from course_utils.teaching.capstone.case import hidden_model
from course_utils.teaching.capstone.outcome import standard_plan
from course_utils.teaching.capstone.rules import all_rules
from course_utils.teaching.capstone.search import final_size

HER2, BLOCKER = il6.treatments["trastuzumab"], il6.treatments["blocker"]
CASE = open_case("il6", 2)
SEEN = CASE.measure("volume", "il6")
PLAN = plan_treatment(SEEN, [HER2.during(2, 102), BLOCKER.during(2, 79)])


def test_a_plan_costs_its_days_and_doses() -> None:
    assert PLAN.cost == pytest.approx(100 * 0.25 + 77 * 0.4)
    assert PLAN.left == pytest.approx(60 - 4 - PLAN.cost)
    doses = plan_treatment(open_case("cart", 1), cart.treatments["infusion"].at(0, 9, dose=1.5))
    assert doses.cost == pytest.approx(2 * 1.5 * 10)
    assert plan_treatment(CASE, []).cost == 0


def test_a_plan_may_be_written_as_a_live_figure_writes_it() -> None:
    written = [
        {"name": "trastuzumab", "from": 2, "to": 102},
        {"name": "blocker", "from": 2, "to": 79},
    ]
    assert plan_treatment(SEEN, written) == PLAN


@pytest.mark.parametrize(
    ("case", "courses", "says"),
    [
        (
            CASE,
            [HER2.during(0, 120), BLOCKER.during(0, 120)],
            "costs 78 points, but 60 of 60 points are left.*18 too many.*'blocker', at 0.4 a day",
        ),
        (CASE, [{"name": "trastuzumob", "from": 0, "to": 9}], "Did you mean 'trastuzumab'"),
        (CASE, [hotcold.treatments["denosumab"].at(1)], "no treatment called 'denosumab'"),
        (
            open_case("hotcold", 1),
            [hotcold.treatments["cd8_depletion"].during(0, 3)],
            "tool of experiments",
        ),
        (CASE, [HER2.during(100, 121)], "until day 121, but the course ends on day 120"),
        (SEEN, [HER2.during(1, 20)], "begin on day 1, but today is day 2"),
        (CASE, [HER2.during(-1, 20)], "before the course does"),
        (CASE, [HER2.during(0, 20), HER2.during(10, 30)], "overlap"),
        (open_case("cart", 1), [Course("infusion", days=(1.0,), dose=-1.0)], "cannot be negative"),
        (open_case("cart", 1), [{"name": "infusion", "at": [1], "dose": -1}], "cannot be negative"),
        (open_case("cart", 1), [{"name": "infusion"}], "neither 'from' and 'to'"),
        (CASE, [Course("trastuzumab", windows=((50.0, 3.0),))], "end after it begins"),
        (CASE, [Course("trastuzumab", windows=((0.0, math.nan),))], "finite day"),
        (CASE, ["trastuzumab"], "A plan holds courses"),
        (CASE, "trastuzumab", "A plan holds courses.*'trastuzumab' was given"),
        (CASE, None, "A plan holds courses.*None was given"),
        (None, [], "run the cell with open_case first"),
    ],
)
def test_what_a_plan_cannot_be_is_told_in_a_sentence(case: Any, courses: Any, says: str) -> None:
    with pytest.raises(ModelError, match=says):
        plan_treatment(case, courses)


@pytest.mark.parametrize(
    ("function", "more"),
    [(run_plan, ()), (try_plan, ()), (debrief, ()), (report_plan, ("many words " * 9,))],
)
def test_a_cell_that_is_run_too_early_says_which_comes_first(function: Any, more: Any) -> None:
    with pytest.raises(ModelError, match=f"{function.__name__} needs a plan.*plan_treatment first"):
        function(SEEN, *more)


def test_the_patient_is_run_with_the_hidden_values() -> None:
    run = simulate(hidden_model(CASE), days=(0, 120), treatments=PLAN.courses)
    outcome = run_plan(PLAN)
    assert outcome.final == pytest.approx(run["N"][-1], rel=1e-5)
    assert outcome.reached is None
    assert run_plan(plan_treatment(CASE, [])).reached == pytest.approx(7.5, abs=2)


def test_the_trial_treats_the_same_patients_in_three_arms() -> None:
    table = try_plan(PLAN).patients
    assert list(table["arm"].cat.categories) == ["no treatment", "standard", "your plan"]
    assert set(table["arm"].value_counts()) == {200}
    hidden = [rows["pS"].to_numpy() for _, rows in table.groupby("arm", observed=True)]
    assert (hidden[0] == hidden[2]).all()
    events = table.groupby("arm", observed=True)["event"].sum()
    assert events["your plan"] < events["standard"] < events["no treatment"]


@pytest.mark.parametrize("tumour", sorted(all_rules()))
def test_standard_is_affordable_and_not_everything_is(tumour: str) -> None:
    rules = all_rules()[tumour]
    case = open_case(tumour, 1)
    assert standard_plan(case).courses
    assert sum(assay.points for assay in rules.assays.values()) < rules.budget
    on = [name for name in rules.toll if rules.model.treatments[name].is_window]
    assert sum(rules.toll[name] for name in on) * rules.days > rules.budget
    assert set(rules.search) == set(rules.toll) <= set(rules.model.treatments)
    POPULATIONS[tumour].check(rules.model)


@pytest.mark.slow
@pytest.mark.parametrize("tumour", sorted(all_rules()))
def test_the_search_is_right_about_its_plan_and_keeps_to_points_and_days(tumour: str) -> None:
    case = open_case(tumour, 2)
    late = case.measure("volume").wait(3)
    found, after = best_plan(case), best_plan(late)
    assert plan_treatment(late, after.plan.courses).left >= -1e-9
    assert found.plan.cost <= case.left
    assert found.final == pytest.approx(run_plan(found.plan).final, rel=1e-4)
    # With more points and days it cannot be worse than doing nothing.
    assert found.final <= run_plan(plan_treatment(case, [])).final
    assert found.tried > after.tried > 10


def test_the_search_takes_the_cheapest_of_those_that_count_as_equal() -> None:
    quiet = open_case("il6", 1)
    found = best_plan(quiet)
    assert found.final < quiet.rules.floor
    assert {course.name for course in found.plan.courses} == {"trastuzumab"}


def test_knowing_the_patient_is_worth_something_in_one_and_nothing_in_another() -> None:
    blind = best_plan(CASE, typical=True).plan
    assert final_size(CASE, hidden_model(CASE), blind) > 100 * best_plan(CASE).final
    cells = open_case("cart", 1)
    blind = best_plan(cells, typical=True).plan
    assert final_size(cells, hidden_model(cells), blind) < 1.1 * best_plan(cells).final


def test_the_debrief_reveals_every_hidden_value() -> None:
    said = debrief(PLAN).markdown
    for name in POPULATIONS["il6"].varies:
        assert f"`{name}`" in said
        assert f"{hidden_model(CASE).values[name]:.3g}" in said
    assert "best if all is known" in said


def test_a_careful_plan_that_measures_nothing_holds_the_tumour_of_the_example() -> None:
    """As chapter 10 says under its example, and the plan for a typical patient does not."""
    blind = open_case("il6", 2)
    plan = plan_treatment(blind, [HER2.during(0, 102), BLOCKER.during(2, 87)])
    assert plan.cost == pytest.approx(59.5)
    assert final_size(blind, hidden_model(blind), plan) == pytest.approx(12, abs=0.5)
