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
from course_utils.modelling import ModelError, SpatialModel
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


def walker_and_resident(model: SpatialModel) -> tuple[str, str]:
    """Return the names of the state that wanders and of the one that stays.

    Raises
    ------
    ModelError
        If there is not one of each, so that the model cannot run as single cells.
    """
    residents = list(model.residents)
    walkers = [name for name in model.states if name not in residents]
    if len(walkers) != 1 or len(residents) != 1:
        raise ModelError(
            f"The model {model.name!r} cannot run as single cells: that takes one state that "
            "wanders and one that stays."
        )
    return walkers[0], residents[0]


def cell_formulas(model: SpatialModel) -> dict[str, Any]:
    """Read the rates of single cells off a model's processes.

    Returns
    -------
    dict
        Formulas in 1/day: ``"enters in TISSUE"``, how many walkers enter a site; ``"dies"``, how
        many of them go; ``"kills"``, how many residents each walker on their site removes; and
        ``"divides"``, how often a resident divides if all ground around it is free.

    Raises
    ------
    ModelError
        If a rate is not one for each cell.
    """
    walker, resident = walker_and_resident(model)
    c, u = symbol(walker), symbol(resident)
    zero = sympy.Integer(0)
    totals: dict[tuple[str, bool], Any] = {}
    for process in model.processes.values():
        rate = model.expand(sympy.sympify(process.rate))
        for state, count in process.changes.items():
            key = (state, bool(sympy.sympify(count).could_extract_minus_sign()))
            totals[key] = totals.get(key, zero) + abs(sympy.sympify(count)) * rate
    enters = totals.get((walker, False), zero)
    formulas = {
        **{
            f"enters in {tissue}": enters.subs(
                {symbol(name): int(name == tissue) for name in model.tissues}
            )
            for tissue in model.tissues
        },
        "dies": sympy.cancel(totals.get((walker, True), zero) / c),
        "kills": sympy.cancel(totals.get((resident, True), zero) / (c * u)),
        "divides": sympy.cancel(totals.get((resident, False), zero) / (u * (1 - u))),
    }
    for name, formula in formulas.items():
        if formula.free_symbols & {c, u, *map(symbol, model.tissues)}:
            raise ModelError(
                f"The model {model.name!r} cannot run as single cells: what {name} is not one "
                f"rate for each cell, but {formula}."
            )
    return formulas


def space_program(model: SpatialModel) -> dict[str, Any]:
    """Compile a spatial model for the browser.

    Returns
    -------
    dict
        As by `browser_program`: ``inputs``, ``constants``, ``registers``, and two blocks.
        ``rates`` gives the formulas of `space_ways` at one point, by state; ``diffusion`` gives
        each diffusion coefficient as ``"STATE in TISSUE"``, and each start value as a state's
        name, from parameters, windows and tissues; ``cells`` gives `cell_formulas`. ``ways``
        says how each state steps.
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
        "cells": cell_formulas(model),
    }
    blocks = {
        key: {name: model.expand(sympy.sympify(formula)) for name, formula in block.items()}
        for key, block in blocks.items()
    }
    return {
        **block_program([*model.states, *model.constants], blocks),
        "ways": {name: way for name, (way, _) in ways.items()},
    }
