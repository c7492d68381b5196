"""A quiz answers every answer: by mouse and by keyboard, on pages and in JupyterLab."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from course_utils.teaching.quizzes import Question, read_questions
from tests.browser import quiz

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NewPage = Callable[..., "Page"]

CHAPTER = 2
NAME = "02-immune-surveillance"
QUESTIONS = read_questions(CHAPTER)
PATIENCE = 90_000


def first(kind: str) -> tuple[int, Question]:
    """Return the place of the first question of a kind, and the question."""
    return next((i, question) for i, question in enumerate(QUESTIONS) if question.kind == kind)


def said(question: Locator) -> str:
    text: str = question.get_by_role("status").inner_text()
    return " ".join(text.split())


def plain(text: str) -> str:
    return text.replace("*", "").replace("`", "")


@pytest.fixture
def page(new_page: NewPage, built_book: Path) -> Page:
    """Open the chapter as from a USB stick."""
    page = new_page(offline=True)
    page.goto((built_book / "notebooks" / f"{NAME}.html").resolve().as_uri())
    page.locator(".quiz[data-state=live]").wait_for()
    return page


@pytest.fixture
def forms(page: Page) -> list[Locator]:
    return page.locator(".quiz form").all()


def test_a_wrong_choice_hears_its_misconception_and_may_try_again(forms: list[Locator]) -> None:
    place, question = first("one")
    form = forms[place]
    good, bad = quiz.choices(form)
    for wrong in bad:
        quiz.tick(form, wrong)
        # What was said belonged to the choice before.
        assert said(form) == ""
        quiz.check(form)
        assert quiz.state(form) == "wrong"
        assert said(form) == f"Not yet. {plain(question.options[wrong].feedback)}"
    quiz.tick(form, *good)
    quiz.check(form)
    assert quiz.state(form) == "right"
    assert said(form) == f"Right. {plain(question.explanation)}"


def test_what_it_answers_leads_to_the_scenario_that_it_names(
    page: Page, forms: list[Locator]
) -> None:
    followed = 0
    for form in forms:
        for wrong in quiz.choices(form)[1] if form.get_attribute("data-kind") == "one" else ():
            quiz.tick(form, wrong)
            quiz.check(form)
            for link in form.get_by_role("status").locator("a[href^='#figure=']").all():
                label, address = link.inner_text(), str(link.get_attribute("href"))
                link.press("Enter")
                model, nth = address.removeprefix("#figure=").split("&")[0].split("-")
                figure = page.locator(f"figure.explorer[data-model={model}]").nth(int(nth) - 1)
                pressed = figure.locator(".xp-chip[aria-pressed=true]")
                pressed.get_by_text(label, exact=True).wait_for()
                assert page.evaluate("location.hash") == address
                box = figure.bounding_box()
                assert box
                assert -1 <= box["y"] < 700
                followed += 1
    assert followed >= 4


@pytest.mark.parametrize("chapter", [3, 4, 5, 6])
def test_every_misconception_leads_to_a_figure_that_is_set_as_its_link_says(
    new_page: NewPage, built_book: Path, chapter: int
) -> None:
    [document] = (built_book / "notebooks").glob(f"{chapter:02d}-*.html")
    page = new_page(offline=True)
    page.goto(document.resolve().as_uri())
    page.locator(".quiz[data-state=live]").wait_for()
    set_ = 0
    for form in page.locator(".quiz form").all():
        for answer in quiz.wrong_answers(form):
            answer()
            quiz.check(form)
            links = form.get_by_role("status").locator("a[href^='#figure=']").all()
            assert links, said(form)
            for link in links:
                address = str(link.get_attribute("href"))
                link.press("Enter")
                set_ += is_set(page, address)
    assert set_ >= 3


def is_set(page: Page, address: str) -> int:
    """See that the figure took all that a link says; return how many sliders that were."""
    key, *settings = unquote(address).removeprefix("#figure=").split("&")
    model, nth = key.split("-")
    figure = page.locator(f"figure.explorer[data-model={model}]").nth(int(nth) - 1)
    page.wait_for_function(
        "([figure, address]) => location.hash === address && figure === document.activeElement",
        arg=[figure.element_handle(), address],
    )
    sliders = 0
    for name, value in (setting.split("=") for setting in settings):
        slider = figure.locator(".xp-slider", has=page.locator(f"input[name='{name}']"))
        if slider.count():
            assert slider.locator("input[type=number]").input_value() == value
            if not slider.is_visible():
                assert "changed" in figure.locator(".xp-more > summary").inner_text()
            sliders += 1
        elif window := re.fullmatch(r"(\d+)-(\d+)", value):
            days = [
                [box.input_value() for box in figure.get_by_label(re.compile(side)).all()]
                for side in (": from day$", ": to day$")
            ]
            assert list(window.groups()) in [list(pair) for pair in zip(*days, strict=True)]
    # A notice would say what could not be used.
    assert figure.locator(".xp-notice").count() == 0
    return sliders


def test_the_same_answer_again_is_said_again(page: Page, forms: list[Locator]) -> None:
    form = forms[first("one")[0]]
    quiz.tick(form, quiz.choices(form)[1][0])
    quiz.check(form)
    form.evaluate(
        """(form) => {
            window.changes = 0;
            new MutationObserver(() => { window.changes += 1; })
                .observe(form.querySelector("[role=status]"), { childList: true });
        }"""
    )
    quiz.check(form)
    page.wait_for_function("window.changes > 0")


def test_the_answer_is_folded_away_and_offered_after_the_first_try(forms: list[Locator]) -> None:
    form = forms[first("one")[0]]
    answer = form.locator("details.qz-answer")
    assert not answer.is_visible()
    quiz.tick(form, quiz.choices(form)[1][0])
    quiz.check(form)
    assert answer.is_visible()
    assert not form.locator(".qz-explanation").is_visible()
    answer.locator("summary").click()
    assert form.locator(".qz-explanation").is_visible()


def test_whoever_answers_nothing_is_asked_for_a_guess(forms: list[Locator]) -> None:
    for form in forms:
        quiz.check(form)
        assert quiz.state(form) == "open"
        assert "a guess is fine" in said(form)
        assert not form.locator("details.qz-answer").is_visible()


def test_of_many_answers_each_wrong_one_is_named_and_missing_ones_are_counted(
    forms: list[Locator],
) -> None:
    place, question = first("many")
    form = forms[place]
    good, bad = quiz.choices(form)

    quiz.tick(form, good[0], *bad)
    quiz.check(form)
    assert quiz.state(form) == "partly"
    for wrong in bad:
        option = question.options[wrong]
        # A browser adds the marks of a quotation by style.
        assert f"{plain(option.text)} {plain(option.feedback)}" in said(form)
    assert "more belong" not in said(form)

    quiz.tick(form, good[0])
    quiz.check(form)
    assert quiz.state(form) == "partly"
    assert said(form).startswith("Partly. ")
    assert "belong" in said(form)

    quiz.tick(form, *bad)
    quiz.check(form)
    assert quiz.state(form) == "wrong"

    quiz.tick(form, *good)
    quiz.check(form)
    assert quiz.state(form) == "right"
    assert said(form).endswith(plain(question.explanation))


def test_a_number_may_be_rounded_nearly_right_predicted_or_far_off(forms: list[Locator]) -> None:
    place, question = first("number")
    form = forms[place]
    box = form.locator("input")

    def judged(number: float) -> tuple[str | None, str]:
        box.fill(repr(number))
        quiz.check(form)
        return quiz.state(form), said(form)

    reach = question.tolerance * question.answer
    right = ("right", f"Right. {plain(question.explanation)}")
    for number in (question.answer, question.answer + 0.99 * reach, question.answer - 0.99 * reach):
        assert judged(number) == right
    for near in question.near:
        assert judged(near.value) == ("wrong", f"Not yet. {plain(near.feedback)}")
    digit = "Did you round on the way? Keep one more digit."
    assert judged(question.answer + 1.5 * reach) == (
        "partly",
        f"Nearly. The answer is smaller than that. {digit}",
    )
    assert judged(question.answer - 1.5 * reach) == (
        "partly",
        f"Nearly. The answer is larger than that. {digit}",
    )
    hint = plain(question.hint)
    assert judged(1e6) == ("wrong", f"Not yet. The answer is smaller than that. {hint}")
    assert judged(-1e6) == ("wrong", f"Not yet. The answer is larger than that. {hint}")


def test_what_is_no_number_is_answered_by_the_quiz(page: Page, forms: list[Locator]) -> None:
    form = forms[first("number")[0]]
    form.locator("input").focus()
    page.keyboard.type("1e")
    page.keyboard.press("Enter")
    form.locator(".qz-said:not(:empty)").wait_for()
    assert quiz.state(form) == "open"
    assert "cannot be read as a number" in said(form)


def test_every_question_can_be_answered_by_keyboard(page: Page, forms: list[Locator]) -> None:
    choose(page, forms)
    for form in forms:
        assert quiz.state(form) == "right", said(form)


def choose(page: Page, forms: list[Locator]) -> None:
    """Answer every question rightly, with the keyboard alone."""
    for form in forms:
        kind = form.get_attribute("data-kind")
        boxes = form.locator("input")
        boxes.first.focus()
        if kind == "number":
            page.keyboard.type(repr(quiz.the_answer(form)))
        elif kind == "one":
            # Space takes the first; arrows go on from there, as in every group of radio buttons.
            page.keyboard.press("Space")
            for _ in range(quiz.choices(form)[0][0]):
                page.keyboard.press("ArrowDown")
        else:
            for place in range(boxes.count()):
                if place in quiz.choices(form)[0]:
                    page.keyboard.press("Space")
                page.keyboard.press("Tab")
        if kind == "many":
            page.keyboard.press("Space")  # on the button, which comes after the last box
        else:
            page.keyboard.press("Enter")
        form.locator(".qz-said:not(:empty)").wait_for()


def test_a_screen_reader_hears_questions_choices_and_results(forms: list[Locator]) -> None:
    for place, (form, question) in enumerate(zip(forms, QUESTIONS, strict=True), start=1):
        heard = form.aria_snapshot()
        assert f'group "Question {place} of {len(QUESTIONS)} ' in heard
        role = {"one": "radio", "many": "checkbox", "number": "spinbutton"}[question.kind]
        # A name with a colon stands in further quotation marks.
        assert len(re.findall(rf"- '?{role} ", heard)) == max(1, len(question.options))
        assert f'button "Check: Question {place} of {len(QUESTIONS)}"' in heard
        assert "- status" in heard


def test_without_javascript_questions_are_read_and_answers_unfolded(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True, java_script_enabled=False)
    page.goto((built_book / "notebooks" / f"{NAME}.html").resolve().as_uri())
    for form in page.locator(".quiz form").all():
        assert form.locator("legend").is_visible()
        assert not form.locator(".qz-explanation").is_visible()
        form.locator("summary").click()
        assert form.locator(".qz-explanation").is_visible()
    # Styled as ever, because the style needs no script.
    radius = page.locator(".quiz form").first.evaluate("f => getComputedStyle(f).borderRadius")
    assert radius == "14px"


def test_on_paper_there_are_questions_and_no_answers(page: Page, forms: list[Locator]) -> None:
    quiz.tick(forms[0], 0)
    quiz.check(forms[0])
    page.emulate_media(media="print")
    assert all(form.locator("legend").is_visible() for form in forms)
    assert page.locator(".quiz :is(.qz-check, .qz-said, .qz-answer):visible").count() == 0


def test_right_and_wrong_differ_without_colours(new_page: NewPage, built_book: Path) -> None:
    page = new_page(offline=True, forced_colors="active")
    page.goto((built_book / "notebooks" / f"{NAME}.html").resolve().as_uri())
    page.locator(".quiz[data-state=live]").wait_for()
    form = page.locator(".quiz form").nth(first("one")[0])
    looks = []
    for places in quiz.choices(form):
        quiz.tick(form, places[0])
        quiz.check(form)
        line = "e => getComputedStyle(e).borderLeftStyle"
        looks.append(
            (form.locator("strong").first.inner_text(), form.locator(".qz-said").evaluate(line))
        )
    assert looks == [("Right.", "solid"), ("Not yet.", "dashed")]


def test_the_quiz_follows_the_theme_of_the_page(page: Page) -> None:
    root = page.locator(".quiz")
    ground = "q => getComputedStyle(q.querySelector('form')).backgroundColor"
    light = root.evaluate(ground)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.locator(".quiz[data-xp-theme=dark]").wait_for()
    assert root.evaluate(ground) != light


def test_it_answers_the_same_from_a_web_server(
    new_page: NewPage, built_book: Path, http_server: Callable[[Path], str]
) -> None:
    page = new_page()
    page.goto(f"{http_server(built_book).rstrip('/')}/notebooks/{NAME}.html")
    page.locator(".quiz[data-state=live]").wait_for()
    form = page.locator(".quiz form").nth(first("one")[0])
    quiz.tick(form, quiz.choices(form)[0][0])
    quiz.check(form)
    assert quiz.state(form) == "right"


def test_in_jupyterlab_it_is_text_first_and_alive_once_its_cell_was_run(
    new_page: NewPage, jupyterlab: str
) -> None:
    page = new_page(viewport=(1400, 1000), check=False)
    page.goto(f"{jupyterlab}lab/tree/notebooks/{NAME}.ipynb?reset")
    still = page.locator(".jp-OutputArea .quiz")
    still.wait_for(state="attached", timeout=PATIENCE)
    still.scroll_into_view_if_needed()
    assert still.locator("legend").count() == len(QUESTIONS)
    assert not still.locator(".qz-explanation").first.is_visible()
    # Solutions and their results stay folded.
    asked = page.locator(".jp-CodeCell .jp-OutputArea", has_text="no answer yet")
    asked.first.scroll_into_view_if_needed()
    folded = page.locator(".jp-CodeCell", has_text="# Solution 1").first
    folded.scroll_into_view_if_needed()
    assert asked.first.is_visible()
    assert folded.inner_text().split() == ["#", "Solution", "1"]

    page.get_by_text("| Idle").first.wait_for(timeout=PATIENCE)
    cell = page.locator(".jp-CodeCell", has=page.locator(".quiz"))
    cell.locator(".jp-InputPrompt").click()
    page.keyboard.press("Control+Enter")
    alive = cell.locator(".quiz[data-state=live]")
    alive.wait_for(timeout=PATIENCE)
    forms = alive.locator("form").all()
    # JupyterLab knows other uses for arrows, Space and Enter.
    choose(page, forms)
    assert [quiz.state(form) for form in forms] == ["right"] * len(QUESTIONS)
    form = forms[first("one")[0]]
    quiz.tick(form, quiz.choices(form)[1][0])
    quiz.check(form)
    assert quiz.state(form) == "wrong"
    assert not page.external_requests  # type: ignore[attr-defined]
    page.evaluate("window.onbeforeunload = null")
