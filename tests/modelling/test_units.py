"""Units: reading, saying and checking them."""

import pytest
import sympy

from course_utils.modelling import ModelError
from course_utils.modelling.units import in_words, parse_unit, require_unit, unit_of

UNITS = {"x": parse_unit("Mc"), "k": parse_unit("1/day"), "f": parse_unit("1")}
x, k, f = sympy.symbols("x k f")


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("Mc/day", "million cells per day"),
        ("1/(Mc day)", "per million cells per day"),
        ("Mc", "million cells"),
        ("1", ""),
        ("mm3", "mm³"),
        ("pg/mL", "pg per mL"),
        ("1/(cell day)", "per cell per day"),
        ("hkc/day", "hundred thousand cells per day"),
    ],
)
def test_a_unit_is_said_in_words(unit: str, words: str) -> None:
    assert in_words(unit) == words


def test_an_unknown_unit_lists_the_known_ones() -> None:
    with pytest.raises(ModelError, match=r"'parsec' is not known.*Mc"):
        parse_unit("parsec")


@pytest.mark.parametrize(
    ("expression", "unit"),
    [
        (k * x, "Mc/day"),
        (f + 1, "1"),
        (k * x * sympy.exp(f), "Mc/day"),
        (sympy.Max(x, x * f) * k, "Mc/day"),
    ],
)
def test_a_consistent_formula_passes(expression: sympy.Expr, unit: str) -> None:
    require_unit(expression, unit, UNITS, "the formula")


@pytest.mark.parametrize(
    "expression", [x + k, k * x + x, sympy.exp(x), f**x, x + 1, sympy.log(k), x**f]
)
def test_an_inconsistent_formula_is_refused(expression: sympy.Expr) -> None:
    with pytest.raises(ModelError, match="Units do not agree"):
        require_unit(expression, "Mc/day", UNITS, "the formula")


def test_zero_fits_any_unit() -> None:
    assert unit_of(sympy.Integer(0), UNITS, "zero") is None
    require_unit(0 * x, "Mc/day", UNITS, "nothing")
