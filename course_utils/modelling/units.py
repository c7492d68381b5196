"""Units of the models, and the check that both sides of an equation have the same one.

The engines calculate with bare numbers, so it is not enough that two terms have the same
dimension: adding cells to millions of cells is an error here, although both are counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pint
import sympy

from course_utils.modelling.errors import ModelError

# Only what the models use: an unknown unit is then a typing mistake, and pint's own list of a
# thousand units, which takes a third of a second to read, stays closed.
_DEFINITIONS = """
kilo- = 1e3 = k-
milli- = 1e-3 = m-
micro- = 1e-6 = u-
nano- = 1e-9 = n-
pico- = 1e-12 = p-
second = [time] = s
minute = 60 second = min
hour = 60 minute = h
day = 24 hour = d
week = 7 day
year = 365.25 day
metre = [length] = m
mm = 1e-3 metre
cm = 1e-2 metre
mm2 = mm ** 2
mm3 = mm ** 3
cm3 = cm ** 3
millilitre = cm ** 3 = mL
gram = [mass] = g
mg = 1e-3 gram
pg = 1e-12 gram
cell = [cells]
kc = 1e3 cell
hkc = 1e5 cell
Mc = 1e6 cell
pfu = [virions]
Mpfu = 1e6 pfu
dose = [dose]
"""

_WORDS = {
    "Mc": "million cells",
    "kc": "thousand cells",
    "hkc": "hundred thousand cells",
    "cell": "cells",
    "Mpfu": "million virions",
    "pfu": "virions",
    "mm2": "mm²",
    "mm3": "mm³",
    "cm3": "cm³",
    "day": "day",
    "1": "",
}


@lru_cache(maxsize=1)
def _registry() -> Any:
    return pint.UnitRegistry(_DEFINITIONS.strip().splitlines())


def parse_unit(unit: str) -> Any:
    """Read a unit.

    Parameters
    ----------
    unit
        For example ``"1/day"`` or ``"1/(Mc day)"``; a space multiplies; ``"1"`` is no unit.

    Raises
    ------
    ModelError
        If the unit is not one that the models use.
    """
    text = re.sub(r"(?<=[\w)])\s+(?=[\w(])", "*", unit.strip())
    try:
        return _registry().Quantity(1, "dimensionless" if text == "1" else text)
    except Exception as error:  # pint raises many kinds, down to tokenizer errors
        known = (
            "Mc (million cells), hkc (hundred thousand cells), kc, cell, Mpfu, pfu, "
            "day, hour, year, mm, mm2, mm3, cm3, mL, mg, pg, dose, 1"
        )
        raise ModelError(f"The unit {unit!r} is not known. Units may use: {known}.") from error


def in_words(unit: str) -> str:
    """Write a unit as a reader says it.

    Examples
    --------
    >>> in_words("Mc/day")
    'million cells per day'
    >>> in_words("1/day")
    'per day'
    """
    if unit == "1":
        return ""
    above, _, below = unit.partition("/")
    above = "" if above.strip() == "1" else _WORDS.get(above.strip(), above.strip())
    if not below:
        return above
    words = {**_WORDS, "cell": "cell", "pfu": "virion"}  # one of them: per cell
    factors = [words.get(name, name) for name in below.strip("() ").split()]
    return " ".join([above, *(f"per {name}" for name in factors)]).strip()


def unit_of(expression: Any, units: Mapping[str, Any], where: str) -> Any:
    """Work out the unit of an expression, and refuse sums of unlike terms.

    Parameters
    ----------
    expression
        A SymPy expression.
    units
        The unit (a pint quantity of size one) of each symbol by name.
    where
        What is being checked, for the error's sentence.

    Returns
    -------
    pint.Quantity
        One of the expression's unit; None if the expression is zero, which fits any unit.
    """
    one = parse_unit("1")
    if expression.is_Number or expression.is_NumberSymbol:
        return None if expression.is_zero else one
    if expression.is_Symbol:
        return units[expression.name]
    if expression.is_Mul:
        product = one
        for factor in expression.args:
            unit = unit_of(factor, units, where)
            if unit is None:
                return None
            product = product * unit
        return product
    if expression.is_Pow:
        base, exponent = expression.args
        unit = unit_of(base, units, where)
        if exponent.is_number:
            return unit ** float(exponent)
        _require(unit_of(exponent, units, where), one, f"the exponent in {where}")
        _require(unit, one, f"the base of {expression} in {where}")
        return one
    arguments = [unit_of(argument, units, where) for argument in expression.args]
    if expression.is_Add or isinstance(expression, sympy.Min | sympy.Max):
        known = [unit for unit in arguments if unit is not None]
        for argument, unit in zip(expression.args, arguments, strict=True):
            _require(unit, known[0], f"the term {argument} in {where}")
        return known[0]
    for unit in arguments:
        _require(unit, one, f"the argument of {expression.func.__name__} in {where}")
    return one


def require_unit(expression: Any, expected: str, units: Mapping[str, Any], where: str) -> None:
    """Refuse an expression whose unit is not the expected one, saying both."""
    _require(unit_of(expression, units, where), parse_unit(expected), where, expected)


def _require(found: Any, expected: Any, where: str, name: str | None = None) -> None:
    if found is None:
        return
    wanted = name or f"{expected.units:~}" or "1"
    if found.dimensionality != expected.dimensionality:
        raise ModelError(
            f"Units do not agree: {where} has the unit {_show(found)}, "
            f"but {wanted or '1 (a bare number)'} is needed."
        )
    ratio = (found / expected).to_base_units().magnitude
    if not math.isclose(ratio, 1, rel_tol=1e-9):
        raise ModelError(
            f"Units do not agree in scale: {where} is in {_show(found)}, but {wanted} is needed, "
            f"which is {ratio:g} times as much or as little."
        )


def _show(quantity: Any) -> str:
    return f"{quantity.units:~}" or "1 (a bare number)"
