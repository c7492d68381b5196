"""What a figure's trial is made of, and its picture where no script runs."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from course_utils import POPULATIONS, ModelError, il6
from course_utils.explorer import build_spec
from course_utils.explorer.fallback import static_picture
from course_utils.explorer.trial import trial_table
from course_utils.simulate import Arm, Death, LogNormal, Population, Progression

TRASTUZUMAB = il6.treatments["trastuzumab"].during(0, 181)
BLOCKER = il6.treatments["blocker"].during(0, 181)
TRIAL: dict[str, Any] = {
    "arms": {"Alone": [TRASTUZUMAB], "Both": Arm([TRASTUZUMAB, BLOCKER], {"c1": 0.03})},
    "population": POPULATIONS["il6"],
    "endpoint": Progression("N"),
}


def described(**changes: Any) -> Any:
    return build_spec(il6, show=["N"], days=(0, 90), trial=TRIAL | changes)["view"]["trial"]  # type: ignore[arg-type]


def test_a_trial_goes_along_as_plain_numbers() -> None:
    trial = described()
    assert json.loads(json.dumps(trial, allow_nan=False)) == trial
    assert [arm["label"] for arm in trial["arms"]] == ["Alone", "Both"]
    assert trial["arms"][1]["values"] == {"c1": 0.03}
    assert (trial["patients"], trial["seed"], trial["days"], trial["points"]) == (
        200,
        1,
        [0, 90],
        181,
    )
    assert trial["endpoints"] == [
        {"label": "Progression", "kind": "progression", "of": "N", "factor": 1.728, "plus": 5.0}
    ]
    assert Population.from_dict(trial["population"]) == POPULATIONS["il6"]
    assert "trial" not in build_spec(il6)["view"]


def test_several_endpoints_keep_their_names() -> None:
    trial = described(endpoint={"Relapse": Progression("N"), "Death": Death("N", 900)})
    assert [(one["label"], one["kind"]) for one in trial["endpoints"]] == [
        ("Relapse", "progression"),
        ("Death", "death"),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"arms": {"Alone": []}}, "arms has 1 of them; a trial on a page compares 2 to 4"),
        ({"arms": [[], []]}, "arms must give each arm a name"),
        ({"arms": {"A": [], "B": [3]}}, "give a course"),
        ({"arms": {"A": [], "B": Arm([], {"zz": 1})}}, "zz"),
        ({"population": "il6"}, "give a Population, such as POPULATIONS['il6']"),
        ({"population": Population({"zz": LogNormal(0.1)})}, "no parameter or state called 'zz'"),
        ({"endpoint": "N"}, "a page can wait for Progression(name) or Death(name, at)"),
        ({"endpoint": {}}, "endpoint is empty"),
        ({"endpoint": Progression("Q")}, "no state or observable called 'Q'"),
        ({"patients": 1}, "whole number from 2 to 1000"),
        ({"patients": 2.5}, "patients is 2.5"),
        ({"seed": -1}, "whole number from 0 to 2**53 - 1"),
        ({"days": (5, 60)}, "counts from day 0"),
        ({"days": 60}, "such as (0, 180), but 60 was given"),
        ({"armes": {}}, "no key called 'armes'"),
    ],
)
def test_what_makes_no_trial_is_said_in_a_sentence(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ModelError, match=re.escape(sentence)):
        described(**changes)


def test_a_trial_needs_its_three_parts_and_a_view_of_it_needs_a_trial() -> None:
    with pytest.raises(ModelError, match="a dict with arms, population and endpoint"):
        build_spec(il6, trial={"arms": {}})
    with pytest.raises(ModelError, match="view='trial' needs a trial"):
        build_spec(il6, view="trial")


def test_the_picture_of_a_trial_that_opens_says_its_numbers() -> None:
    spec = build_spec(
        il6,
        show=["N"],
        days=(0, 90),
        values={"pS": 80},
        trial=TRIAL | {"patients": 30, "seed": 7},  # type: ignore[arg-type]
        view="trial",
    )
    table = trial_table(il6.set(pS=80), spec["view"]["trial"])
    alt = static_picture(il6, spec).alt
    assert "virtual trial with 30 patients" in alt
    assert "progression-free" in alt
    for arm, rows in table.groupby("arm", observed=True):
        assert f"{arm}: {rows['event'].sum()} events, median" in alt
