"""Check a student's answer to an exercise, and say what helps."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from course_utils.teaching.answers import AnswerError, read_answer, spoken
from course_utils.teaching.exercises import Exercise, find_exercise
from course_utils.teaching.exercises.exercise import Value

# An answer off by no more than so many tolerances is told that it is close.
_CLOSE = 5

# The answers to each exercise that got a hint in this process. One that comes again gets the same
# hint again: a fuller one is for a second thought, not for a second click.
_hinted: dict[str, list[float]] = {}


@dataclass(frozen=True)
class Verdict:
    """What is said about an answer; shown when it is the last line of a cell.

    Parameters
    ----------
    right
        Whether the answer is right.
    message
        What is said, in Markdown.
    """

    right: bool
    message: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Offer Markdown, and plain text for a terminal."""
        return {"text/markdown": self.message, "text/plain": repr(self)}

    def __repr__(self) -> str:
        """Show the message without its marks."""
        return re.sub(r"[*`$]", "", self.message)


def check(exercise: str, answer: Any = ...) -> Verdict:
    """Compare an answer with that of an exercise; for the last line of a cell.

    Nothing that a student writes here raises an error: whatever is wrong is said in the verdict.

    Parameters
    ----------
    exercise
        Its id: chapter and number, such as ``"2.1"``.
    answer
        A number in the unit that the exercise names; a pint quantity; or text such as
        ``"0.5 Mc/day"``. Rounding is forgiven. Three dots stand for no answer yet.

    Returns
    -------
    Verdict
        Right, or a hint: a short one first, a fuller one after the next wrong answer; and to an
        answer that a misconception predicts, what that idea overlooks.
    """
    try:
        asked = find_exercise(str(exercise).strip())
    except LookupError as error:
        return Verdict(False, str(error))
    if answer is ...:
        return Verdict(
            False,
            f"**Exercise {asked.id}:** no answer yet. "
            f"Put your number{_in_unit(asked)} in place of the three dots.",
        )
    try:
        number = read_answer(answer, asked.unit)
    except AnswerError as error:
        return Verdict(False, f"**Exercise {asked.id}:** {error}")
    return _verdict(asked, number)


def _verdict(asked: Exercise, number: float) -> Verdict:
    right = _computed(asked.answer)
    if asked.accepts(number, right):
        unit = spoken(asked.unit)
        # Rounded first: 2200, and not 2.2e+03.
        number_and_unit = f"{float(f'{right:.3g}'):g} {unit}".strip()
        said = f"**Right.** Exercise {asked.id}: {number_and_unit}. "
        return Verdict(True, f"{said}{asked.explanation}".strip())
    for sentence, value in asked.misconceptions.items():
        if asked.accepts(number, _computed(value)):
            return Verdict(False, f"**Not yet.** {sentence}")
    slip = _slip_of_scale(asked, number, right)
    if slip:
        return Verdict(False, f"**Nearly.** {slip}")
    hint = _next_hint(asked, number)
    if asked.accepts(number, right, within=_CLOSE):
        share = f"{100 * _CLOSE * asked.tolerance:.3g} %"
        return Verdict(
            False,
            f"**Nearly.** Your answer is less than {share} off. "
            f"If you rounded on the way, keep one more digit; if not: {hint}",
        )
    return Verdict(False, f"**Not yet.** {hint}")


def _next_hint(asked: Exercise, number: float) -> str:
    hinted = _hinted.setdefault(asked.id, [])
    # Not exactly equal: the same answer in another unit differs in its last digit.
    before = [place for place, other in enumerate(hinted) if math.isclose(number, other)]
    if not before:
        hinted.append(number)
    place = before[0] if before else len(hinted) - 1
    return asked.hints[min(place, len(asked.hints) - 1)]


def _slip_of_scale(asked: Exercise, number: float, right: float) -> str:
    """Recognise the right digits in another unit, such as cells for millions of cells."""
    if not number or not right or number / right < 0:
        return ""
    power = round(math.log10(number / right))
    slips = (-2, 2) if asked.unit == "1" else (-6, -3, -2, 2, 3, 6)
    if power not in slips or not asked.accepts(number / 10.0**power, right):
        return ""
    much = "large" if power > 0 else "small"
    way = (
        "is it a share where a percentage is meant, or the other way round?"
        if asked.unit == "1"
        else f"answer{_in_unit(asked)}, or give the unit with the number, as in '0.5 {asked.unit}'."
    )
    return f"The digits are right, but the number is {10 ** abs(power):,} times too {much}: {way}"


def _in_unit(asked: Exercise) -> str:
    unit = spoken(asked.unit)
    return f" in {unit}" if unit and not unit.startswith("per ") else f" {unit}".rstrip()


@lru_cache
def _computed(value: Value) -> float:
    return float(value() if callable(value) else value)
