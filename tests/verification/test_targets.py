"""Every number that a model must reproduce is reproduced, and a wrong number would be noticed."""

import math

import pytest

from course_utils.modelling.units import in_words
from course_utils.models import MODELS
from course_utils.verification import BROWSER, BY_CHANCE, SBML, TARGETS, Target


@pytest.mark.slow
@pytest.mark.parametrize(
    "target",
    [
        pytest.param(target, id=f"{name}: {target.what}")
        for name, targets in TARGETS.items()
        for target in targets
    ],
)
def test_the_model_reproduces_the_number(target: Target) -> None:
    comparison = target.compare()
    assert comparison.met, f"{comparison.found!r} is not {target.expected!r} {target.unit}"


def test_every_model_has_numbers_to_reproduce() -> None:
    assert set(TARGETS) == set(MODELS)
    assert all(TARGETS.values())


def test_every_model_is_held_beside_the_other_programs() -> None:
    assert set(BROWSER.runs) == set(SBML.runs) == set(MODELS)
    assert set(BY_CHANCE.runs) == {name for name, model in MODELS.items() if model.counted}
    for agreement in (BROWSER, SBML, BY_CHANCE):
        assert agreement.within <= agreement.allowed


def test_every_number_has_a_unit_and_another_name_than_its_neighbours() -> None:
    for targets in TARGETS.values():
        assert len({target.what for target in targets}) == len(targets)
        for target in targets:
            in_words(target.unit)


@pytest.mark.parametrize(
    ("found", "relative", "absolute", "met"),
    [
        (10.0, 0, 0, True),
        (10.1, 0, 0, False),
        (10.1, 0.02, 0, True),
        (9.9, 0, 0.2, True),
        (9.7, 0.02, 0.2, False),
        (math.nan, 1, 1, False),
    ],
)
def test_a_number_is_met_within_its_tolerance(
    found: float, relative: float, absolute: float, met: bool
) -> None:
    target = Target("ten", 10, lambda: found, relative=relative, absolute=absolute)
    assert target.compare().met is met
