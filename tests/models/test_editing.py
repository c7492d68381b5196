"""Chapter 2's numbers of immune editing."""

import numpy as np
import pytest

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
