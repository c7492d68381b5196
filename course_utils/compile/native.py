"""A model becomes source code that can be compiled to machine code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import sympy

from course_utils.compile.numeric import blank
from course_utils.compile.program import browser_program
from course_utils.compile.statements import statement
from course_utils.modelling import Model


def slopes_source(model: Model) -> str:
    """Return the text of a function that works out a model's right-hand side.

    It is the program that the browser interprets, instruction by instruction.

    Returns
    -------
    str
        ``SIZE``, the number of states, and ``slopes(states, constants, slope)``, which fills the
        array `slope` with the derivatives per day; `states` are in the order of `model.states`,
        `constants` in the order of `model.constants`. It needs the names ``exp``, ``log`` and
        ``sqrt``.
    """
    return _slopes_source(blank(model))


@lru_cache(maxsize=64)
def _slopes_source(model: Model) -> str:
    program = browser_program(model)
    block = program["derivatives"]
    inputs = program["inputs"]
    lines = [
        f"SIZE = {len(model.states)}",
        "",
        "",
        "def slopes(states, constants, slope):",
        *(f"    r{register} = {value!r}" for register, value in program["constants"]),
        *(f"    r{inputs[name]} = states[{i}]" for i, name in enumerate(model.states)),
        *(f"    r{inputs[name]} = constants[{i}]" for i, name in enumerate(model.constants)),
        *(f"    {statement(instruction)}" for instruction in block["code"]),
        *(f"    slope[{i}] = r{block['out'][name]}" for i, name in enumerate(model.states)),
    ]
    return "\n".join(lines) + "\n"


@lru_cache(maxsize=256)
def formula(expression: Any) -> Callable[[Mapping[str, Any]], Any]:
    """Return a formula as a function of the values by name, numbers or arrays."""
    expression = sympy.sympify(expression)
    symbols = sorted(expression.free_symbols, key=str)
    names = [str(one) for one in symbols]
    function = sympy.lambdify(symbols, expression, modules="numpy")

    def evaluate(values: Mapping[str, Any]) -> Any:
        return function(*(values[name] for name in names))

    return evaluate
