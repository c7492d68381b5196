"""Where a model's behaviour changes: a threshold found by bisection."""

from __future__ import annotations

from collections.abc import Callable

from course_utils.modelling import ModelError


def threshold(
    happens: Callable[[float], bool], low: float, high: float, tolerance: float = 1e-6
) -> float:
    """Find the value at which something begins or ceases to happen.

    Parameters
    ----------
    happens
        Takes a value and tells whether it happens; must differ between `low` and `high`, and
        change once between them.
    low, high
        Where to search.
    tolerance
        Width at which the search ends, relative to `high`.

    Returns
    -------
    float
        The middle of the last interval.

    Raises
    ------
    ModelError
        If the same happens at both ends.

    Examples
    --------
    >>> round(threshold(lambda value: value > 0.3, 0, 1), 4)
    0.3
    """
    at_low = happens(low)
    if happens(high) == at_low:
        raise ModelError(
            f"The same happens at {low:g} and at {high:g}, so there is no threshold between them "
            "to be found; choose ends at which it differs."
        )
    width = tolerance * abs(high)
    while high - low > width:
        middle = (low + high) / 2
        if happens(middle) == at_low:
            low = middle
        else:
            high = middle
    return (low + high) / 2
