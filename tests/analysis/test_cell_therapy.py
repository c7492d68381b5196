"""Chapter 7's closed forms: how deep one dose of killer cells reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.analysis import dose_for_nadir, nadir, threshold
from course_utils.modelling import ModelError

# Tumour and killing of the CAR T model: myeloid cells leave a third of the killing.
MOUSE = {"tumour": 20.0, "growth": 0.15, "killing": 0.5 / 3}
ONE_CELL = 1e-6


@pytest.mark.parametrize(("loss", "dose"), [(0.10, 13.4185), (0.35, 39.6096)])
def test_7a_dose_threshold_for_a_nadir_of_one_cell(loss: float, dose: float) -> None:
    assert dose_for_nadir(lowest=ONE_CELL, loss=loss, **MOUSE) == pytest.approx(dose, abs=5e-5)


@pytest.mark.parametrize("loss", [0.10, 0.35])
def test_the_dose_is_what_bisection_finds(loss: float) -> None:
    found = threshold(
        lambda dose: nadir(cells=dose, loss=loss, **MOUSE) < ONE_CELL, 0, 100, tolerance=1e-12
    )
    assert dose_for_nadir(lowest=ONE_CELL, loss=loss, **MOUSE) == pytest.approx(found, rel=1e-9)


@given(
    st.floats(1e-3, 1e5),
    st.floats(1e-12, 1),
    st.floats(1e-3, 1),
    st.floats(1e-5, 1),
    st.floats(1e-3, 1),
)
def test_the_dose_reaches_exactly_the_nadir_that_was_asked_for(
    tumour: float, share: float, growth: float, killing: float, loss: float
) -> None:
    lowest = share * tumour
    dose = dose_for_nadir(tumour, lowest, growth, killing, loss)
    assert nadir(tumour, dose, growth, killing, loss) == pytest.approx(lowest, rel=1e-6)
    assert dose * killing >= growth * (1 - 1e-12)


def test_cells_that_do_not_outdo_the_growth_lower_nothing() -> None:
    assert nadir(20, 1, growth=0.2, killing=0.1, loss=0.1) == 20
    assert dose_for_nadir(20, 20, growth=0.2, killing=0.1, loss=0.1) == pytest.approx(2)


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (lambda: nadir(20, 1, growth=0.1, killing=0.1, loss=0), "rate of loss is 0"),
        (lambda: nadir(20, -1, growth=0.1, killing=0.1, loss=1), "number of cells is -1"),
        (lambda: dose_for_nadir(20, 30, 0.1, 0.1, 0.1), "fall from 20 to 30"),
        (lambda: dose_for_nadir(20, 0, 0.1, 0.1, 0.1), "must be above zero"),
    ],
)
def test_impossible_numbers_are_refused_in_words(refused: object, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        refused()  # type: ignore[operator]
