"""Symbols of a model's formulas, and the two functions that an outcome may use."""

from __future__ import annotations

from typing import Any

import sympy


def symbol(name: str) -> Any:
    """Return the symbol that stands for a declared name; all of them are at least zero."""
    return sympy.Symbol(name, nonnegative=True)


class lowest(sympy.Function):  # type: ignore[misc]  # noqa: N801  (a word in a formula)
    """The smallest value that a state takes during a run."""

    nargs = 1


class highest(sympy.Function):  # type: ignore[misc]  # noqa: N801
    """The largest value that a state takes during a run."""

    nargs = 1
