"""The quiz as a widget: alive in JupyterLab, and on every page as text that a script wakes."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_utils.teaching.quizzes.page import quiz_html
from course_utils.teaching.quizzes.questions import Question, QuestionError, read_questions

STATIC = Path(__file__).parents[1] / "static"


class Quiz(anywidget.AnyWidget):
    """Show questions that say something to every answer. Made by `quiz`."""

    _esm = STATIC / "quiz.widget.js"
    _html: traitlets.Unicode[str, str | bytes] = traitlets.Unicode().tag(sync=True)

    def __init__(self, chapter: str, questions: Sequence[Question]) -> None:
        self._chapter = chapter
        self._count = len(questions)
        super().__init__(_html=quiz_html(chapter, questions))

    def __repr__(self) -> str:
        """Say what is asked, the same on every run."""
        return f"Quiz(chapter {self._chapter}, {self._count} questions)"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Give notebooks the widget, and every other page the same quiz as HTML."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/plain": repr(self), "text/html": self._html}, metadata


def quiz(chapter: str | int, numbers: Container[int] | None = None) -> Quiz:
    """Ask a chapter's questions; for the last line of a cell.

    Parameters
    ----------
    chapter
        Its number.
    numbers
        Which of its questions, such as ``range(1, 9)`` for the first eight; all if None. So a
        chapter can ask some of them where they belong.

    Returns
    -------
    Quiz
        A widget. What a student answers stays in the browser and is kept nowhere.

    Raises
    ------
    QuestionError
        If the chapter has no questions, none with these numbers, or if something is wrong with
        one.
    """
    questions = read_questions(chapter)
    if numbers is None:
        return Quiz(str(chapter), questions)
    chosen = [q for q in questions if int(q.id.partition(".")[2]) in numbers]
    if not chosen:
        known = ", ".join(q.id for q in questions)
        raise QuestionError(f"Chapter {chapter} has no question {numbers!r}; it has: {known}.")
    return Quiz(str(chapter), chosen)
