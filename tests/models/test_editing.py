"""Chapter 2's numbers of immune editing."""

import numpy as np
import pytest

from course_utils.analysis import threshold
from course_utils.models import editing, surveillance
from course_utils.simulate import Run, simulate

IMMUNODEFICIENT = {"s": 0.0, "p": 0.0, "E": 0.0}
DAYS = (0.0, 545.0)


@pytest.fixture(scope="module")
def competent() -> Run:
    # Ten looks a day: the days below are the first of these on which it is so.
    return simulate(editing, days=DAYS, points=5451)


def test_the_escaped_tumour_is_edited_and_large(competent: Run) -> None:
    assert competent["total"][-1] == pytest.approx(496.4, abs=0.05)
    assert competent["edited"][-1] > 0.99
    assert competent.outcome == "hidden"
    assert "496 million cells of it edited" in competent.outcome_words


def test_without_lymphocytes_the_tumour_of_400_million_cells_is_hardly_edited() -> None:
    run = simulate(editing, days=DAYS, points=5451, **IMMUNODEFICIENT)
    assert run["edited"][np.argmax(run["total"] >= 400)] == pytest.approx(3.7e-5, abs=5e-7)
    assert run.outcome == "overwhelmed"


@pytest.mark.parametrize(("clone", "end", "outcome"), [("S", 7.06, "held"), ("R", 496.4, "hidden")])
def test_a_transplant_into_a_naive_host(clone: str, end: float, outcome: str) -> None:
    start = {"S": 0.0, "R": 0.0} | {clone: 50.0}
    run = simulate(editing, days=DAYS, points=2, mut=0, **start)
    assert run["total"][-1] == pytest.approx(end, abs=0.05)
    assert run.outcome == outcome


def test_without_edited_cells_it_is_the_surveillance_model() -> None:
    ours = simulate(editing, days=(0, 200), mut=0, S=5)
    theirs = simulate(surveillance, days=(0, 200), T=5)
    assert ours["S"] == pytest.approx(theirs["T"], rel=1e-6)
    assert ours["E"] == pytest.approx(theirs["E"], rel=1e-6)


def test_a_strong_supply_eliminates() -> None:
    assert simulate(editing, days=(0, 4000), s=0.09, mut=0).outcome == "eliminated"


@pytest.mark.parametrize(("host", "day"), [({}, 131.2), (IMMUNODEFICIENT, 42.3)])
def test_the_day_on_which_the_tumour_reaches_400_million_cells(
    host: dict[str, float], day: float
) -> None:
    run = simulate(editing, days=DAYS, points=5451, **host)
    assert run.t[np.argmax(run["total"] >= 400)] == pytest.approx(day, abs=0.05)


def test_the_hunt_edits_the_tumour_only_where_killing_holds_the_visible_cells() -> None:
    def edited(killing: float) -> bool:
        run = simulate(editing, days=(0, 400), points=4001, n=killing)
        return bool(run["edited"][np.argmax(run["total"] >= 400)] > 0.5)

    assert threshold(edited, 0.01, 0.2, tolerance=1e-4) == pytest.approx(0.0652, abs=1e-4)


@pytest.mark.parametrize(("visibility", "share"), [(0.88, 1.0), (0.92, 0.0)])
def test_hiding_pays_up_to_a_visibility_of_one_minus_its_cost(
    visibility: float, share: float
) -> None:
    run = simulate(editing, days=(0, 30_000), points=2, eps=visibility)
    assert run.outcome == "held"
    assert run["edited"][-1] == pytest.approx(share, abs=1e-3)


def test_above_a_visibility_of_four_tenths_the_edited_tumour_is_held_too() -> None:
    def held(visibility: float) -> bool:
        run = simulate(editing, days=(0, 3000), points=2, eps=visibility)
        return run.outcome == "held"

    assert threshold(held, 0.2, 0.6, tolerance=1e-4) == pytest.approx(0.408, abs=1e-3)
