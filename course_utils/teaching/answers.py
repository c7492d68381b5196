"""Read a student's answer: a number, a quantity with its unit, or text such as "0.5 Mc/day"."""

from __future__ import annotations

import math
import re
from typing import Any

from course_utils.modelling import ModelError
from course_utils.modelling.units import in_words, parse_unit

_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(.*)", re.IGNORECASE)
# As tables and figures of the course say units.
_SPOKEN = (
    (r"\bmillion cells?\b", "Mc"),
    (r"\bthousand cells?\b", "kc"),
    (r"\bmillion virions?\b", "Mpfu"),
    (r"\bvirions?\b", "pfu"),
    (r"\bmm³", "mm3"),
    (r"\bcm³", "cm3"),
    (r"^\s*per\b", "1/"),
    (r"\bper\b", "/"),
)


class AnswerError(ValueError):
    """Say why an answer cannot be compared with a number."""


def read_answer(answer: Any, unit: str) -> float:
    """Return an answer as a number in a unit.

    Parameters
    ----------
    answer
        A number in `unit`; a pint quantity; or text: a number, with its unit or without.
    unit
        The unit that is asked for, as in the models.

    Raises
    ------
    AnswerError
        If it is no finite number, or its unit is unknown or of another kind.
    """
    if isinstance(answer, str):
        number, given = _split(answer)
    elif hasattr(answer, "magnitude") and hasattr(answer, "units"):
        number, given = _bare(answer.magnitude), str(answer.units) or "1"
    else:
        number, given = _bare(answer), ""
    if math.isnan(number):
        raise AnswerError(
            "Your answer is not a number (NaN): an earlier step has gone wrong, such as dividing "
            "zero by zero."
        )
    if math.isinf(number):
        raise AnswerError(
            "Your answer is infinite: an earlier step has gone wrong, such as dividing by zero."
        )
    return number * _factor(given, unit) if given else number


def _bare(answer: Any) -> float:
    if getattr(answer, "size", None) == 1 and hasattr(answer, "item"):
        answer = answer.item()  # an array or a series of one number
    if answer is None:
        raise AnswerError(
            "Your answer is None, which is Python for nothing: a function without return gives "
            "it, and so does print()."
        )
    if isinstance(answer, bool) or not hasattr(answer, "__float__"):
        raise AnswerError(
            f"A number is asked for, but your answer is {_shown(answer)}. Give a number such as "
            "0.5, or text with a unit such as '0.5 Mc/day'."
        )
    try:
        return float(answer)
    except Exception as error:  # whatever a foreign object's own conversion raises
        raise AnswerError(
            f"One number is asked for, but your answer is {_shown(answer)}, which is not one."
        ) from error


def _split(text: str) -> tuple[float, str]:
    plain = text.strip().replace("−", "-").replace("\u00a0", " ")
    found = _NUMBER.fullmatch(plain)
    if not found:
        raise AnswerError(
            f"Your answer {_shown(text)} does not begin with a number. Write it as in '0.5' or "
            "'0.5 Mc/day'."
        )
    number, given = float(found[1]), found[2].strip()
    if re.match(r",\d", given):
        raise AnswerError(f"Write the number in {_shown(text)} with a point and without commas.")
    if re.match(r"[/*^×·±+–-]?\s*\d|[×·±]", given):
        raise AnswerError(
            f"Your answer {_shown(text)} holds more than one number. Write one, such as '0.5' or "
            "'5e-1', and behind it nothing but a unit."
        )
    if given.startswith("%"):
        number, given = number / 100, given[1:].strip() or "1"
    return number, given


def _factor(given: str, unit: str) -> float:
    for pattern, written in _SPOKEN:
        given = re.sub(pattern, written, given)
    try:
        found = parse_unit(given)
    except ModelError as error:
        raise AnswerError(str(error)) from error
    wanted = parse_unit(unit)
    if found.dimensionality != wanted.dimensionality:
        raise AnswerError(
            f"Your answer is {_named(given)}, and not {_named(unit)}: another kind of quantity. "
            "Which step of the calculation would change its unit?"
        )
    return float((found / wanted).to_base_units().magnitude)


def spoken(unit: str) -> str:
    """Write a unit after a number: ``"day"`` becomes ``"days"``."""
    return re.sub(r"^(day|dose|gram|hour|minute|second|week|year)\b", r"\1s", in_words(unit))


def _named(unit: str) -> str:
    words = spoken(unit)
    return f"in {words}" if words else "a bare number"


def _shown(answer: Any) -> str:
    try:
        text = repr(answer)
    except Exception:  # an object that cannot even be shown
        text = f"a {type(answer).__name__}"
    # An address in memory is another one on each run, and tells a student nothing.
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", text).replace("`", "'")
    return f"`{text if len(text) <= 60 else f'{text[:57]}…'}`"
