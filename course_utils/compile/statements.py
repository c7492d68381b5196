"""Instructions of the browser's program as statements of Python."""

from __future__ import annotations

from typing import Any

_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
_COMPARISONS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "=="}
_FUNCTIONS = {"exp": "exp", "log": "log", "sqrt": "sqrt", "abs": "abs", "max": "max", "min": "min"}


def statement(instruction: list[Any]) -> str:
    """Write one instruction, its registers as ``r0``, ``r1`` and so on."""
    operation, target, *operands = instruction
    if operation == "powi":
        base, power = operands
        return f"r{target} = " + (f"r{base} * r{base}" if power == 2 else f"r{base} ** {power}")
    return f"r{target} = {_value(operation, [f'r{operand}' for operand in operands])}"


def _value(operation: str, r: list[str]) -> str:
    if operation in _SIGNS:
        return f"{r[0]} {_SIGNS[operation]} {r[1]}"
    if operation in _COMPARISONS:
        return f"1.0 if {r[0]} {_COMPARISONS[operation]} {r[1]} else 0.0"
    if operation in _FUNCTIONS:
        return f"{_FUNCTIONS[operation]}({', '.join(r)})"
    match operation:
        case "neg":
            return f"-{r[0]}"
        case "pow":
            return f"{r[0]} ** {r[1]}"
        case "and" | "or":
            return f"1.0 if {r[0]} {operation} {r[1]} else 0.0"
        case "not":
            return f"0.0 if {r[0]} else 1.0"
    raise ValueError(f"There is no instruction {operation!r}.")
