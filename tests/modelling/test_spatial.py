"""A model with space is checked as strictly as one without, and is one without when stirred."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from course_utils.compile import equations, space_program, space_ways
from course_utils.modelling import (
    Diffusion,
    ModelError,
    Parameter,
    Process,
    Resident,
    SpatialModel,
    State,
    Tissue,
)
from course_utils.models import infiltration, surveillance
from course_utils.simulate import simulate


def declare(**others: Any) -> SpatialModel:
    """Build a small model, with some of its declarations replaced; None leaves one out."""
    names = type(SpatialModel).__prepare__("Small", (SpatialModel,))
    body: dict[str, Any] = {
        # A declaration belongs to one class, so each model gets its own.
        "W": Parameter("Side", 2, unit="mm", source="illustrative"),
        "R": Parameter("Radius", 0.5, unit="mm", range=(0.1, 0.9), source="illustrative"),
        "D": Parameter("Wandering", 0.01, unit="mm2/day", range=(0, 0.1), source="illustrative"),
        "d": Parameter("Loss", 0.2, unit="1/day", source="illustrative"),
    }
    names["__doc__"] = "A small model."
    names["watched"] = others.pop("watched", "c")
    for name, value in body.items():
        names[name] = value
    names["disc"] = others.get("disc", lambda n: Tissue("Disc", disc=n["R"], side=n["W"]))(names)
    if others.get("rest", True):
        names["rest"] = Tissue("Rest", outside=names["disc"])
    names["c"] = State("Cells", start=1, unit="1", measured_by="counting")
    names["u"] = State("Others", start=1, unit="1", measured_by="counting")
    names["loss"] = Process(names["d"] * names["c"], removes=names["c"])
    if "wandering" in others:
        names["wandering"] = others["wandering"](names)
    if "stays" in others:
        names["stays"] = others["stays"](names)
    model: SpatialModel = type(SpatialModel)("Small", (SpatialModel,), names)()
    return model


def everywhere(names: Any) -> Diffusion:
    return Diffusion(names["c"], {names["disc"]: names["D"], names["rest"]: 2 * names["D"]})


def test_a_small_model_is_accepted() -> None:
    model = declare(wandering=everywhere, stays=lambda n: Resident(n["u"], of=n["disc"]))
    assert model.coefficients(model.values) == {"c": {"disc": 0.01, "rest": 0.02}}
    assert model.residents == {"u": "disc"}
    assert (model.radius, model.side) == (0.5, 2)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a unit that is no diffusion": (
        {"wandering": lambda n: Diffusion(n["c"], {n["disc"]: n["d"], n["rest"]: n["D"]})},
        "the diffusion 'wandering' in 'disc' has the unit",
    ),
    "a tissue that is missing": (
        {"wandering": lambda n: Diffusion(n["c"], {n["disc"]: n["D"]})},
        "'wandering' of Small does not say how fast it is in the tissue 'rest'",
    ),
    "a tissue that is unknown": (
        {"wandering": lambda n: Diffusion(n["c"], {"bone": n["D"]})},
        "names the tissue 'bone', which is not declared; the tissues are: disc, rest",
    ),
    "a state that is unknown": (
        {"wandering": lambda n: Diffusion("x", {n["disc"]: n["D"], n["rest"]: n["D"]})},
        "moves 'x', which is not a state; the states are: c, u",
    ),
    "a coefficient below zero": (
        {"wandering": lambda n: Diffusion(n["c"], {n["disc"]: n["D"] * -1, n["rest"]: n["D"]})},
        "'wandering' of Small can be negative or undefined in 'disc'",
    ),
    "a coefficient that depends on a state": (
        {"wandering": lambda n: Diffusion(n["c"], {n["disc"]: n["D"] * n["c"], n["rest"]: 0})},
        "depends on 'c' in 'disc'",
    ),
    "a resident of no tissue": (
        {"stays": lambda n: Resident(n["u"], of="bone")},
        "is a resident of 'bone', which is no tissue",
    ),
    "a resident that wanders": (
        {"wandering": everywhere, "stays": lambda n: Resident(n["c"], of=n["disc"])},
        "cannot both wander and stay in 'disc'",
    ),
    "one tissue only": ({"rest": False}, "needs two tissues"),
    "a disc whose size is no length": (
        {"disc": lambda n: Tissue("Disc", disc=n["D"], side=n["W"])},
        "Units do not agree",
    ),
    "nothing to watch": ({"watched": "x"}, "watches 'x', which is not a state"),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_gets_one_sentence(mistake: str) -> None:
    given, sentence = WRONG[mistake]
    with pytest.raises(ModelError) as caught:
        declare(**given)
    assert sentence in str(caught.value)


def test_a_tissue_is_a_disc_or_lies_outside_one() -> None:
    with pytest.raises(ModelError, match="needs either disc= and side="):
        Tissue("Nowhere")


def test_a_preset_that_is_unknown_is_named_with_those_there_are() -> None:
    with pytest.raises(ModelError, match=r"no preset called 'warm'\. It has: hot, excluded, cold"):
        infiltration.preset("warm")


def test_without_space_each_tissue_is_its_share_of_the_square() -> None:
    values = infiltration.values
    assert values["tumour"] == pytest.approx(np.pi * 0.6**2 / 2.4**2)
    assert values["tumour"] + values["stroma"] == pytest.approx(1)
    run = simulate(infiltration, days=(0, 40))
    # The T cells begin at rest, and a barrier makes no difference when everything is stirred.
    assert run["c"] == pytest.approx(values["stroma"])
    barred = simulate(infiltration.preset("excluded"), days=(0, 40))
    assert np.array_equal(barred["u"], run["u"])


def test_a_model_with_space_can_be_pickled_and_taken_apart() -> None:
    model = infiltration.set(R=0.5).without("wandering")
    assert pickle.loads(pickle.dumps(model)) == model
    assert model.coefficients(model.values) == {}
    with pytest.raises(
        ModelError, match="It has: entry, loss, division, killing, barrier_opened, "
    ):
        infiltration.without("walking")
    with pytest.raises(ModelError, match="no process or treatment called 'wandering'"):
        surveillance.without("wandering")


def test_what_goes_in_proportion_to_itself_grows_and_the_rest_is_added() -> None:
    ways = {name: way for name, (way, _) in space_ways(infiltration).items()}
    assert ways == {"c": "add", "u": "grow"}
    assert space_program(infiltration)["ways"] == ways


def test_the_equations_show_what_wanders() -> None:
    first, second, coefficient, *_ = equations(infiltration)
    assert first.startswith(r"\frac{\partial c}{\partial t} &= \nabla \cdot \left(D_{c} \nabla c")
    assert "nabla" not in second
    assert coefficient.startswith("D_{c} &=")
    assert equations(surveillance)[0].startswith(r"\frac{dE}{dt}")
