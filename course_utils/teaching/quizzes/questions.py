"""The questions of a chapter, read from its file and checked."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

from course_utils.modelling.errors import unknown_name
from course_utils.teaching.quizzes.inline import inline_html

Kind = Literal["one", "many", "number"]

_COMMON = {"id", "kind", "text", "explanation"}
_KEYS: dict[str, set[str]] = {
    "one": _COMMON | {"option"},
    "many": _COMMON | {"option"},
    "number": _COMMON | {"answer", "tolerance", "unit", "hint", "near"},
}
_OPTION = {"text", "right", "feedback"}
_NEAR = {"value", "feedback"}


class QuestionError(ValueError):
    """Report a mistake in a chapter's file of questions."""


@dataclass(frozen=True)
class Option:
    """One of the answers that a question offers.

    Parameters
    ----------
    text
        What it says.
    right
        Whether it is right.
    feedback
        What a student hears who chose it; for a wrong one, the idea behind it and what refutes it.
        It may lead to settings of the chapter's live figures.
    """

    text: str
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True)
class Near:
    """A wrong number to which a misconception leads.

    Parameters
    ----------
    value
        The number, in the unit of the question.
    feedback
        The idea behind it and what refutes it.
    """

    value: float
    feedback: str


@dataclass(frozen=True)
class Question:
    """A question with its answers and what to say to each.

    Parameters
    ----------
    id
        Chapter and number, such as ``"2.1"``.
    kind
        ``"one"`` right answer, ``"many"`` right answers, or a ``"number"``.
    text
        The question. This and all other texts may hold Markdown within a line.
    explanation
        Why the right answer is right; shown once it was given.
    options
        What there is to choose from; none for a number.
    answer, tolerance
        The number, and by which share of it an answer may differ.
    unit
        The unit of the number as a reader says it, such as ``"days"``.
    hint
        What to say to a wrong number that no misconception predicts.
    near
        Wrong numbers that misconceptions predict.
    """

    id: str
    kind: Kind
    text: str
    explanation: str
    options: tuple[Option, ...] = ()
    answer: float = math.nan
    tolerance: float = 0.0
    unit: str = ""
    hint: str = ""
    near: tuple[Near, ...] = ()


def read_questions(chapter: str | int, folder: Traversable | None = None) -> tuple[Question, ...]:
    """Read the questions of a chapter.

    Parameters
    ----------
    chapter
        Its number.
    folder
        Where the files of questions lie, one a chapter: ``02.toml`` for chapter 2. Those of the
        course if None.

    Returns
    -------
    tuple of Question
        In the order of the file.

    Raises
    ------
    QuestionError
        If the chapter has no questions, or if something is wrong with one; the sentence names
        the file and the question.
    """
    folder = files("course_utils.teaching") / "questions" if folder is None else folder
    number = str(chapter)
    there = {
        str(int(item.name[:2])): item for item in folder.iterdir() if _is_chapter_file(item.name)
    }
    if number not in there:
        known = ", ".join(sorted(there, key=int)) or "none"
        raise QuestionError(
            f"There are no questions for chapter {number!r}; there are for chapter: {known}."
        )
    file = there[number]
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise QuestionError(f"{file.name} is not valid TOML: {error}.") from error
    _refuse_unknown_keys(content, {"question"}, file.name)
    tables = _tables(content, "question", file.name)
    if not tables:
        raise QuestionError(f"{file.name} holds no [[question]].")
    questions = tuple(
        _question(table, number, f"{file.name}, question {place}")
        for place, table in enumerate(tables, start=1)
    )
    for id_, count in Counter(question.id for question in questions).items():
        if count > 1:
            raise QuestionError(
                f"{file.name}: {count} questions have the id {id_!r}; each needs its own."
            )
    return questions


def _is_chapter_file(name: str) -> bool:
    return re.fullmatch(r"\d\d\.toml", name) is not None


def _question(table: Mapping[str, Any], chapter: str, where: str) -> Question:
    id_ = _words(table, "id", where)
    if not re.fullmatch(rf"{re.escape(chapter)}\.\d+", id_):
        raise QuestionError(
            f"{where}: the id is {id_!r}, but it must be the chapter, a point and a number, "
            f"such as '{chapter}.1'."
        )
    where = f"{where} (id {id_})"
    kind = _words(table, "kind", where)
    if kind not in get_args(Kind):
        raise QuestionError(
            f"{where}: the kind is {kind!r}; it must be one of {', '.join(get_args(Kind))}."
        )
    _refuse_unknown_keys(table, _KEYS[kind], where)
    text, explanation = (_words(table, key, where) for key in ("text", "explanation"))
    if kind == "number":
        return _number_question(table, id_, text, explanation, where)
    options = tuple(
        _option(option, f"{where}, option {place}")
        for place, option in enumerate(_tables(table, "option", where), start=1)
    )
    _check_options(options, kind, where)
    return Question(id_, "one" if kind == "one" else "many", text, explanation, options)


def _option(table: Mapping[str, Any], where: str) -> Option:
    _refuse_unknown_keys(table, _OPTION, where)
    text = _words(table, "text", where)
    right = table.get("right", False)
    if not isinstance(right, bool):
        raise QuestionError(f"{where}: right is {right!r}; it must be true or false.")
    feedback = _words(table, "feedback", where, required=False)
    if not right and not feedback:
        raise QuestionError(
            f"{where}: {text!r} is wrong and has no feedback; say which idea is behind it and "
            "what refutes it."
        )
    return Option(text, right, feedback)


def _check_options(options: tuple[Option, ...], kind: str, where: str) -> None:
    if len(options) < 2:
        raise QuestionError(f"{where}: {len(options)} option to choose from; give at least two.")
    for text, count in Counter(option.text for option in options).items():
        if count > 1:
            raise QuestionError(f"{where}: {count} options say {text!r}.")
    right = sum(option.right for option in options)
    if not right:
        raise QuestionError(f"{where}: no option is right; write right = true below one.")
    if kind == "one" and right > 1:
        raise QuestionError(
            f"{where}: {right} options are right, but the kind is 'one'; "
            "leave one of them right, or make the kind 'many'."
        )


def _number_question(
    table: Mapping[str, Any], id_: str, text: str, explanation: str, where: str
) -> Question:
    answer = _number(table, "answer", where)
    tolerance = _number(table, "tolerance", where)
    if not 0 < tolerance < 1:
        raise QuestionError(
            f"{where}: the tolerance is {tolerance:g}, but it is the share of the answer by which "
            "one may differ: above 0 and below 1."
        )
    near = []
    for place, entry in enumerate(_tables(table, "near", where), start=1):
        here = f"{where}, near {place}"
        _refuse_unknown_keys(entry, _NEAR, here)
        value = _number(entry, "value", here)
        # Of a number 0 the tolerance is the distance itself.
        if abs(value - answer) <= tolerance * ((abs(answer) or 1) + (abs(value) or 1)):
            raise QuestionError(
                f"{here}: {value:g} is too close to the answer {answer:g}: with this tolerance a "
                "number may be both."
            )
        near.append(Near(value, _words(entry, "feedback", here)))
    return Question(
        id_,
        "number",
        text,
        explanation,
        answer=answer,
        tolerance=tolerance,
        unit=_words(table, "unit", where, required=False),
        hint=_words(table, "hint", where, required=False),
        near=tuple(near),
    )


def _refuse_unknown_keys(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise QuestionError(str(unknown_name("key", key, sorted(known), owner=where)))


def _tables(table: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise QuestionError(f"{where}: {key} must be tables, each under a line [[…{key}]].")
    return found


def _words(table: Mapping[str, Any], key: str, where: str, *, required: bool = True) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise QuestionError(f"{where}: {key} is {value!r}; it must be text in quotation marks.")
    if required and not value.strip():
        raise QuestionError(f"{where}: {key} is missing.")
    words = " ".join(value.split())
    try:
        html = inline_html(words)
    except ValueError as error:
        raise QuestionError(f"{where}: {key} cannot be shown. {error}") from error
    if key != "feedback" and "<span data-figure" in html:
        raise QuestionError(f"{where}: {key} leads to a figure, but only feedback may.")
    return words


def _number(table: Mapping[str, Any], key: str, where: str) -> float:
    if key not in table:
        raise QuestionError(f"{where}: {key} is missing; give a number.")
    value = table[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise QuestionError(f"{where}: {key} is {value!r}; it must be a finite number.")
    return float(value)
