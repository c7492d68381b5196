"""Chapter 7's numbers of TIL: the nadirs and the smallest reactive share, all exact."""

import pytest

from course_utils.analysis import dose_for_nadir, nadir
from course_utils.compile import rhs_function
from course_utils.models import til
from course_utils.simulate import simulate

V = til.values
RATES = {"growth": V["a"], "killing": V["k"], "loss": V["d"]}


def test_the_right_hand_side_is_the_one_of_the_chapter() -> None:
    found = rhs_function(til)([3.0, 5.0], [0.2, 0.4, 0.3, 7.0, 0.1])
    assert til.constants == ["a", "k", "d", "D", "phi"]
    assert found == pytest.approx([0.2 * 3 - 0.4 * 5 * 3, -0.3 * 5])


@pytest.mark.parametrize(
    ("share", "size", "outcome"),
    [
        (0.01, 5240, "regrowing"),
        (0.05, 16.6, "regrowing"),
        (0.10, 7.3e-3, "regrowing"),
        (0.23, 9.5e-12, "cured"),
    ],
)
def test_7a_nadir_by_the_reactive_share(share: float, size: float, outcome: str) -> None:
    exact = nadir(V["T"], share * V["D"], **RATES)
    assert exact == pytest.approx(size, rel=6e-3)
    run = simulate(til, days=(0, 150), points=15001, phi=share)
    assert run["T"].min() == pytest.approx(exact, rel=1e-5)
    assert run.outcome == outcome


def test_7a_the_smallest_reactive_share_that_leaves_less_than_one_cell() -> None:
    dose = dose_for_nadir(V["T"], 1e-6, **RATES)
    assert dose / V["D"] == pytest.approx(0.156757, abs=1e-6)
    assert simulate(til, days=(0, 150), points=1501, phi=0.157).outcome == "cured"
    assert simulate(til, days=(0, 150), points=1501, phi=0.156).outcome == "regrowing"


def test_selecting_matters_as_much_as_infusing_more() -> None:
    """Only the product of share and number counts."""
    few = simulate(til, days=(0, 60), points=2, phi=0.2, D=2e4)
    many = simulate(til, days=(0, 60), points=2, phi=0.05, D=8e4)
    assert few["T"][-1] == pytest.approx(many["T"][-1], rel=1e-9)


def test_early_in_the_run_the_tumour_still_shrinks() -> None:
    run = simulate(til, days=(0, 20), points=21)
    assert run.outcome == "shrinking"
    assert set(til.outcomes) == {"cured", "regrowing", "shrinking"}
