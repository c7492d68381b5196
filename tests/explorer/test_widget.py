from __future__ import annotations

from typing import Any

import pytest

from course_utils.explorer import Explorer, explore, explore_space
from course_utils.modelling import ModelError
from course_utils.models import infiltration, surveillance

DRUGS = surveillance.treatments["immunosuppression"]


@pytest.fixture
def explorer() -> Explorer:
    return explore(surveillance, controls=["s", "n"])


def test_values_hold_the_numbers_of_the_controls(explorer: Explorer) -> None:
    assert explorer.values == {"s": 0.013, "n": 0.1101}


def test_values_not_named_keep_their_numbers(explorer: Explorer) -> None:
    explorer.values = {"s": 0.05}
    explorer.values = {"a": 0.2}
    assert explorer.values == {"s": 0.05, "n": 0.1101, "a": 0.2}


def test_a_start_value_follows_its_parameters_until_it_is_moved() -> None:
    explorer = explore(surveillance, controls=["s", "E"])
    explorer.values = {"s": 0.0412}
    assert explorer.values["E"] == pytest.approx(1)
    explorer.values = {"E": 2}
    explorer.values = {"s": 0.02}
    assert explorer.values["E"] == 2


def test_a_start_value_may_follow_its_parameters_beyond_its_slider() -> None:
    explorer = explore(surveillance, controls=["s", "d", "E"])
    explorer.values = {"s": 0.09, "d": 0.005, "E": 0.09 / 0.005}
    assert explorer.values["E"] == pytest.approx(18)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"zz": 1}, "no parameter or state called 'zz'.* It has: s, p"),
        ({"s": float("nan")}, "not a number"),
        ({"s": -1}, "cannot be negative"),
        ({"s": 7}, "runs from 0.001 to 0.09"),
        ({"s": "much"}, "must be a number"),
    ],
)
def test_refused_values_lose_nothing(
    explorer: Explorer, values: dict[str, Any], sentence: str
) -> None:
    explorer.values = {"s": 0.05}
    with pytest.raises(ModelError, match=sentence):
        explorer.values = values
    assert explorer.values == {"s": 0.05, "n": 0.1101}


def test_treatments_take_courses_and_refuse_overlaps(explorer: Explorer) -> None:
    explorer.treatments = [DRUGS.during(45, 63)]
    wanted = [{"name": "immunosuppression", "from": 45.0, "to": 63.0}]
    assert explorer.treatments == wanted
    with pytest.raises(ModelError, match="overlap"):
        explorer.treatments = [DRUGS.during(1, 9), DRUGS.during(5, 12)]
    assert explorer.treatments == wanted


def test_values_can_be_observed(explorer: Explorer) -> None:
    seen: list[float] = []
    explorer.observe(lambda change: seen.append(change["new"]["s"]), "values")
    explorer.values = {"s": 0.02}
    assert seen == [0.02]


def test_output_holds_widget_figure_and_a_repr_that_stays_the_same(explorer: Explorer) -> None:
    explorer.values = {"s": 0.05}
    bundle = explorer._repr_mimebundle_()
    assert bundle is not None
    data, _ = bundle
    assert data["text/plain"] == "Explorer(surveillance, s=0.05, n=0.1101)"
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"].startswith('<figure class="explorer"')
    assert '"values":{"s":0.05}' in data["text/html"]


def test_a_figure_in_space_is_a_widget_a_figure_and_a_repr_that_stays_the_same() -> None:
    bundle = explore_space(infiltration, preset="excluded", question="Where?")._repr_mimebundle_()
    assert bundle is not None
    data, _ = bundle
    assert data["text/plain"] == "SpaceExplorer(infiltration, preset='excluded')"
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"].startswith('<figure class="explorer space"')
    assert "<figcaption>Where?</figcaption>" in data["text/html"]
    # It is stored in a notebook.
    assert len(data["text/html"]) < 50_000
    again = explore_space(infiltration, preset="excluded", question="Where?")._repr_mimebundle_()
    assert again is not None
    assert again[0]["text/html"] == data["text/html"]


def test_a_model_without_space_is_refused_there() -> None:
    with pytest.raises(ModelError, match="'surveillance' has no space: it declares no tissues"):
        explore_space(surveillance)  # type: ignore[arg-type]
