"""Errors that say in plain words what was wrong and what is allowed."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable


class ModelError(ValueError):
    """Report a mistake in a model, or in the values and treatments given to one."""


def unknown_name(kind: str, name: str, valid: Iterable[str], *, owner: str) -> ModelError:
    """Say that a name does not exist, suggest the nearest one, and list those that do."""
    names = list(valid)
    near = difflib.get_close_matches(name, names, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    allowed = ", ".join(names) if names else "none"
    return ModelError(f"{owner} has no {kind} called {name!r}.{hint} It has: {allowed}.")


def nonnegative_number(value: object, what: str) -> float:
    """Return `value` as a float, or say why it is not a finite number of at least zero."""
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        raise ModelError(f"{what} must be a number, but {value!r} was given.")
    number = float(value)
    if math.isnan(number):
        raise ModelError(f"{what} is not a number (NaN); give a finite number of at least 0.")
    if math.isinf(number):
        raise ModelError(f"{what} is infinite; give a finite number of at least 0.")
    if number < 0:
        raise ModelError(f"{what} is {number:g}, but it cannot be negative; give at least 0.")
    return number
