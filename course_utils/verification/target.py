"""One number to reproduce, and what a model gives for it now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Origin = Literal["published", "closed form", "independent run"]


@dataclass(frozen=True)
class Comparison:
    """What came out of a `Target`.

    Parameters
    ----------
    found
        What the model gives now.
    difference
        How far that is from what was expected.
    met
        Whether it is within the tolerance.
    """

    found: float
    difference: float
    met: bool


@dataclass(frozen=True)
class Target:
    """A number that a model must reproduce.

    Parameters
    ----------
    what
        What the number is, as a reader would call it.
    expected
        The number, in `unit`.
    compute
        Works it out with the model as it is now.
    unit
        Its unit; ``"1"`` if it has none.
    origin
        Where the number comes from: ``"published"`` data or results; a ``"closed form"``, exact
        whatever the constants; or an ``"independent run"``, another program for the same
        equations, which shows that they were solved right and says nothing about biology.
    relative, absolute
        How far the model may be from it, as a share of `expected` or in `unit`; the larger of
        the two counts.
    """

    what: str
    expected: float
    compute: Callable[[], float]
    unit: str = "1"
    origin: Origin = "closed form"
    relative: float = 0.0
    absolute: float = 0.0

    def compare(self) -> Comparison:
        """Work the number out, and hold it beside what was expected."""
        found = float(self.compute())
        difference = found - self.expected
        allowed = max(self.relative * abs(self.expected), self.absolute)
        # Not `>`: a number that is no number is not met either.
        return Comparison(found, difference, abs(difference) <= allowed)
