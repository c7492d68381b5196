"""A patient of the last chapter: the same for a whole class, known only by what was measured."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils import POPULATIONS, ModelError, open_case
from course_utils.teaching.capstone.case import hidden_model, truth_of
from course_utils.teaching.capstone.rules import all_rules, rules_of

TUMOURS = sorted(all_rules())


@pytest.mark.parametrize("tumour", TUMOURS)
def test_a_number_is_the_same_patient_each_time_and_another_number_another(tumour: str) -> None:
    first, again, other = (hidden_model(open_case(tumour, n)).values for n in (5, 5, 6))
    varies = POPULATIONS[tumour].varies
    assert first == again
    assert all(first[name] != other[name] for name in varies)
    assert all(
        first[name] == other[name]
        for name in rules_of(tumour).model.parameters
        if name not in varies
    )


def test_a_number_is_not_extreme_in_the_same_way_in_every_tumour() -> None:
    ranks = []
    for tumour in TUMOURS:
        first = next(iter(POPULATIONS[tumour].varies))  # which one seed would draw alike
        values = [hidden_model(open_case(tumour, n)).values[first] for n in range(1, 41)]
        ranks.append(np.argsort(np.argsort(values)))
    assert np.abs(np.corrcoef(ranks) - np.eye(3)).max() < 0.4


@pytest.mark.parametrize("tumour", TUMOURS)
def test_nothing_that_is_shown_gives_a_hidden_value_away(tumour: str) -> None:
    case = open_case(tumour, 3).measure("volume")
    shown = repr(case) + str(vars(case)) + "".join(case._repr_mimebundle_().values())
    for name in POPULATIONS[tumour].varies:
        value = hidden_model(case).values[name]
        assert f"{value:.3g}" not in shown, name


def test_measuring_costs_its_points_and_days_and_leaves_the_case_as_it_was() -> None:
    case = open_case("il6", 7)
    later = case.measure("volume", "il6")
    rules = case.rules
    assert later.spent == rules.assays["volume"].points + rules.assays["il6"].points
    assert later.left == rules.budget - later.spent
    assert later.day == rules.assays["volume"].days + rules.assays["il6"].days
    assert (case.spent, case.day, case.results) == (0, 0, ())
    assert case.measure("volume", "il6") == later == case.measure("volume").measure("il6")
    assert pickle.loads(pickle.dumps(later)) == later


def test_a_measurement_has_the_unit_of_what_it_reads_and_says_how_it_is_done() -> None:
    for rules in all_rules().values():
        for assay in rules.assays.values():
            assert assay.by
            assert assay.unit
            assert assay.points > 0
            assert 0 < assay.error < 1
            assert assay.days >= 0
    til = rules_of("hotcold").assays["til"]
    assert til.by == rules_of("hotcold").model.states["C"].measured_by


@pytest.mark.parametrize(
    ("tumour", "name"), [("il6", "il6"), ("hotcold", "til"), ("cart", "homing")]
)
def test_readings_err_by_as_much_as_is_said_and_to_neither_side(tumour: str, name: str) -> None:
    assay = rules_of(tumour).assays[name]
    errors = []
    for number in range(1, 101):
        case = open_case(tumour, number).measure(name)
        truth = truth_of(case, assay.reads, case.day)
        errors.append(math.log(case.results[0].value / truth))
    assert abs(np.mean(errors)) < 3.5 * assay.error / math.sqrt(len(errors))
    assert np.std(errors) == pytest.approx(assay.error, rel=0.2)


def test_a_second_reading_errs_anew_but_the_same_way_each_time() -> None:
    one, two = open_case("il6", 4).measure("volume", "volume").results
    assert one.value != two.value
    assert open_case("il6", 4).measure("volume", "volume").results == (one, two)


def test_a_share_is_never_above_one() -> None:
    readings = [open_case("hotcold", n).measure("rank").results[0].value for n in range(1, 80)]
    assert max(readings) == 1.0
    assert min(readings) < 0.3


def test_a_tumour_grows_while_one_waits() -> None:
    case = open_case("il6", 2)
    assert truth_of(case, "N", case.wait(7).day) > 1.5 * truth_of(case, "N", case.day)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["volume", "til", "myeloid", "rank"]), max_size=12))
def test_nobody_can_measure_beyond_the_budget(names: list[str]) -> None:
    case = open_case("hotcold", 1)
    for name in names:
        if case.rules.assays[name].points > case.left:
            with pytest.raises(ModelError, match="are left"):
                case.measure(name)
        else:
            case = case.measure(name)
    assert case.left >= 0
    assert case.day < case.rules.days


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        (lambda: open_case("il7", 1), "has no tumour called 'il7'.*It has: hotcold, il6, cart"),
        (lambda: open_case("il6", 0), "whole numbers from 1 to 9999"),
        (lambda: open_case("il6", 2.5), "no patient 2.5; they have whole numbers"),
        (lambda: open_case(["il6"], 1), "no tumour called"),
        (lambda: open_case("il6", 1).measure(["volume"]), "no measurement called"),
        (lambda: open_case("il6", 1).measure("pet"), "no measurement called 'pet'.*volume"),
        (lambda: open_case("il6", 1).measure(), "Say what to measure"),
        (lambda: open_case("il6", 1).measure(*["sensitivity"] * 9), "costs 8 points, but only 4"),
        (lambda: open_case("il6", 1).wait(-1), "cannot be negative"),
        (lambda: open_case("il6", 1).wait(120), "would end on day 120.*ends on day 120"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(mistake: object, says: str) -> None:
    assert callable(mistake)
    with pytest.raises(ModelError, match=says):
        mistake()
