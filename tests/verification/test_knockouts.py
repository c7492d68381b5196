"""Which claims fall without which process: the file that the live figures read is true."""

import json

import pytest

from course_utils.modelling import Claim, Model, ModelError, Parameter, Process, State
from course_utils.models import MODELS, birth_death, gompertz, surveillance
from course_utils.verification import knock_out, knockouts
from course_utils.verification.knockouts import FILE, written

WITH_CLAIMS = [name for name, model in MODELS.items() if model.claims]


def _ratio(model: Model) -> float:
    growth, loss = (name in model.processes for name in ("growth", "loss"))
    if not growth and loss:
        raise ModelError("Nothing grows.")
    return 1 / loss


class Twofold(Model):
    """Cells that come and go."""

    r = Parameter("Growth", 2, unit="1/day", source="illustrative")
    X = State("Cells", start=1, unit="Mc", measured_by="counting")
    growth = Process(r * X, makes=X)
    loss = Process(r * X, removes=X)
    rest = Process(r * X, removes=X)

    some = Claim(
        "C9.1",
        "One.",
        quantity=_ratio,
        above=0.5,
        evidence="model",
        source="Tan2011",
        rests_on=[growth],
    )
    few = Claim(
        "C9.2",
        "Three things happen.",
        quantity=lambda model: len(model.processes),
        above=2.5,
        evidence="model",
        source="Tan2011",
        rests_on=[loss],
    )


@pytest.mark.slow
def test_the_file_is_what_the_models_give_now() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == json.loads(written()), (
        "run `course knock-out`"
    )


@pytest.mark.parametrize("name", WITH_CLAIMS)
def test_the_file_knows_every_process_and_what_a_claim_rests_on(name: str) -> None:
    model = MODELS[name]
    found = knockouts(model)
    assert found is not None
    assert list(found) == list(model.processes)
    assert {number for fallen in found.values() for number in fallen} <= set(model.claims)
    for number, claim in model.claims.items():
        for process in set(claim.rests_on) & set(model.processes):
            assert number in found[process], (number, process)


def test_a_claim_that_misses_and_one_that_cannot_be_worked_out_are_told_apart() -> None:
    assert knock_out(Twofold()) == {
        # A model error, and a number that misses.
        "growth": {"C9.1": False, "C9.2": True},
        # A division by zero.
        "loss": {"C9.1": False, "C9.2": True},
        "rest": {"C9.2": True},
    }


def test_only_the_models_of_the_course_as_they_are_have_been_tried() -> None:
    assert knockouts(surveillance)
    assert knockouts(surveillance.set(s=0.02)) is None
    assert knockouts(gompertz.without("chemotherapy")) is None
    assert knockouts(Twofold()) is None
    assert knockouts(birth_death) == {"division": {"C1.3": True}, "death": {"C1.3": True}}
