"""Answer the questions of a quiz, right or wrong, whichever they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator


def questions(quiz: Locator, kind: str) -> list[Locator]:
    """Return the questions of a kind: one, many or number."""
    return quiz.locator(f"form[data-kind={kind}]").all()


def choices(question: Locator) -> tuple[list[int], list[int]]:
    """Return the places of the right options and of the wrong ones."""
    right = [
        item.get_attribute("data-right") == "true"
        for item in question.locator(".qz-options > li").all()
    ]
    return [i for i, r in enumerate(right) if r], [i for i, r in enumerate(right) if not r]


def tick(question: Locator, *places: int) -> None:
    """Choose these options and no others."""
    for place, box in enumerate(question.locator("input").all()):
        if place in places:
            box.check()
        elif box.get_attribute("type") == "checkbox":
            box.uncheck()


def wrong_answers(question: Locator) -> list[Callable[[], None]]:
    """Return what gives each of the answers that a misconception leads to, one after another."""
    if question.get_attribute("data-kind") != "number":
        return [partial(tick, question, place) for place in choices(question)[1]]
    box = question.locator("input")
    near = question.locator(".qz-near > li").all()
    return [partial(box.fill, str(item.get_attribute("data-value"))) for item in near]


def the_answer(question: Locator) -> float:
    """Return the number that a question asks for."""
    return float(question.locator(".qz-value").get_attribute("data-answer") or "nan")


def check(question: Locator) -> None:
    """Ask what the quiz says to the answer, and wait until it has said it."""
    question.locator(".qz-check").click()
    question.locator(".qz-said:not(:empty)").wait_for()


def state(question: Locator) -> str | None:
    """Return open, right, wrong or partly."""
    return question.get_attribute("data-state")
