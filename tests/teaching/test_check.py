"""`check` forgives units and rounding, helps a little and then more, and never raises an error."""

from __future__ import annotations

import decimal
import fractions
import math
from typing import Any

import numpy as np
import pandas as pd
import pint
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from course_utils.modelling.units import parse_unit
from course_utils.teaching import checking
from course_utils.teaching.checking import Verdict, check
from course_utils.teaching.exercises import Exercise, find_exercise, library

RATE = Exercise(
    "9.1",
    answer=0.5,
    unit="Mc/day",
    tolerance=0.01,
    hints=("A hint.", "A fuller hint.", "The fullest."),
    misconceptions={"That is the number, not the rate.": 12, "That is a loss.": lambda: -0.5},
    explanation="Half a million cells a day.",
)
COUNT = Exercise("9.2", answer=0, unit="1", tolerance=0.1, hints=("First.", "Second."))
SHARE = Exercise("9.3", answer=0.25, unit="1", tolerance=0.01, hints=("First.", "Second."))


@pytest.fixture(autouse=True)
def chapter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a chapter with small numbers in place of those of the course, with no hint given yet."""
    known = {exercise.id: exercise for exercise in (RATE, COUNT, SHARE)}
    monkeypatch.setattr(library, "chapters", lambda: (9,))
    monkeypatch.setattr(library, "exercises_of", lambda _: known)
    monkeypatch.setattr(checking, "_hinted", {})


def said(answer: Any, exercise: str = "9.1") -> str:
    return check(exercise, answer).message


# --- right -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        0.5,
        "0.5",
        " 0.5 ",
        "+.5",
        "5e-1",
        "0.5 Mc/day",
        "0.5Mc/day",
        "500 kc/day",
        "500000 cell/day",
        "0.5 million cells per day",
        "500 thousand cells per day",
        "3.5 million cells per week",
        "0.5\u00a0Mc/day",
        np.float64(0.5),
        np.float32(0.5),
        np.array(0.5),
        np.array([0.5]),
        pd.Series([0.5]),
        fractions.Fraction(1, 2),
        decimal.Decimal("0.5"),
        sympy.Rational(1, 2),
        0.5 * parse_unit("Mc/day"),
        3.5 * parse_unit("Mc/week"),
        500 * parse_unit("kc/day"),
    ],
    ids=repr,
)
def test_a_right_answer_may_be_written_in_many_ways(answer: Any) -> None:
    assert check("9.1", answer) == Verdict(
        True,
        "**Right.** Exercise 9.1: 0.5 million cells per day. Half a million cells a day.",
    )


def test_a_quantity_of_ones_own_registry_is_understood() -> None:
    registry = pint.UnitRegistry()
    assert check("9.2", registry.Quantity(0.0, "dimensionless")).right


def test_a_share_may_be_given_in_percent() -> None:
    assert check("9.3", "25 %").right
    assert check("9.3", "25%").right


def test_zero_has_a_distance_for_its_tolerance() -> None:
    assert check("9.2", 0.09).right
    assert not check("9.2", 0.11).right


@given(st.floats(0.99, 1.01))
def test_an_answer_within_the_tolerance_is_right(factor: float) -> None:
    assert check("9.1", 0.5 * factor).right


@given(st.floats(-1e9, 1e9).filter(lambda factor: abs(factor - 1) > 0.0100001))
def test_an_answer_outside_it_is_not(factor: float) -> None:
    assert not check("9.1", 0.5 * factor).right


@given(st.integers(3, 12))
def test_rounding_to_three_digits_or_more_is_forgiven(digits: int) -> None:
    exercise = Exercise("9.4", math.pi / 7, "day", 0.01, ("a", "b"))
    assert exercise.accepts(float(f"{math.pi / 7:.{digits}g}"), math.pi / 7)


@given(
    st.sampled_from(["cell", "kc", "hkc", "Mc"]),
    st.sampled_from(["min", "hour", "day", "week", "year"]),
    st.floats(0.1, 10),
    st.booleans(),
)
def test_the_unit_of_an_answer_does_not_matter(
    cells: str, time: str, factor: float, as_text: bool
) -> None:
    unit = f"{cells}/{time}"
    number = float(
        (0.5 * factor * parse_unit("Mc/day") / parse_unit(unit)).to_base_units().magnitude
    )
    answer = f"{number!r} {unit}" if as_text else number * parse_unit(unit)
    checking._hinted.clear()
    assert check("9.1", answer) == check("9.1", 0.5 * factor)


# --- wrong -------------------------------------------------------------------------------------


def test_the_first_miss_gets_a_hint_and_the_next_ones_fuller_ones() -> None:
    answers = (3, 4, 7, 9)
    assert [said(answer) for answer in answers] == [
        "**Not yet.** A hint.",
        "**Not yet.** A fuller hint.",
        "**Not yet.** The fullest.",
        "**Not yet.** The fullest.",
    ]


def test_the_same_wrong_answer_again_is_no_second_thought() -> None:
    assert said(3) == said(3) == said("3 Mc/day") == "**Not yet.** A hint."
    assert said(4) == "**Not yet.** A fuller hint."
    assert said(3) == "**Not yet.** A hint."


def test_hints_are_counted_for_each_exercise() -> None:
    said(3)
    assert said(3, "9.3") == "**Not yet.** First."


def test_what_cannot_be_compared_costs_no_hint() -> None:
    for answer in (None, ..., "nonsense", math.nan, "5 days"):
        said(answer)
    assert said(3) == "**Not yet.** A hint."


def test_an_answer_that_an_idea_predicts_hears_what_the_idea_overlooks() -> None:
    assert said(12.05) == "**Not yet.** That is the number, not the rate."
    assert said(-0.5) == "**Not yet.** That is a loss."
    # It is no miss that a hint would help.
    assert said(3) == "**Not yet.** A hint."


def test_a_near_miss_is_told_that_it_is_near() -> None:
    assert said(0.52) == (
        "**Nearly.** Your answer is less than 5 % off. "
        "If you rounded on the way, keep one more digit; if not: A hint."
    )


@pytest.mark.parametrize(
    ("answer", "much"),
    [(500_000, "1,000,000 times too large"), (500, "1,000 times too large"), (5e-4, "too small")],
)
def test_right_digits_in_another_unit_are_recognised(answer: float, much: str) -> None:
    message = said(answer)
    assert message.startswith("**Nearly.** The digits are right")
    assert much in message
    assert "answer in million cells per day, or give the unit" in message


def test_a_percentage_for_a_share_is_recognised() -> None:
    assert "is it a share where a percentage is meant" in said(25, "9.3")


# --- nonsense ----------------------------------------------------------------------------------


def some_function() -> None:
    """Stand for what a student passes without calling it."""


NONSENSE: dict[str, tuple[Any, str]] = {
    "three dots": (..., "no answer yet. Put your number in million cells per day in place"),
    "None": (None, "Your answer is None, which is Python for nothing"),
    "NaN": (math.nan, "not a number (NaN)"),
    "NaN of numpy": (np.float64("nan"), "not a number (NaN)"),
    "infinity": (math.inf, "Your answer is infinite"),
    "a text too large": ("1e999", "Your answer is infinite"),
    "words": ("about half", "does not begin with a number. Write it as in '0.5'"),
    "no text": ("", "does not begin with a number"),
    "a decimal comma": ("0,5", "with a point and without commas"),
    "a comma for thousands": ("500,000 cell/day", "with a point and without commas"),
    "a fraction": ("1/2", "holds more than one number"),
    "a sum": ("0.25 + 0.25", "holds more than one number"),
    "a power of ten": ("5 × 10⁻¹", "holds more than one number"),
    "an error bar": ("0.5 ± 0.1", "holds more than one number"),
    "two numbers": ("0.5 0.6", "holds more than one number"),
    "an unknown unit": ("0.5 bananas", "The unit 'bananas' is not known"),
    "another kind of quantity": (
        "0.5 days",
        "Your answer is in days, and not in million cells per day: another kind of quantity",
    ),
    "a quantity of another kind": (
        0.5 * parse_unit("day"),
        "Your answer is in days, and not in million cells per day",
    ),
    "percent of a rate": ("50 %", "Your answer is a bare number, and not in million cells per day"),
    "a list": ([0.5], "A number is asked for, but your answer is `[0.5]`"),
    "two numbers in an array": (np.array([1, 2]), "which is not one"),
    "two numbers with a unit": ([1, 2] * parse_unit("day"), "which is not one"),
    "a dictionary": ({}, "A number is asked for"),
    "a complex number": (1j, "A number is asked for"),
    "true": (True, "A number is asked for, but your answer is `True`"),
    "true of numpy": (np.bool_(True), "A number is asked for, but your answer is `True`"),
    "a symbol": (sympy.Symbol("x"), "which is not one"),
    "an integer too large": (10**400, "which is not one"),
    "a function": (some_function, "your answer is `<function some_function>`"),
    "an object": (object(), "your answer is `<object object>`"),
    "nothing of pandas": (pd.NA, "A number is asked for"),
}


@pytest.mark.parametrize(("answer", "expected"), NONSENSE.values(), ids=NONSENSE)
def test_nonsense_gets_a_clear_sentence(answer: Any, expected: str) -> None:
    verdict = check("9.1", answer)
    assert not verdict.right
    assert verdict.message.startswith("**Exercise 9.1:** ")
    assert expected in verdict.message
    assert verdict.message.rstrip().endswith((".", "?"))


class Hostile:
    """An object whose every conversion fails."""

    def __float__(self) -> float:
        raise RuntimeError("no")

    def __repr__(self) -> str:
        raise RuntimeError("no")


def test_even_a_hostile_object_gets_a_sentence() -> None:
    assert said(Hostile()).endswith("your answer is `a Hostile`, which is not one.")


@given(st.text())
def test_no_text_raises_an_error(text: str) -> None:
    assert check("9.1", text).message


@given(st.text())
def test_no_unit_raises_an_error(text: str) -> None:
    assert check("9.1", f"0.5 {text}").message


@pytest.mark.parametrize(
    ("exercise", "expected"),
    [
        ("9.7", "Chapter 9 has no exercise '9.7'; it has: 9.1, 9.2, 9.3."),
        ("9", "Chapter 9 has no exercise '9'"),
        ("1.1", "There is no exercise '1.1': write the chapter and the number, such as '2.1'."),
        ("", "Chapters with exercises: 9."),
        ("one", "There is no exercise 'one'"),
        (None, "There is no exercise 'None'"),
        ([], "There is no exercise '[]'"),
    ],
)
def test_an_exercise_that_there_is_not_is_told_which_there_are(
    exercise: Any, expected: str
) -> None:
    verdict = check(exercise, 1)
    assert not verdict.right
    assert expected in verdict.message


@pytest.mark.parametrize("exercise", ["9.1", " 9.1 ", 9.1])
def test_an_exercise_may_be_named_loosely(exercise: Any) -> None:
    assert check(exercise, 0.5).right


# --- form --------------------------------------------------------------------------------------


def test_a_verdict_is_markdown_for_notebooks_and_plain_text_for_terminals() -> None:
    verdict = Verdict(False, "**Not yet.** Set $a$ in `code` to *zero*.")
    assert verdict._repr_mimebundle_() == {
        "text/markdown": "**Not yet.** Set $a$ in `code` to *zero*.",
        "text/plain": "Not yet. Set a in code to zero.",
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": "nine"}, "must be the chapter, a point and a number"),
        ({"tolerance": 0.0}, "above 0 and below 1"),
        ({"tolerance": 1.0}, "above 0 and below 1"),
        ({"hints": ("Only one.",)}, "needs at least two hints"),
        ({"unit": "bananas"}, "The unit 'bananas' is not known"),
    ],
)
def test_an_exercise_that_cannot_be_used_says_why(changes: dict[str, Any], expected: str) -> None:
    whole: dict[str, Any] = {
        "id": "9.1",
        "answer": 1.0,
        "unit": "day",
        "tolerance": 0.01,
        "hints": ("One.", "Two."),
    }
    with pytest.raises(ValueError, match=expected):
        Exercise(**(whole | changes))


def test_an_exercise_in_the_file_of_another_chapter_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    from course_utils.teaching.exercises import chapter_02

    monkeypatch.setattr(chapter_02, "EXERCISES", (RATE,))
    library.exercises_of.cache_clear()
    with pytest.raises(ValueError, match=r"Chapter 2 lists an exercise '9\.1'"):
        find_exercise("2.1")
    library.exercises_of.cache_clear()
