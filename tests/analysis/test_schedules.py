"""The least dose and the latest start, where the answer is known."""

from __future__ import annotations

import math
from typing import Any

import pytest

from course_utils.analysis import latest_start, minimal_dose
from course_utils.modelling import Model, ModelError
from course_utils.models import MODELS, exponential, hotcold, surveillance, treg_rankl
from course_utils.simulate import Run, simulate


def test_the_smallest_tumour_that_escapes_a_naive_host() -> None:
    found = minimal_dose(
        surveillance, "T", "escaped", low=1, high=100, days=(0, 3000), points=3001, tolerance=1e-4
    )
    assert found == pytest.approx(64.08, abs=0.05)


def test_the_effector_supply_that_eliminates_a_tumour() -> None:
    """The tumour state loses its stability at a d / n = 0.0673569."""
    found = minimal_dose(
        surveillance,
        "s",
        lambda run: bool(run["T"][-1] < 1e-5),
        low=0.05,
        high=0.09,
        days=(0, 5_000_000),
        points=2,
    )
    assert found == pytest.approx(0.0673569, abs=2e-6)


def test_a_dose_is_what_a_plan_makes_of_it() -> None:
    """Chemotherapy given n times at once leaves (1 - f)^n; the tumour of 1 mm³ stays below 2."""
    chemotherapy = exponential.treatments["chemotherapy"]
    found = minimal_dose(
        exponential,
        lambda dose: [chemotherapy.at(5, dose=dose)],
        lambda run: bool(run["V"][-1] < 2),
        low=0,
        high=3,
        days=(0, 20),
        points=2,
    )
    v = exponential.values
    exact = (v["r"] * 20 + math.log(v["V0"] / 2)) / -math.log(1 - v["f"])
    assert found == pytest.approx(exact, abs=1e-5)


def test_the_latest_surgery_that_leaves_half_of_the_mice_without_a_colony() -> None:
    """Fewer than ln 2 colonies on average; the primary tumour and the seeds grow together."""

    def spared(run: Run) -> bool:
        return bool(run["metastasis_free"][-1] > 0.5)

    day = latest_start(treg_rankl, "surgery", spared, low=10, high=50, days=(0, 60), points=2)
    at = treg_rankl.treatments["surgery"].at
    left = simulate(treg_rankl, (0, 60), 2, at(day))["J"][-1]
    assert left == pytest.approx(math.log(2), rel=1e-4)


def test_a_window_stays_on_to_the_end() -> None:
    """A drug that holds the tumour below a size must begin before it has that size."""
    blockade = hotcold.treatments["denosumab"].at(15, 22)

    def small(run: Run) -> bool:
        return bool(run["T"][-1] < 500)

    day = latest_start(
        hotcold, "anti_pd1", small, low=10, high=34, treatments=[blockade], days=(0, 35), points=2
    )
    assert 15 < day < 30


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"low": 1, "high": 10}, "does not work at 1, at 10 and in between"),
        ({"low": 70, "high": 90}, "It works at 70, at 90 and in between"),
    ],
)
def test_no_limit_is_said_in_words(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ModelError, match=sentence):
        minimal_dose(surveillance, "T", "escaped", days=(0, 2000), **values)


def test_the_wrong_direction_is_said_in_words() -> None:
    with pytest.raises(
        ModelError, match="in the direction that was asked for: it works at 0, does not"
    ):
        minimal_dose(exponential, "r", lambda run: run["V"][-1] < 2, low=0, high=0.6)


def test_several_changes_are_said_in_words() -> None:
    with pytest.raises(ModelError, match="not one limit"):
        minimal_dose(
            exponential, "r", lambda run: math.sin(20 * run.model.values["r"]) > 0, low=0, high=0.6
        )


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ModelError, match="no outcome called 'cured'"):
        minimal_dose(surveillance, "T", "cured", low=1, high=10)
    with pytest.raises(ModelError, match="no treatment called 'surgery'"):
        latest_start(surveillance, "surgery", "escaped", low=1, high=10)
    with pytest.raises(ModelError, match="no parameter or state called 'q'"):
        minimal_dose(surveillance, "q", "escaped", low=1, high=10)


# The IL-6 loop: chapter 6.


def controlled(run: Run) -> bool:
    return bool(run["N"][-1] < 100)


def on_trastuzumab(model: Model) -> dict[str, Any]:
    return {
        "treatments": [model.treatments["trastuzumab"].during(0, 201)],
        "days": (0, 200),
        "points": 2,
        "tolerance": 1e-4,
    }


@pytest.mark.parametrize(("day", "least"), [(0, 0.343), (60, 0.933)])
def test_the_least_blockade_of_il6_that_gives_control(day: float, least: float) -> None:
    il6 = MODELS["il6"]
    options = on_trastuzumab(il6)
    options["treatments"].append(il6.treatments["blocker"].during(day, 201))
    found = minimal_dose(il6, "u", controlled, low=0, high=1, **options)
    assert found == pytest.approx(least, abs=0.01)


@pytest.mark.parametrize(("u", "latest"), [(0.7, 19.07), (0.8, 20.9), (0.9, 26.1)])
def test_the_latest_start_of_a_blocker_of_il6(u: float, latest: float) -> None:
    il6 = MODELS["il6"].set(u=u)
    found = latest_start(il6, "blocker", controlled, low=0, high=60, **on_trastuzumab(il6))
    assert found == pytest.approx(latest, abs=0.06 if u > 0.7 else 0.01)
