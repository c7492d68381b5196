"""The lines on which a state can rest, as a live figure carries them."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from course_utils.analysis import bifurcation
from course_utils.explorer import build_spec
from course_utils.explorer.branches import branches_of
from course_utils.modelling import ModelError
from course_utils.models import il6, surveillance


def levels_at(lines: list[dict[str, Any]], value: float, *, stable: bool) -> list[float]:
    """Read the levels off the lines at one value, much as the figure does."""
    found = []
    for line in lines:
        x, y = np.array(line["x"]), np.array(line["y"])
        for i in np.flatnonzero((x[:-1] <= value) != (x[1:] <= value)):
            share = (value - x[i]) / (x[i + 1] - x[i])
            found += [float(y[i] + share * (y[i + 1] - y[i]))] * (line["stable"] == stable)
    return sorted(found)


def test_the_lines_of_the_effector_supply_tell_escape_dormancy_and_elimination_apart() -> None:
    (branches,) = branches_of(surveillance, {"s": "T"})
    assert (branches["vary"], branches["state"], branches["log"]) == ("s", "T", True)
    lines = branches["lines"]
    assert levels_at(lines, 0.013, stable=True) == pytest.approx([8.186, 447.0], rel=0.01)
    assert levels_at(lines, 0.013, stable=False) == pytest.approx([0, 268.0], rel=0.01)
    assert levels_at(lines, 0.033, stable=True) == pytest.approx([4.42], rel=0.01)
    assert levels_at(lines, 0.0716, stable=True) == [0]
    assert "to 0.0213 million cells per day" in branches["words"]
    assert "0.0674 to 0.09 million cells per day: tumour cells stable at 0" in branches["words"]


def test_below_a_start_value_the_other_states_are_held() -> None:
    (branches,) = branches_of(il6, {"S": "L"})
    assert branches["values"]["B"] == 98
    assert "S" not in branches["values"]
    # Two levels of IL-6 between stem-like shares of 4.65 and 5.3 per cent of all cells.
    fewest, most = (98 * share / (1 - share) for share in (0.0465, 0.053))
    assert len(levels_at(branches["lines"], 0.99 * fewest, stable=True)) == 1
    assert len(levels_at(branches["lines"], 1.01 * fewest, stable=True)) == 2
    assert len(levels_at(branches["lines"], 0.99 * most, stable=True)) == 2
    assert len(levels_at(branches["lines"], 1.01 * most, stable=True)) == 1


def test_few_points_are_enough_and_none_is_far_from_the_line() -> None:
    (branches,) = branches_of(surveillance, {"s": "T"})
    assert len(json.dumps(branches, separators=(",", ":"))) < 2500
    found = bifurcation(surveillance, "s", 0.001, 0.09)
    for line, branch in zip(branches["lines"], found.branches, strict=True):
        assert line["stable"] == branch.stable
        x, y = np.array(line["x"]), np.array(line["y"])
        order = np.argsort(x)
        shown = np.maximum(np.interp(branch.at, x[order], y[order]), 0.1)
        exact = np.maximum(branch.states["T"], 0.1)
        steep = np.abs(branch.at - 0.0673569) < 2e-4
        near_the_turn = np.abs(branch.at - 0.0212905) < 2e-4
        off = np.abs(np.log10(shown / exact))[~steep & ~near_the_turn]
        assert off.max(initial=0) < 0.01


def test_the_values_of_the_figure_count_and_a_figure_without_lines_carries_none() -> None:
    weak = build_spec(surveillance, values={"n": 0.08}, branches={"s": "T"})["view"]["branches"]
    assert weak == branches_of(surveillance.set(n=0.08), {"s": "T"})
    assert weak[0]["values"]["n"] == 0.08
    assert "branches" not in build_spec(surveillance)["view"]


@pytest.mark.parametrize(
    ("branches", "words"),
    [
        ("s", "must be a dict of a slider and a state, such as .* 's' was given"),
        ({"z": "T"}, "no slider called 'z'"),
        ({"s": "X"}, "no state called 'X'. It has: E, T"),
        ({"T": "T"}, "asks where 'T' rests while it is held"),
    ],
)
def test_bad_input_is_refused_in_words(branches: Any, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        branches_of(surveillance, branches)
