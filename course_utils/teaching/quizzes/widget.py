"""The quiz as a widget: alive in JupyterLab, and on every page as text that a script wakes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_utils.teaching.quizzes.page import quiz_html
from course_utils.teaching.quizzes.questions import Question, read_questions

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


def quiz(chapter: str | int) -> Quiz:
    """Ask a chapter's questions; for the last line of a cell.

    Parameters
    ----------
    chapter
        Its number.

    Returns
    -------
    Quiz
        A widget. What a student answers stays in the browser and is kept nowhere.

    Raises
    ------
    QuestionError
        If the chapter has no questions, or if something is wrong with one.
    """
    return Quiz(str(chapter), read_questions(chapter))
