"""Whatever sliders and schedule say, a run is finite, never negative, and the same twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_utils.explorer.spec import sliders
from course_utils.modelling import Model
from course_utils.models import MODELS
from course_utils.simulate import simulate

DAYS = (0.0, 120.0)


def boxes(model: Model) -> st.SearchStrategy[dict[str, float]]:
    """Any point of the box of a model's sliders."""
    declared = {**model.parameters, **model.states}
    ends = {name: declared[name].range for name in sliders(model)}
    return st.fixed_dictionaries(
        {name: st.floats(*range_) for name, range_ in ends.items() if range_ is not None}
    )


def schedules(model: Model) -> st.SearchStrategy[list[Any]]:
    """Any allowed schedule: at most one window, or a few doses, of each treatment."""
    # Hours: two actions a billionth of a day apart are no schedule that anyone could keep.
    day = st.integers(0, round(24 * DAYS[1])).map(lambda hour: hour / 24)
    courses: list[st.SearchStrategy[Any]] = []
    for treatment in model.treatments.values():
        if treatment.is_window:
            window = st.tuples(day, st.integers(1, 2400).map(lambda hours: hours / 24))
            course = window.map(lambda w, treatment=treatment: treatment.during(w[0], w[0] + w[1]))
        else:
            doses = st.tuples(
                st.lists(day, min_size=1, max_size=5), st.integers(0, 12).map(lambda n: n / 4)
            )
            course = doses.map(lambda d, treatment=treatment: treatment.at(*d[0], dose=d[1]))
        courses.append(st.none() | course)
    return st.tuples(*courses).map(lambda chosen: [course for course in chosen if course])


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_run_is_finite_never_negative_and_repeats(name: str, data: st.DataObject) -> None:
    model = MODELS[name]
    values = data.draw(boxes(model))
    courses = data.draw(schedules(model))
    run = simulate(model.set(**values), days=DAYS, points=61, treatments=courses)
    again = simulate(model.set(**values), days=DAYS, points=61, treatments=courses)
    for state in model.states:
        assert np.all(np.isfinite(run[state])), state
        assert np.all(run[state] >= 0), state
        assert np.array_equal(run[state], again[state]), state
    assert run.outcome == again.outcome
