"""A model becomes Python functions of numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray

from course_utils.modelling import Model, highest, lowest
from course_utils.modelling.symbols import symbol

# state values, values of model.constants -> derivative of every state (or of any formulas)
Function = Callable[[Sequence[Any], Sequence[Any]], Any]
Values = dict[str, float]


def rhs_function(model: Model) -> Function:
    """Return the model's right-hand side as a function of plain numbers.

    Returns
    -------
    callable
        ``f(states, constants)`` gives the derivatives per day as a list, in the order of
        `model.states`; `constants` are in the order of `model.constants`.
    """
    return _rhs(blank(model), "math")


def rhs_arrays(model: Model) -> Function:
    """Return the right-hand side as a function of arrays, for maps of the phase plane."""
    return _rhs(blank(model), "numpy")


def jacobian_function(model: Model) -> Callable[..., NDArray[np.float64]]:
    """Return the matrix of derivatives of the right-hand side, per day, as a function."""
    return _jacobian(blank(model))


def observable_functions(model: Model) -> Mapping[str, Function]:
    """Return each observable as a function of state arrays and constants."""
    return _observables(blank(model))


def outcome_of(
    model: Model,
    constants: Mapping[str, float],
    final: Mapping[str, float],
    low: Mapping[str, float],
    high: Mapping[str, float],
) -> str | None:
    """Return the name of the first outcome whose condition holds; None if there are none."""
    numbers: dict[Any, Any] = {
        symbol(name): value for name, value in {**constants, **final}.items()
    }
    for outcome in model.outcomes.values():
        condition = model.expand(sympy.sympify(outcome.when))
        extremes: dict[Any, Any] = {
            extreme: (low if isinstance(extreme, lowest) else high)[str(extreme.args[0])]
            for extreme in condition.atoms(lowest, highest)
        }
        if condition.xreplace(extremes).subs(numbers) == sympy.true:
            return outcome.name
    return None


def blank(model: Model) -> Model:
    """Forget the values, which the functions take as arguments, so that the cache is shared."""
    cls, removed = model.structure
    return cls().without(*removed) if removed else cls()


@lru_cache(maxsize=64)
def _rhs(model: Model, modules: str) -> Function:
    return _lambdify(model, list(model.derivatives().values()), modules)


@lru_cache(maxsize=64)
def _jacobian(model: Model) -> Callable[..., NDArray[np.float64]]:
    derivatives = sympy.Matrix(list(model.derivatives().values()))
    matrix = derivatives.jacobian([symbol(name) for name in model.states])
    entries = _lambdify(model, list(matrix), "math")
    size = len(model.states)

    def jacobian(states: Sequence[float], constants: Sequence[float]) -> NDArray[np.float64]:
        return np.array(entries(states, constants), dtype=float).reshape(size, size)

    return jacobian


@lru_cache(maxsize=64)
def _observables(model: Model) -> Mapping[str, Function]:
    return {
        name: _lambdify(model, model.expand(observable.expression), "numpy")
        for name, observable in model.observables.items()
    }


def _lambdify(model: Model, expressions: Any, modules: str) -> Function:
    states = [symbol(name) for name in model.states]
    constants = [symbol(name) for name in model.constants]
    function: Function = sympy.lambdify([states, constants], expressions, modules=modules, cse=True)
    return function
