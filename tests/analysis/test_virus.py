"""Chapter 7's threshold: from what tumour size on a virus spreads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.analysis import critical_cells, reproduction_number
from course_utils.modelling import ModelError

VIRUS = {"infection": 0.005, "burst": 7.0, "clearance": 2.0}


def test_7b_the_threshold_is_67_million_cells() -> None:
    assert critical_cells(**VIRUS) == pytest.approx(66.6667, abs=5e-5)


def test_7b_one_infected_cell_in_100_million_infects_1_4() -> None:
    assert reproduction_number(cells=100, **VIRUS) == pytest.approx(1.4, rel=1e-12)


@given(st.floats(1e-4, 1), st.floats(1.01, 100), st.floats(1e-3, 10))
def test_at_the_threshold_each_infected_cell_replaces_itself(
    infection: float, burst: float, clearance: float
) -> None:
    cells = critical_cells(infection, burst, clearance)
    assert reproduction_number(cells, infection, burst, clearance) == pytest.approx(1, rel=1e-9)
    assert reproduction_number(1.02 * cells, infection, burst, clearance) > 1
    assert reproduction_number(0.98 * cells, infection, burst, clearance) < 1


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (lambda: critical_cells(0.005, 1, 2), "burst size 1 the virus dies out in a tumour of any"),
        (lambda: critical_cells(0, 7, 2), "the rate must be above 0"),
        (lambda: reproduction_number(0, 0.005, 7, 0), "Neither cells nor clearance"),
        (lambda: reproduction_number(-1, 0.005, 7, 2), "number of cells is -1"),
    ],
)
def test_impossible_numbers_are_refused_in_words(refused: object, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        refused()  # type: ignore[operator]
