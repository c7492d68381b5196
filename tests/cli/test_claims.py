"""`course check-claims`: a line a claim, and a status that a script can rely on."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from course_utils.cli import claims, models
from course_utils.cli.claims import check_claims
from course_utils.cli.errors import CourseError
from course_utils.modelling import Claim, Model, ModelError, Parameter, Process, State
from course_utils.models import MODELS


def _nowhere(_: Model) -> float:
    raise ModelError("The run would last from day 5 to day 5.")


class Doubtful(Model):
    """A tumour about which much is claimed."""

    r = Parameter("Growth", 2, unit="1/day", source="illustrative")
    X = State("Cells", start=1, unit="Mc", measured_by="counting")
    growth = Process(r * X, makes=X)

    right = Claim(
        "C9.2",
        "It grows twofold a day.",
        quantity=lambda model: model.values["r"],
        above=1,
        below=3,
        unit="Mc",
        evidence="model",
        source="Tan2011",
        rests_on=[growth],
    )
    wrong = Claim(
        "C9.10",
        "It hardly grows, which we put into a sentence of more than eighty letters, cut or not.",
        quantity=lambda model: model.values["r"],
        below=0.1,
        evidence="model",
        source="Tan2011",
        rests_on=[growth],
    )
    undefined = Claim(
        "C9.1",
        "It has a middle.",
        quantity=_nowhere,
        below=0.1,
        evidence="model",
        source="Tan2011",
        rests_on=[growth],
    )


def said(*names: str, terminal: bool = False) -> tuple[int, list[str]]:
    file = io.StringIO()
    colours = "standard" if terminal else None
    console = Console(
        file=file, force_terminal=terminal, width=80, highlight=False, color_system=colours
    )
    status = check_claims(names, console)
    return status, file.getvalue().splitlines()


@pytest.fixture
def doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "MODELS", {"doubtful": Doubtful()})


def test_every_claim_of_every_model_has_its_line_and_holds() -> None:
    status, lines = said()
    numbers = [claim.number for model in MODELS.values() for claim in model.claims.values()]
    assert status == 0
    assert sorted(line.split()[0] for line in lines[:-1]) == sorted(numbers)
    assert lines[-1] == f"{len(numbers)} of {len(numbers)} claims hold."


def test_a_line_holds_value_limit_and_sentence_in_columns() -> None:
    _, lines = said("hotcold")
    (line,) = [line for line in lines if line.startswith("C3.3 ")]
    assert line == (
        "C3.3  holds     0.318 < 0.4              "
        "Together they leave less than 40 per cent of the control's tumour."
    )
    sentences = [claim.sentence for claim in MODELS["hotcold"].claims.values()]
    assert len({line.index(text) for line, text in zip(lines[:-1], sentences, strict=True)}) == 1


@pytest.mark.usefixtures("doubtful")
def test_a_claim_that_fails_ends_the_command_with_one() -> None:
    status, lines = said()
    assert status == 1
    assert [line[:22] for line in lines[:3]] == [
        "C9.1  FAILS      none ",
        "C9.2  holds         2 ",
        "C9.10 FAILS         2 ",
    ]
    assert lines[0].endswith("It has a middle. (The run would last from day 5 to day 5.)")
    assert lines[-1] == "1 of 3 claims hold; not: C9.1, C9.10."


@pytest.mark.usefixtures("doubtful")
def test_on_a_terminal_failures_are_red_and_in_full() -> None:
    _, lines = said(terminal=True)
    text = "\n".join(lines)
    assert "\x1b[1;31mFAILS" in text
    assert "\x1b[32mholds" in text
    assert "cut or not" in text.replace("\n", " ")
    (cut,) = [line for line in said("doubtful", terminal=True)[1] if "C9.2" in line]
    assert cut.count("twofold") == 1


def test_on_a_terminal_a_long_sentence_that_holds_is_cut() -> None:
    file = io.StringIO()
    check_claims(["hotcold"], Console(file=file, force_terminal=True, width=60, color_system=None))
    lines = file.getvalue().splitlines()
    assert len(lines) == len(MODELS["hotcold"].claims) + 1
    assert lines[0].endswith("…")
    assert max(map(len, lines)) == 60


def test_an_unknown_model_is_named_with_those_there_are() -> None:
    with pytest.raises(CourseError, match="Did you mean 'hotcold'"):
        check_claims(["hotcoled"])


def test_a_model_without_claims_is_said_to_have_none() -> None:
    assert said("logistic") == (0, ["logistic: no claims."])


def test_the_order_is_that_of_the_numbers() -> None:
    ordered = sorted(["C10.1", "C2.1b", "C2.10", "C2.1a", "C2.9"], key=claims._in_order)
    assert ordered == ["C2.1a", "C2.1b", "C2.9", "C2.10", "C10.1"]
