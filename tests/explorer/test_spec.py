from __future__ import annotations

import json
import math
from typing import Any

import pytest

from course_utils.datasets import synthetic_mice
from course_utils.explorer import build_spec
from course_utils.modelling import ModelError
from course_utils.models import gompertz, hotcold, surveillance

DRUGS = surveillance.treatments["immunosuppression"]


def test_spec_survives_json_and_names_every_slider() -> None:
    spec = build_spec(surveillance)
    assert json.loads(json.dumps(spec)) == spec
    assert [p["name"] for p in spec["model"]["parameters"]] == list(surveillance.parameters)
    assert spec["view"]["controls"] == ["s", "p", "g", "m"]
    assert spec["view"]["show"] == ["E", "T"]


def test_values_set_on_the_model_are_the_defaults_of_the_figure() -> None:
    spec = build_spec(surveillance.set(s=0.03, T=5))
    assert {p["name"]: p["value"] for p in spec["model"]["parameters"]}["s"] == 0.03
    assert {s["name"]: s["start"] for s in spec["model"]["states"]} == {"E": None, "T": 5.0}


def test_what_a_dose_does_is_left_to_the_program() -> None:
    spec = build_spec(gompertz)["model"]
    (chemotherapy,) = spec["treatments"]
    assert chemotherapy["kind"] == "pulse"
    names = [effect["value"] for effect in chemotherapy["effects"]]
    assert names == list(spec["program"]["effects"]["out"])


def test_a_treatment_that_was_taken_out_is_not_offered() -> None:
    assert build_spec(surveillance.without("immunosuppression"))["model"]["treatments"] == []


def test_presets_keep_their_values_courses_and_sentence() -> None:
    preset = {"s": 0.02, "treatments": [DRUGS.during(45, 136)], "look": "Watch the peak."}
    assert build_spec(surveillance, presets={"Drugs": preset})["view"]["presets"] == [
        {
            "label": "Drugs",
            "look": "Watch the peak.",
            "values": {"s": 0.02},
            "treatments": [{"name": "immunosuppression", "from": 45.0, "to": 136.0}],
        }
    ]


def test_a_phase_plane_opens_first_and_counts_as_the_sliders_do() -> None:
    spec = build_spec(surveillance, phase={"E": (0, 3.5), "T": (0.5, 500)})
    assert spec["view"]["opens"] == "phase"
    assert spec["view"]["phase"] == [
        {"name": "E", "range": [0.0, 3.5], "log": False},
        {"name": "T", "range": [0.5, 500.0], "log": True},
    ]
    assert "jacobian" in spec["model"]["program"]
    assert json.loads(json.dumps(spec)) == spec


def test_a_figure_without_a_phase_plane_opens_in_time_and_carries_no_more_than_it_needs() -> None:
    spec = build_spec(surveillance)
    assert spec["view"]["opens"] == "time"
    assert spec["view"]["phase"] is None
    assert "jacobian" not in spec["model"]["program"]


def test_a_model_that_has_not_two_states_has_no_phase_plane() -> None:
    sentence = "room for two states; 'hotcold' has 4: T, N, C, D"
    with pytest.raises(ModelError, match=sentence):
        build_spec(hotcold, phase={"T": (1, 5), "N": (0, 5)})


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"show": ["X"]}, "no state or observable called 'X'.* It has: E, T"),
        ({"show": []}, "show is empty"),
        ({"show": "T"}, r"must be a list of names, such as \['T'\]"),
        ({"show": ["T", "T"]}, "lists 'T' twice"),
        ({"controls": ["supply"]}, "no slider called 'supply'.* It has: s, p"),
        ({"controls": "s"}, r"must be a list of names, such as \['s'\]"),
        ({"controls": ["s", "p", "g", "m", "d"]}, "lists 5 sliders; at most 4"),
        ({"values": {"s": 5}}, r"slider \(Effector supply\) runs from 0.001 to 0.09 million"),
        ({"values": {"zz": 5}}, "no parameter or state called 'zz'"),
        ({"values": {"s": float("nan")}}, "not a number"),
        ({"values": 3}, "must be a dict of names and numbers"),
        ({"days": (5, 5)}, "must be finite and go forwards"),
        ({"days": 5}, "the first and the last day"),
        ({"presets": {"A": {"ss": 1}}}, "The preset 'A' sets 'ss'.* It may set: s, p"),
        ({"presets": {"A": {"s": -1}}}, "cannot be negative"),
        ({"presets": {"A": 3}}, "must be a dict, such as"),
        ({"phase": {"T": (1, 5)}}, r"must name both states .* such as \{'E': \(0, 100\), 'T'"),
        ({"phase": ["E", "T"]}, "must name both states"),
        ({"phase": {"E": (0, 3), "X": (1, 5)}}, "no state called 'X'.* It has: E, T"),
        ({"phase": {"E": 3, "T": (1, 5)}}, "phase has E = 3; give its lowest and highest"),
        ({"phase": {"E": (3, 1), "T": (1, 5)}}, "E from 3 to 1; .* rise from at least 0"),
        ({"phase": {"E": (0, 1), "T": (0, 5)}}, "from above 0, because its axis counts in factors"),
        ({"phase": {"E": (0, math.inf), "T": (1, 5)}}, "must be finite"),
        ({"view": "phase"}, "needs a phase plane"),
        ({"view": "map"}, "view must be 'time', 'phase' or 'trial', but 'map' was given"),
        ({"treatments": [{"name": "x", "from": 1, "to": 2}]}, "no treatment called 'x'"),
        ({"treatments": [3]}, "give a course"),
        (
            {"treatments": [{"name": "immunosuppression", "from": 9, "to": 2}]},
            "must end after it begins",
        ),
        (
            {"treatments": [DRUGS.during(1, 5), DRUGS.during(3, 9)]},
            "Two windows .* overlap",
        ),
        ({"data": 3}, r"must be a dict .* such as \{'E': \(days, values\)\}"),
        ({"data": {"C": ([1], [2])}}, "no quantity called 'C'.* It has: E, T"),
        ({"show": ["T"], "data": {"E": ([1], [2])}}, "no quantity called 'E'.* It has: T"),
        ({"data": {"T": 5}}, "must be two lists of numbers"),
        ({"data": {"T": ([1, 2], ["a", 3])}}, "must be two lists of numbers"),
        ({"data": {"T": ([1, 2], [3])}}, "has 2 days and 1 values; every value needs its day"),
        ({"data": {"T": ([], [])}}, "has 0 days and 0 values"),
        ({"data": {"T": ([1, 2], [3, 0])}}, "every value must be above zero"),
        ({"data": {"T": ([1, 2], [3, float("nan")])}}, "every value must be above zero"),
        ({"data": {"T": ([1, 201], [3, 4])}}, "within the chart, from 0 to 200"),
    ],
)
def test_bad_input_gets_a_sentence(arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ModelError, match=sentence):
        build_spec(surveillance, **arguments)


def test_measured_points_go_along_as_plain_numbers() -> None:
    mouse = synthetic_mice(mice=1)
    spec = build_spec(gompertz, show=["V"], data={"V": (mouse["day"], mouse["volume"])})
    assert json.loads(json.dumps(spec)) == spec
    (measured,) = spec["view"]["data"]
    assert measured == {"name": "V", "t": list(mouse["day"]), "y": list(mouse["volume"])}


def test_a_figure_without_measurements_does_not_mention_them() -> None:
    assert "data" not in build_spec(gompertz, data={})["view"]
