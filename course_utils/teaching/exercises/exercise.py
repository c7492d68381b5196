"""An exercise: the number it asks for, and what helps whoever has not found it yet."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from course_utils.modelling.units import parse_unit

Value = float | Callable[[], float]


@dataclass(frozen=True)
class Exercise:
    """Hold what `course_utils.check` compares an answer with.

    Parameters
    ----------
    id
        Chapter and number, such as ``"2.1"``.
    answer
        The right number in `unit`, or a function that works it out from the models.
    unit
        As in the models: ``"Mc/day"``, ``"day"``, ``"1"`` for a bare number.
    tolerance
        By which share of it an answer may differ; of an answer 0 the distance itself.
    hints
        What to say to the first wrong answer, to the second, and so on; the last one stays.
    misconceptions
        What to say to a wrong answer that an idea predicts: the sentence, which names the idea,
        and the number to which the idea leads.
    explanation
        What to say beside the right answer.

    Raises
    ------
    ValueError
        If the id, the unit, the tolerance or the hints cannot be used.
    """

    id: str
    answer: Value
    unit: str
    tolerance: float
    hints: tuple[str, ...]
    misconceptions: Mapping[str, Value] = field(default_factory=dict)
    explanation: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\d+\.\d+", self.id):
            raise ValueError(
                f"The id of an exercise is {self.id!r}; it must be the chapter, a point and a "
                "number, such as '2.1'."
            )
        parse_unit(self.unit)
        if not 0 < self.tolerance < 1:
            raise ValueError(
                f"Exercise {self.id}: the tolerance is {self.tolerance}; it is the share of the "
                "answer by which one may differ, above 0 and below 1."
            )
        if len(self.hints) < 2:
            raise ValueError(
                f"Exercise {self.id} needs at least two hints: a short one, then a fuller one."
            )

    def accepts(self, number: float, wanted: float, within: float = 1) -> bool:
        """Whether a number counts as `wanted`, the answer or a misconception's.

        Parameters
        ----------
        number, wanted
            In the unit of the exercise.
        within
            How many tolerances it may be off.
        """
        return math.isclose(
            number,
            wanted,
            rel_tol=0,
            abs_tol=within * self.tolerance * (abs(wanted) or 1) * (1 + 1e-9),
        )
