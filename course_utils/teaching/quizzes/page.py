"""A quiz as HTML that can be read without any script; the script makes it answer back."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from course_utils.teaching.quizzes.inline import inline_html
from course_utils.teaching.quizzes.questions import Option, Question


def quiz_html(chapter: str | int, questions: Sequence[Question]) -> str:
    """Return a quiz for a page: questions to read, and the answers folded away below each.

    The same text stands in JupyterLab's widget and on pages; the script takes right and wrong and
    what to say to each from it, so nothing is written down twice.

    Parameters
    ----------
    chapter
        The chapter's number.
    questions
        From `read_questions`.
    """
    count = len(questions)
    forms = "\n".join(
        _form(question, place, count) for place, question in enumerate(questions, start=1)
    )
    return (
        f'<div class="quiz" data-chapter="{escape(str(chapter))}" data-state="static">\n'
        f"{forms}\n</div>"
    )


def _form(question: Question, place: int, count: int) -> str:
    body = _number_box(question) if question.kind == "number" else _choices(question)
    answer = _number_answer(question) if question.kind == "number" else _choice_answer(question)
    # A form, because radio buttons then group within it however often the quiz is shown; the
    # method "dialog" is the one that sends nothing anywhere when Enter is pressed. What cannot be
    # read as a number is answered by the quiz, and not by the browser: "novalidate".
    return (
        f'<form class="qz-question" method="dialog" novalidate autocomplete="off" '
        f'data-id="{question.id}" data-kind="{question.kind}">\n'
        f'<fieldset>\n<legend><span class="qz-place">Question {place} of {count}</span><br>\n'
        f"{inline_html(question.text)}</legend>\n{body}\n</fieldset>\n"
        f'<details class="qz-answer">\n<summary>Answer to question {place}</summary>\n'
        f'{answer}\n<p class="qz-explanation">{inline_html(question.explanation)}</p>\n'
        "</details>\n</form>"
    )


def _choices(question: Question) -> str:
    box = "radio" if question.kind == "one" else "checkbox"
    lead = '<p class="qz-lead">More than one may be right.</p>\n' if box == "checkbox" else ""
    # Blocks, so that each stands in a line of its own where there is no style, as in JupyterLab
    # before the cell was run.
    return lead + "\n".join(
        f'<div><label class="qz-option"><input type="{box}" name="{question.id}" value="{place}"> '
        f"<span>{inline_html(option.text)}</span></label></div>"
        for place, option in enumerate(question.options)
    )


def _choice_answer(question: Question) -> str:
    items = "\n".join(
        f'<li data-right="{str(option.right).lower()}">{_verdict(option)} '
        f'<q>{inline_html(option.text)}</q> <span class="qz-feedback">'
        f"{inline_html(option.feedback)}</span></li>"
        for option in question.options
    )
    return f'<ul class="qz-options">\n{items}\n</ul>'


def _verdict(option: Option) -> str:
    return f"<strong>{'Right:' if option.right else 'Not so:'}</strong>"


def _number_box(question: Question) -> str:
    unit = f" <span>{inline_html(question.unit)}</span>" if question.unit else ""
    return (
        '<label class="qz-number"><span>Your number:</span> '
        f'<input type="number" step="any" name="{question.id}">{unit}</label>'
    )


def _number_answer(question: Question) -> str:
    unit = f" {inline_html(question.unit)}" if question.unit else ""
    near = "\n".join(
        f'<li data-value="{near.value!r}"><strong>Not so:</strong> <q>{near.value:g}{unit}</q> '
        f'<span class="qz-feedback">{inline_html(near.feedback)}</span></li>'
        for near in question.near
    )
    hint = (
        f'<p class="qz-hint"><strong>A hint:</strong> <span class="qz-feedback">'
        f"{inline_html(question.hint)}</span></p>\n"
        if question.hint
        else ""
    )
    listed = f'\n<ul class="qz-near">\n{near}\n</ul>' if near else ""
    return (
        f'{hint}<p class="qz-value" data-answer="{question.answer!r}" '
        f'data-tolerance="{question.tolerance!r}"><strong>Right:</strong> '
        f"{question.answer:g}{unit}.</p>{listed}"
    )
