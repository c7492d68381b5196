"""Every chapter's exercises and questions hold together with its notebook.

Chapters are found by their files, so a new one is tested because it is there. The outputs that
are read here are those that the comparison of notebooks holds to a fresh run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course_utils.teaching import checking
from course_utils.teaching.checking import check
from course_utils.teaching.exercises import Exercise, chapters, exercises_of
from course_utils.teaching.quizzes import Question, quiz_html, read_questions

ROOT = Path(__file__).parents[2]
NOTEBOOKS = {int(path.name[:2]): path for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))}
QUIZZES = sorted(
    int(item.name.removesuffix(".toml"))
    for item in (files("course_utils.teaching") / "questions").iterdir()
    if item.name.endswith(".toml")
)
CHECKED = re.compile(r"""\bcheck\(\s*["\']([^"\']*)["\']""")
QUIZ = re.compile(r"""\bquiz\(\s*["\']?(\d+)["\']?\s*[,)]""")

EXERCISES = [exercise for chapter in chapters() for exercise in exercises_of(chapter).values()]
QUESTIONS = [question for chapter in QUIZZES for question in read_questions(chapter)]


def by_id(item: Exercise | Question) -> str:
    return item.id


@pytest.fixture(autouse=True)
def _no_hint_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_hinted", {})


@pytest.fixture(params=NOTEBOOKS, ids=lambda chapter: f"chapter {chapter}")
def chapter(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


def code(chapter: int) -> list[Any]:
    notebook = nbformat.read(NOTEBOOKS[chapter], as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def verdict(cell: Any) -> str:
    """Return what `check` said in the stored output of a cell."""
    said = [output.data.get("text/markdown") for output in cell.outputs if "data" in output]
    return str(said[-1]) if said else ""


def solutions(chapter: int) -> Iterator[tuple[str, Any]]:
    """Return the id of the exercise that each solution is checked against, and its cell."""
    for cell in code(chapter):
        if "solution" in cell.metadata.get("tags", ()):
            for id_ in CHECKED.findall(cell.source):
                yield id_, cell


def computed(value: Any) -> float:
    return float(value() if callable(value) else value)


# --- notebooks ---------------------------------------------------------------------------------


def test_there_are_chapters_with_exercises_and_with_questions() -> None:
    assert NOTEBOOKS
    assert EXERCISES
    assert QUESTIONS


def test_a_chapter_asks_for_each_of_its_exercises_once_and_for_no_other(chapter: int) -> None:
    asked = [
        id_
        for cell in code(chapter)
        if "solution" not in cell.metadata.get("tags", ())
        for id_ in CHECKED.findall(cell.source)
    ]
    expected = exercises_of(chapter) if chapter in chapters() else {}
    assert asked == list(expected)


def test_nobody_finds_an_answer_filled_in(chapter: int) -> None:
    for cell in code(chapter):
        if "solution" not in cell.metadata.get("tags", ()):
            for id_ in CHECKED.findall(cell.source):
                assert re.search(rf"check\([\"\']{id_}[\"\'], \.\.\.\)", cell.source)
                assert "no answer yet" in verdict(cell)


def test_every_exercise_has_a_solution_that_its_check_accepts(chapter: int) -> None:
    expected = exercises_of(chapter) if chapter in chapters() else {}
    found = dict(solutions(chapter))
    assert list(found) == list(expected)
    for id_, cell in found.items():
        assert cell.source.splitlines()[0] == f"# Solution {id_.partition('.')[2]}"
        assert verdict(cell).startswith(f"**Right.** Exercise {id_}: "), verdict(cell)


def test_a_chapter_asks_its_own_questions_where_there_are_some(chapter: int) -> None:
    asked = {int(number) for cell in code(chapter) for number in QUIZ.findall(cell.source)}
    assert asked == ({chapter} if chapter in QUIZZES else set())


def test_a_chapter_asks_each_of_its_questions_once_and_in_order(chapter: int) -> None:
    html = "".join(
        str(output.data.get("text/html", ""))
        for cell in code(chapter)
        for output in cell.outputs
        if "data" in output and QUIZ.search(cell.source)
    )
    expected = [q.id for q in read_questions(chapter)] if chapter in QUIZZES else []
    assert re.findall(r'data-id="([^"]+)"', html) == expected


def test_exercises_and_questions_belong_to_a_chapter_that_there_is() -> None:
    assert set(chapters()) <= set(NOTEBOOKS)
    assert set(QUIZZES) <= set(NOTEBOOKS)


# --- exercises ---------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_its_own_answer_is_right(exercise: Exercise) -> None:
    said = check(exercise.id, computed(exercise.answer))
    assert said.right
    assert said.message.startswith(f"**Right.** Exercise {exercise.id}: ")
    assert exercise.explanation in said.message


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_its_answer_is_right_to_three_digits(exercise: Exercise) -> None:
    assert check(exercise.id, float(f"{computed(exercise.answer):.3g}")).right


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_each_misconception_fails_and_hears_what_it_overlooks(exercise: Exercise) -> None:
    assert exercise.misconceptions, "Which wrong answers does an idea predict?"
    for sentence, value in exercise.misconceptions.items():
        assert check(exercise.id, computed(value)) == checking.Verdict(
            False, f"**Not yet.** {sentence}"
        )


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_no_number_is_both_right_and_a_misconception(exercise: Exercise) -> None:
    wanted = [computed(value) for value in (exercise.answer, *exercise.misconceptions.values())]
    for place, one in enumerate(wanted):
        for other in wanted[place + 1 :]:
            reach = exercise.tolerance * ((abs(one) or 1) + (abs(other) or 1))
            assert abs(one - other) > reach, (one, other)


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_hints_do_not_say_the_answer(exercise: Exercise) -> None:
    right = computed(exercise.answer)
    for hint in exercise.hints:
        # Formulas hold numbers too, and so does code.
        words = re.sub(r"\$[^$]*\$|`[^`]*`", "", hint)
        for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", words):
            # A whole number below ten, such as "one of two", is a word.
            if "." in number or float(number) >= 10:
                assert not exercise.accepts(float(number), right), hint


# --- questions ---------------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS, ids=by_id)
def test_a_question_explains_itself_and_answers_every_wrong_choice(question: Question) -> None:
    assert question.explanation
    assert all(option.feedback for option in question.options if not option.right)
    if question.kind == "number":
        assert question.hint, "What helps whoever has another number?"
        assert question.near, "Which wrong numbers does an idea predict?"


@pytest.mark.parametrize("question", QUESTIONS, ids=by_id)
def test_nothing_in_a_question_scolds(question: Question) -> None:
    said = " ".join(
        [
            question.hint,
            *(o.feedback for o in question.options),
            *(n.feedback for n in question.near),
        ]
    )
    assert not re.search(r"\b(wrong|incorrect|false|no!|obviously|of course|simply)\b", said, re.I)


@pytest.mark.parametrize("number", QUIZZES)
def test_a_quiz_can_be_written_as_html(number: int) -> None:
    html = quiz_html(number, read_questions(number))
    assert html.count("<legend>") == html.count("<fieldset>") == len(read_questions(number))
