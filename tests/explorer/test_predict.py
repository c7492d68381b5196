from __future__ import annotations

import re
from typing import Any

import pytest

from course_utils.explorer import build_spec
from course_utils.explorer.predict import SHAPES
from course_utils.explorer.widget import STATIC
from course_utils.modelling import ModelError
from course_utils.models import il1, surveillance

DRUGS = surveillance.treatments["immunosuppression"]


def predicted(predict: Any, **view: Any) -> dict[str, Any]:
    asked: dict[str, Any] = build_spec(surveillance, predict=predict, **view)["view"]["predict"]
    return asked


def test_a_name_is_enough_and_asks_for_what_the_figure_opens_with() -> None:
    asked = predicted("T", values={"s": 0.02}, treatments=DRUGS.during(45, 63), log=True)
    assert asked["sketch"] == "T"
    assert asked["log"]
    assert asked["values"] == {"s": 0.02}
    assert asked["treatments"] == [{"name": "immunosuppression", "from": 45.0, "to": 63.0}]
    assert (asked["answers"], asked["question"], asked["explanation"]) == ([], "", "")
    assert "predict" not in build_spec(surveillance)["view"]


def test_a_prediction_may_be_asked_for_other_values_than_the_figure_opens_with() -> None:
    spec = build_spec(
        surveillance,
        values={"s": 0.02},
        predict={"sketch": "T", "values": {"T": 100}, "treatments": [DRUGS.during(1, 9)]},
    )["view"]
    assert spec["predict"]["values"] == {"T": 100.0}
    assert spec["predict"]["treatments"] == [{"name": "immunosuppression", "from": 1.0, "to": 9.0}]
    assert (spec["values"], spec["treatments"]) == ({"s": 0.02}, [])


def test_answers_are_outcomes_or_shapes_under_their_own_or_other_labels() -> None:
    assert predicted({"sketch": "T", "answers": ["dormant", "rises"]})["answers"] == [
        {"label": "dormant", "outcome": "dormant"},
        {"label": "rises", "shape": "rises"},
    ]
    labelled = {"It sleeps": "dormant", "It comes and goes": "swings"}
    assert predicted({"sketch": "T", "answers": labelled})["answers"] == [
        {"label": "It sleeps", "outcome": "dormant"},
        {"label": "It comes and goes", "shape": "swings"},
    ]


def test_python_and_the_page_know_the_same_shapes() -> None:
    source = STATIC.parent / "frontend" / "src" / "engine" / "verdict.js"
    listed = re.search(r"SHAPES = .*?\(\[(.*?)\]\)", source.read_text("utf-8"), re.DOTALL)
    assert listed
    assert tuple(re.findall(r'"(\w+)"', listed[1])) == SHAPES


def test_the_axis_has_room_for_whatever_the_figure_can_do_and_not_just_for_the_answer() -> None:
    # As it opens the tumour sleeps, between 1 and 90 million cells; with less supply it escapes.
    low, high = predicted("T", controls=["s"], days=(0, 400))["range"]
    assert (low, high) == (0.0, 600.0)
    assert predicted("T", controls=[], days=(0, 400))["range"][1] == 100.0
    # The same in factors, and never more of them than a hand can tell apart.
    low, high = predicted("T", controls=["s"], days=(0, 2000), log=True)["range"]
    assert high == 1000.0
    assert low == 1e-3
    given = predicted({"sketch": "T", "range": (0, 80)})["range"]
    assert given == [0.0, 80.0]


@pytest.mark.parametrize(
    ("predict", "said"),
    [
        ("Q", r"no quantity called 'Q'.* It has: E, T"),
        (["T"], r"name of a quantity, such as 'E', or a dict"),
        ({"answers": ["dormant"]}, r"must be the name of a quantity"),
        ({"sketch": "T", "answer": []}, r"no key called 'answer'. Did you mean 'answers'\?"),
        ({"sketch": "T", "answers": "dormant"}, r"must be a list, such as \['dormant'\]"),
        ({"sketch": "T", "answers": ["dormant"]}, r"has 1 of them; offer 2 to 5, or none"),
        ({"sketch": "T", "answers": ["dormant", "gone"]}, r"called 'gone'.*dormant.*swings"),
        ({"sketch": "T", "answers": ["dormant", "dormant"]}, r"two of the answers"),
        ({"sketch": "T", "explanation": 3}, r"explanation must be a sentence"),
        ({"sketch": "T", "range": 80}, r"lowest and the highest value .* \(0, 100\)"),
        ({"sketch": "T", "range": (80, 0)}, r"range is 80 to 0; it must .* rise from at least 0"),
        ({"sketch": "T", "values": {"s": 7}}, r"predict: values has s = 7, but its slider"),
        ({"sketch": "T", "treatments": ["drugs"]}, r"give a course, such as"),
    ],
)
def test_what_cannot_be_predicted_is_refused_in_plain_words(predict: Any, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        predicted(predict)


def test_an_axis_of_factors_cannot_begin_at_nothing() -> None:
    with pytest.raises(ModelError, match="rise from above 0, because the axis counts in factors"):
        predicted({"sketch": "T", "range": (0, 80)}, log=True)


def test_what_is_never_there_cannot_be_sketched() -> None:
    with pytest.raises(ModelError, match="'A' is never above zero here"):
        build_spec(il1, show=["A"], controls=["eps"], days=(0, 9), predict="A")
