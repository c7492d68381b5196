from __future__ import annotations

import json
import math
from typing import Any

import pytest

from course_utils.datasets import synthetic_mice
from course_utils.explorer import build_spec
from course_utils.modelling import ModelError
from course_utils.models import MODELS, birth_death, gompertz, hotcold, il1, surveillance

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


def test_a_story_and_what_was_changed_in_a_model_go_along_and_are_else_not_mentioned() -> None:
    plain = build_spec(surveillance)
    assert "story" not in plain["view"]
    assert not {"removed", "set"} & plain["model"].keys()
    changed = surveillance.without("exhaustion").set(s=0.02)
    spec = build_spec(changed, presets={"A": {"look": "a"}, "B": {"look": "b"}}, story=True)
    assert spec["view"]["story"] is True
    assert spec["model"]["removed"] == ["exhaustion"]
    assert spec["model"]["set"] == {"s": 0.02}


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
        ({"story": True, "presets": {"A": {"look": "See."}}}, "presets has 1; give at least 2"),
        (
            {"story": True, "presets": {"A": {"look": "See."}, "B": {}}},
            "give 'B' a look='what to look at'",
        ),
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
        ({"view": "map"}, "view must be 'time', 'phase', 'chance' or 'trial', but 'map' was given"),
        ({"view": "chance"}, "needs runs by chance: ask for them with chance=True"),
        ({"chance": 3}, r"must be True, or a dict such as \{'runs': 100\}, but 3 was given"),
        ({"chance": {"run": 9}}, "no option called 'run'.* Did you mean 'runs'"),
        ({"chance": {"runs": 1}}, "asks for 1 runs, but their number must be whole, from 2 to 400"),
        ({"chance": {"runs": 2.5}}, "asks for 2.5 runs"),
        ({"chance": {"days": (5, 1)}}, "must be finite and go forwards"),
        ({"show": ["T"], "chance": {"show": "E"}}, "no state called 'E'.* It has: T"),
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


def test_only_a_figure_that_can_be_broken_carries_switches_and_claims() -> None:
    plain, breakable = (build_spec(surveillance, breakable=each)["model"] for each in (False, True))
    assert plain.keys() & {"processes", "claims", "knockouts"} == set()
    assert "switched" not in plain["program"]
    assert list(breakable["program"]["switched"]["inputs"]) == list(surveillance.processes)
    # The whole model runs on the same instructions in the same registers.
    without = {k: v for k, v in breakable["program"].items() if k not in ("switched", "registers")}
    assert without == {k: v for k, v in plain["program"].items() if k != "registers"}
    assert breakable["processes"][-1] == {
        "name": "killing",
        "label": "killing",
        "makes": [],
        "removes": ["T"],
    }
    assert breakable["knockouts"]["recruitment"] == {"C2.1b": True, "C2.1c": True, "C2.3a": True}
    assert [claim["number"] for claim in breakable["claims"]] == list(surveillance.claims)


def test_what_was_not_tried_is_not_claimed() -> None:
    model = build_spec(surveillance.set(s=0.02), breakable=True)["model"]
    assert "knockouts" not in model
    assert len(model["processes"]) == len(surveillance.processes)


def test_a_process_that_converts_takes_from_one_state_and_gives_to_another() -> None:
    processes = build_spec(MODELS["il6"], breakable=True)["model"]["processes"]
    (maturing,) = [process for process in processes if process["name"] == "maturing"]
    assert (maturing["removes"], maturing["makes"]) == (["S"], ["B"])


def test_a_view_by_chance_has_days_and_runs_of_its_own_if_it_wants() -> None:
    view = build_spec(birth_death, days=(0, 10), chance=True)["view"]
    assert view["chance"] == {"runs": 50, "show": "C", "days": [0, 10], "points": 201}
    asked = {"runs": 120, "days": (0, 4)}
    view = build_spec(birth_death, chance=asked, view="chance")["view"]
    assert (view["chance"]["runs"], view["chance"]["days"]) == (120, [0, 4])
    assert view["opens"] == "chance"
    assert "chance" not in build_spec(birth_death)["view"]


def test_a_model_that_counts_nothing_has_no_view_by_chance() -> None:
    with pytest.raises(ModelError, match=r"asks for runs by chance, but .* 'il1' counts nothing"):
        build_spec(il1, chance=True)
    with pytest.raises(ModelError, match="chance needs a state to draw"):
        build_spec(MODELS["treg_rankl"], show=list(MODELS["treg_rankl"].observables), chance=True)
