"""Treatments: windows, doses, and the sorted list of actions they become."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.modelling import (
    Action,
    Course,
    Model,
    ModelError,
    Parameter,
    State,
    Treatment,
    schedule,
)
from course_utils.models import surveillance
from tests.modelling.test_model import decay, declare, parameter, state

drugs = surveillance.treatments["immunosuppression"]
block = decay.treatments["block"]
infusion = decay.treatments["infusion"]


class Pulses(Model):
    """Doses whose size depends on parameters."""

    f = Parameter("Share", 0.5, unit="1", range=(0, 1), source="illustrative")
    h = Parameter("One over what is added", 0.5, unit="1/Mc", range=(0.1, 1), source="illustrative")
    X = State("Cells", start=1, unit="Mc", measured_by="counting")
    Y = State("Others", start=1, unit="Mc", measured_by="counting")
    pulse = Treatment("Pulse", scales={X: 1 - f}, adds={Y: 1 / h})


def test_a_window_switches_on_and_off() -> None:
    actions = schedule(surveillance, drugs.during(45, 63), (0, 200))
    assert [action.to_dict() for action in actions] == [
        {"t": 45, "parameter": "immunosuppression", "op": "set", "value": 1},
        {"t": 63, "parameter": "immunosuppression", "op": "set", "value": 0},
    ]


def test_a_dose_takes_its_size_from_the_parameters_and_the_course() -> None:
    actions = schedule(decay.set(dose=4), infusion.at(1, 2, dose=0.5), (0, 10))
    assert actions == [Action(1, "state", "X", "add", 2), Action(2, "state", "X", "add", 2)]


def test_a_reset_does_not_grow_with_the_dose() -> None:
    assert schedule(decay, decay.treatments["surgery"].at(3), (0, 10)) == [
        Action(3, "state", "X", "set", 0)
    ]


def test_two_doses_at_once_scale_twice() -> None:
    course = Pulses().treatments["pulse"].at(1, dose=2)
    assert schedule(Pulses(), course, (0, 10)) == [
        Action(1, "state", "X", "scale", 0.25),
        Action(1, "state", "Y", "add", pytest.approx(4)),
    ]


def test_a_dose_is_worked_out_with_the_values_of_the_first_day() -> None:
    course = Pulses().treatments["pulse"].at(5)
    later = {"t": 2, "parameter": "f", "op": "set", "value": 0.0}
    scale, _ = schedule(Pulses(f=0.75), [later, course], (0, 10))[1:]
    assert scale.value == 0.25


@pytest.mark.parametrize(
    ("f", "h", "words"),
    [
        (2, 1, r"cannot scale 'X' by 1 - f, which is -1 \(dose 1\)"),
        (0.5, 0, "cannot add 'Y' by 1/h, which is nan"),
    ],
)
def test_an_impossible_dose_is_refused_in_words(f: float, h: float, words: str) -> None:
    model = Pulses(f=f, h=h)
    with pytest.raises(ModelError, match=words):
        schedule(model, model.treatments["pulse"].at(1), (0, 10))


def test_a_dose_depends_on_parameters_only() -> None:
    with pytest.raises(ModelError, match="does to 'X' depends on 'X', which is not a parameter"):
        declare(
            a=parameter(),
            X=state(),
            pulse=lambda names: Treatment("Pulse", adds={"X": names["X"]}),
        )


def test_a_window_open_on_the_first_day_counts_as_open() -> None:
    first, _ = schedule(surveillance, drugs.during(-10, 5), (0, 200))
    assert (first.t, first.value) == (0, 1)


def test_a_window_that_is_over_before_the_first_day_is_off() -> None:
    actions = schedule(surveillance, drugs.during(-10, -5), (0, 200))
    assert actions[-1].value == 0
    assert actions[-1].t == 0


def test_what_comes_after_the_last_day_is_left_out() -> None:
    assert schedule(surveillance, drugs.during(300, 310), (0, 200)) == []


def test_two_windows_that_touch_stay_on() -> None:
    actions = schedule(decay, [block.during(1, 2), block.during(2, 3)], (0, 10))
    assert [(a.t, a.value) for a in actions] == [(1, 1), (2, 0), (2, 1), (3, 0)]


def test_the_form_of_the_live_figure_is_understood() -> None:
    for course in (drugs.during(1, 2), Course("immunosuppression", windows=((1, 2), (4, 5)))):
        assert schedule(surveillance, course.to_dicts(), (0, 9)) == schedule(
            surveillance, course, (0, 9)
        )
    doses = infusion.at(1, 2, dose=3)
    assert schedule(decay, doses.to_dicts(), (0, 9)) == schedule(decay, doses, (0, 9))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (lambda: drugs.during(63, 45), "begins on day 63 and ends on day 45"),
        (lambda: drugs.during(45, 45), "must end after it begins"),
        (lambda: drugs.during(float("nan"), 45), "must be a finite day"),
        (lambda: drugs.during("Monday", 45), "must be a day"),
        (lambda: drugs.at(3), "use .during"),
        (lambda: infusion.during(1, 2), "use .at"),
        (lambda: infusion.at(), "give at least one"),
        (lambda: infusion.at(1, dose=-1), "dose of 'infusion' is -1, but it cannot be negative"),
    ],
)
def test_a_bad_course_is_refused_in_words(given: Any, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        given()


@pytest.mark.parametrize(
    ("treatments", "words"),
    [
        ([block.during(1, 5), block.during(4, 6)], "Two windows of 'block' overlap"),
        ([Course("blok", windows=((1, 2),))], "no treatment called 'blok'.*Did you mean 'block'"),
        ([infusion.at(-1)], "before the run begins"),
        ([{"name": "block"}], "says neither"),
        ([{"t": 1, "op": "set", "value": 1}], "not complete"),
        ([{"t": 1, "parameter": "X", "op": "set", "value": 1}], "no parameter called 'X'"),
        ([{"t": 1, "state": "k", "op": "set", "value": 1}], "no state called 'k'"),
        ([{"t": 1, "state": "X", "op": "cure", "value": 1}], "use add, scale or set"),
        ([{"t": 1, "state": "X", "op": "set", "value": -1}], "cannot be negative"),
        ([{"t": 1, "state": "X", "op": "add", "value": float("nan")}], "NaN"),
        ([3], "give a course"),
    ],
)
def test_bad_treatments_are_refused_in_words(treatments: Any, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        schedule(decay, treatments, (0, 10))


days = st.floats(0, 100)


@given(st.lists(days, min_size=1, max_size=5), st.lists(days, min_size=2, max_size=6, unique=True))
def test_actions_are_sorted_and_every_window_closes(doses: list[float], edges: list[float]) -> None:
    edges = sorted(edges)[: len(edges) // 2 * 2]
    windows = [block.during(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    actions = schedule(decay, [infusion.at(*doses), *windows], (0, 101))
    assert [a.t for a in actions] == sorted(a.t for a in actions)
    switches = [a.value for a in actions if a.name == "block"]
    assert switches == [1, 0] * (len(switches) // 2)
    assert sum(a.name == "X" for a in actions) == len(doses)
