"""The claims of the made-up models survive parameters that are ten per cent different."""

from __future__ import annotations

import math

import pytest

from course_utils.analysis import robustness
from course_utils.analysis.robustness import relaxed
from course_utils.modelling import Claim, Model, ModelError, Parameter, Process, State
from course_utils.models import MODELS, hotcold
from course_utils.models.fragile import FRAGILE
from course_utils.teaching import robustness_table


class Fourfold(Model):
    """A claim about four times a rate."""

    r = Parameter("Rate", 2, unit="1/day", source="illustrative")
    f = Parameter("Share", 0.95, unit="1", range=(0, 1), source="illustrative")
    one = Parameter("Whole", 1, unit="1", range=(0, 1), source="illustrative")
    none = Parameter("Nothing", 0, unit="1/day", source="illustrative")
    X = State("Cells", start=1, unit="Mc", measured_by="counting")
    growth = Process(r * X, makes=X)

    between = Claim(
        "C9.1",
        "Four times the rate is between 7.5 and 8.1.",
        quantity=lambda model: 4 * model.values["r"],
        above=7.5,
        below=8.1,
        evidence="model",
        source="Tan2011",
        rests_on=[growth],
    )
    inverse = Claim(
        "C9.2",
        "One over the distance from 2.2 is above minus 6.",
        quantity=lambda model: 1 / (model.values["r"] - 2.2),
        above=-6,
        evidence="model",
        source="Tan2011",
        rests_on=[growth],
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "parameter"),
    [(name, parameter) for name in FRAGILE for parameter in MODELS[name].parameters],
)
def test_the_claims_survive_but_for_those_that_are_listed(name: str, parameter: str) -> None:
    trials = robustness(MODELS[name], parameters=[parameter])
    failing = {(t.claim, t.parameter, t.change): t.value for t in trials if not t.holds}
    listed = {change for change in FRAGILE[name] if change[1] == parameter}
    assert failing.keys() == listed, failing


def test_the_list_names_claims_and_parameters_that_there_are() -> None:
    for name, changes in FRAGILE.items():
        if name in MODELS:
            for claim, parameter, change in changes:
                assert claim in MODELS[name].claims
                assert parameter in MODELS[name].parameters
                assert abs(change) == 0.1


def test_each_parameter_is_moved_down_and_up_once_for_each_claim() -> None:
    trials = robustness(Fourfold(), parameters=["r"])
    moved = [(t.claim, t.change, t.moved_to) for t in trials]
    assert moved == [
        ("C9.1", -0.1, pytest.approx(1.8)),
        ("C9.2", -0.1, pytest.approx(1.8)),
        ("C9.1", 0.1, pytest.approx(2.2)),
        ("C9.2", 0.1, pytest.approx(2.2)),
    ]


def test_limits_are_relaxed_outwards() -> None:
    claims = Fourfold().claims
    assert relaxed(claims["C9.1"], 0.1) == (pytest.approx(6.75), pytest.approx(8.91))
    assert relaxed(claims["C9.2"], 0.1) == (pytest.approx(-6.6), None)
    assert [t.holds for t in robustness(Fourfold(), parameters=["r"]) if t.claim == "C9.1"] == [
        True,
        True,
    ]
    strict = robustness(Fourfold(), slack=0, parameters=["r"])
    assert [t.holds for t in strict if t.claim == "C9.1"] == [False, False]


def test_what_is_not_defined_does_not_hold() -> None:
    # At 2.2 the second claim divides by zero.
    (up,) = [t for t in robustness(Fourfold()) if (t.claim, t.moved_to) == ("C9.2", 2.2)]
    assert math.isnan(up.value)
    assert not up.holds


def test_a_share_is_moved_to_1_at_most_and_nothing_is_not_moved() -> None:
    trials = robustness(Fourfold())
    moved = {(t.parameter, t.change): t.moved_to for t in trials}
    assert moved["f", 0.1] == 1
    assert moved["f", -0.1] == pytest.approx(0.855)
    assert ("one", 0.1) not in moved
    assert not any(name == "none" for name, _ in moved)


def test_an_unknown_parameter_is_named_with_those_there_are() -> None:
    with pytest.raises(ModelError, match="no parameter called 'q'"):
        robustness(hotcold, parameters=["q"])


def test_the_table_counts_and_shows_what_fails_with_its_reason() -> None:
    shown = robustness_table(MODELS["progestin"])
    assert shown.plain.startswith("23 of 24 checks hold")
    (row,) = [line for line in shown.plain.splitlines() if line.startswith("C4.8b")]
    assert "$u$ at 0.855 instead of 0.95  79.7  > 90" in row
    assert FRAGILE["progestin"]["C4.8b", "u", -0.1] in row
    assert shown.markdown.count("| C4.8b |") == 1


def test_a_table_without_failures_is_a_sentence() -> None:
    assert "| " not in robustness_table(MODELS["logistic"]).markdown
