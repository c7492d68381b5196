"""Every claim of every model holds, and fails when the mechanism it rests on is taken away."""

import pytest

from course_utils.modelling import Claim, Model
from course_utils.models import MODELS

CLAIMS = [
    pytest.param(model, claim, id=claim.number)
    for model in MODELS.values()
    for claim in model.claims.values()
]
MECHANISMS = [
    pytest.param(model, claim, mechanism, id=f"{claim.number} without {mechanism}")
    for model in MODELS.values()
    for claim in model.claims.values()
    for mechanism in claim.rests_on
]


@pytest.mark.parametrize(("model", "claim"), CLAIMS)
def test_the_claim_holds(model: Model, claim: Claim) -> None:
    value = claim.quantity(model)
    assert claim.admits(value), f"{claim.sentence} {value:.4g} is not {claim.limit}"


@pytest.mark.slow
@pytest.mark.parametrize(("model", "claim", "mechanism"), MECHANISMS)
def test_the_claim_fails_without_its_mechanism(model: Model, claim: Claim, mechanism: str) -> None:
    assert not model.without(mechanism).holds(claim)


def test_the_claims_of_the_chapters_are_all_here() -> None:
    numbers = {number for model in MODELS.values() for number in model.claims}
    chapters = {1: 5, 2: 3, 3: 15, 4: 8, 5: 7, 6: 8, 7: 13}
    expected = {f"C{c}.{number}" for c, last in chapters.items() for number in range(1, last + 1)}
    # A fact about real mice, which no model can claim.
    expected.remove("C1.1")
    assert {n.rstrip("abcdefgh") for n in numbers} == expected


def test_models_are_found_by_their_names() -> None:
    assert all(model.name == name for name, model in MODELS.items())
