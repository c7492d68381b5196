"""Populations: described once, drawn alike everywhere, refused in plain words."""

import json
import math

import numpy as np
import pytest

from course_utils import POPULATIONS, ModelError, il6, surveillance
from course_utils.simulate import LogNormal, Normal, Population, Uniform
from course_utils.simulate.cohort.normals import uniforms
from course_utils.simulate.draws import seeds_of_runs

MIXED = Population(
    {"a": LogNormal(0.3), "n": Uniform(0.05, 0.15), "d": Normal(0.004)},
    {("a", "d"): -0.6},
    label="mice",
    source="illustrative",
)


@pytest.mark.parametrize("population", [*POPULATIONS.values(), MIXED])
def test_a_population_survives_its_way_to_the_browser_and_back(population: Population) -> None:
    again = Population.from_json(population.to_json())
    assert again == population
    assert hash(again) == hash(population)


def test_the_form_for_the_browser_names_what_is_drawn_in_order_and_how_to_mix_it() -> None:
    form = json.loads(MIXED.to_json())
    assert [item["name"] for item in form["varies"]] == ["a", "n", "d"]
    assert form["varies"][0] == {"name": "a", "kind": "log-normal", "sd": 0.3}
    # Only the normal ones are mixed; the rows are those of the Cholesky factor.
    assert form["mixing"] == [[1.0, 0.0], [-0.6, pytest.approx(0.8)]]


def test_patients_vary_as_they_are_said_to() -> None:
    values = MIXED.values(surveillance, MIXED.draw(seeds_of_runs(3, 20_000)))
    factors = np.log(values["a"] / surveillance.values["a"])
    assert factors.mean() == pytest.approx(0, abs=4 * 0.3 / math.sqrt(20_000))
    assert factors.std() == pytest.approx(0.3, rel=0.02)
    assert 0.05 < values["n"].min() < 0.0501
    assert 0.1499 < values["n"].max() < 0.15
    assert values["d"].mean() == pytest.approx(surveillance.values["d"], abs=0.0002)
    assert np.corrcoef(factors, values["d"])[0, 1] == pytest.approx(-0.6, abs=0.03)
    assert np.corrcoef(factors, values["n"])[0, 1] == pytest.approx(0, abs=0.03)


def test_a_uniform_number_is_the_next_draw_itself() -> None:
    seeds = seeds_of_runs(1, 5)
    values = MIXED.values(surveillance, MIXED.draw(seeds))
    np.testing.assert_array_equal(values["n"], 0.05 + (0.15 - 0.05) * uniforms(seeds, 3)[:, 1])


def test_the_population_of_il6_says_that_it_is_illustrative_and_suits_its_model() -> None:
    assert POPULATIONS["il6"].source == "illustrative"
    POPULATIONS["il6"].check(il6)


@pytest.mark.parametrize(
    ("varies", "said"),
    [
        ({"x": LogNormal(0.1)}, "The model 'il6' has no parameter or state called 'x'"),
        ({"rB": Normal(0.02)}, "some patients would have a negative one; .* LogNormal"),
        ({"u": LogNormal(0.2)}, "'u' can be at most 1, but some patients would have up to 2.49"),
    ],
)
def test_a_population_that_does_not_suit_the_model_is_refused(
    varies: dict[str, LogNormal], said: str
) -> None:
    with pytest.raises(ModelError, match=said):
        Population(varies).check(il6)


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ModelError, match="Nothing varies"):
        Population({})
    with pytest.raises(ModelError, match=r"'rB' varies as 0.1; give LogNormal\(sd\)"):
        Population({"rB": 0.1})  # type: ignore[dict-item]
    with pytest.raises(ModelError, match="needs a source"):
        Population({"rB": LogNormal(0.1)}, source="")
    with pytest.raises(ModelError, match="cannot be negative"):
        LogNormal(-0.1)
    with pytest.raises(ModelError, match="between 3 and 2; the upper limit"):
        Uniform(3, 2)
    with pytest.raises(ModelError, match="must lie between −1 and 1"):
        Population({"rB": LogNormal(0.1), "rS": LogNormal(0.1)}, {("rB", "rS"): 1.0})
    with pytest.raises(ModelError, match="no normal or log-normal number called 'u'"):
        Population({"u": Uniform(0, 1), "rS": LogNormal(0.1)}, {("u", "rS"): 0.5})
    three = {name: LogNormal(0.1) for name in ("rB", "rS", "kH")}
    with pytest.raises(ModelError, match="contradict each other"):
        Population(three, {("rB", "rS"): 0.9, ("rS", "kH"): 0.9, ("rB", "kH"): -0.9})


def test_what_is_no_population_is_refused() -> None:
    with pytest.raises(ModelError, match="not JSON"):
        Population.from_json("{")
    with pytest.raises(ModelError, match="This is no population"):
        Population.from_dict({"varies": [{"name": "rB", "kind": "cauchy"}]})
