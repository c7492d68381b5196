"""A spatial model becomes what its engines step through: growth rates, slopes, and a program.

In each step a state either is multiplied, where everything that happens to it goes in proportion
to it (cells that divide and are killed: the factor is never negative, however long the step), or
something is added to it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal

import sympy

from course_utils.compile.numeric import blank
from course_utils.compile.program import block_program
from course_utils.modelling import SpatialModel
from course_utils.modelling.symbols import symbol

Way = Literal["grow", "add"]
# state arrays, constants (tissues among them as arrays) -> one array a state
Field = Callable[[Any, Any], Any]


def space_ways(model: SpatialModel) -> dict[str, tuple[Way, Any]]:
    """Say how each state steps, and give its formula.

    Returns
    -------
    dict
        From each state to ``("grow", g)``, with g per day as in ``x' = g x``, or to ``("add", f)``
        with f in the state's unit per day as in ``x' = f``.
    """
    ways: dict[str, tuple[Way, Any]] = {}
    for name, slope in model.derivatives().items():
        terms = sympy.Add.make_args(sympy.sympify(slope))
        share = sum((sympy.cancel(term / symbol(name)) for term in terms), sympy.Integer(0))
        _, below = sympy.fraction(sympy.together(share))
        divisible = slope != 0 and symbol(name) not in below.free_symbols
        wanders = any(item.state == name for item in model.diffusions.values())
        ways[name] = ("grow", share) if divisible and not wanders else ("add", slope)
    return ways


def space_function(model: SpatialModel) -> Field:
    """Return the formulas of `space_ways` as a function of arrays."""
    return _function(blank(model))


@lru_cache(maxsize=64)
def _function(model: SpatialModel) -> Field:
    formulas = [formula for _, formula in space_ways(model).values()]
    states = [symbol(name) for name in model.states]
    constants = [symbol(name) for name in model.constants]
    function: Field = sympy.lambdify([states, constants], formulas, modules="numpy", cse=True)
    return function


def space_program(model: SpatialModel) -> dict[str, Any]:
    """Compile a spatial model for the browser.

    Returns
    -------
    dict
        As by `browser_program`: ``inputs``, ``constants``, ``registers``, and two blocks.
        ``rates`` gives the formulas of `space_ways` at one point, by state; ``diffusion`` gives
        each diffusion coefficient as ``"STATE in TISSUE"``, and each start value as a state's
        name, from parameters, windows and tissues. ``ways`` says how each state steps.
    """
    ways = space_ways(model)
    blocks = {
        "rates": {name: formula for name, (_, formula) in ways.items()},
        "diffusion": {
            f"{item.state} in {tissue}": formula
            for item in model.diffusions.values()
            for tissue, formula in item.within.items()
        },
        "start": {name: state.start for name, state in model.states.items()},
    }
    blocks = {
        key: {name: model.expand(sympy.sympify(formula)) for name, formula in block.items()}
        for key, block in blocks.items()
    }
    return {
        **block_program([*model.states, *model.constants], blocks),
        "ways": {name: way for name, (way, _) in ways.items()},
    }
