"""A chapter is given as a lecture: by keys, from a disk, with the notes in a second window."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import faults
from tests.browser.frames import FOLLOWED

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NewPage = Callable[..., "Page"]
CHAPTER = "notebooks/02-immune-surveillance.html"
HOT_AND_COLD = "notebooks/03-hot-and-cold-tumours.html"
CHAPTERS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
WITHOUT_PLAN = "notebooks/00-start-here.html"


def lecture(page: Page, book: Path, moment: str = "", chapter: str = CHAPTER) -> Locator:
    """Open a chapter at a moment of its lecture, from a disk, and return the slide."""
    page.goto(f"{(book / chapter).resolve().as_uri()}?present={moment}")
    slide = page.locator(".lecture-here")
    slide.wait_for()
    return slide


def begin(page: Page, book: Path) -> Locator:
    """Open the chapter as a reader does, make it a lecture by its button, and return the slide."""
    page.goto((book / CHAPTER).resolve().as_uri())
    page.get_by_role("button", name="Present").press("Enter")
    slide = page.locator(".lecture-here")
    slide.wait_for()
    return slide


def chosen(slide: Locator) -> str:
    chip = slide.locator(".xp-chip[aria-pressed=true]")
    return chip.inner_text()


def shown(page: Page) -> str:
    """Return the moment that the address names."""
    found = re.search(r"[?&]present=([\d.]+)", page.url)
    return found[1] if found else ""


def test_a_clicker_goes_through_scenarios_and_slides_and_the_address_follows(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True)
    page.goto((built_book / CHAPTER).resolve().as_uri())
    assert not page.locator("script[src*='lecture.js']").count()  # fetched only when asked for
    page.get_by_role("button", name="Present").press("Enter")
    slide = page.locator(".lecture-here")
    slide.get_by_role("heading", name="Tumours that wait").wait_for()
    assert not page.locator("article h2:visible", has_text="The story").count()  # prose is away
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowRight")
    slide.locator("figcaption", has_text="Can this immune system").wait_for()
    assert (shown(page), chosen(slide)) == ("3.1", "Small tumour")
    page.keyboard.press("PageDown")
    assert (shown(page), chosen(slide)) == ("3.2", "Large tumour")
    assert "escaped" in slide.locator(".xp-outcome.xp-shown").inner_text()
    page.keyboard.press("PageUp")
    assert (shown(page), chosen(slide)) == ("3.1", "Small tumour")
    page.keyboard.press("Escape")
    page.locator("article h2", has_text="The story").wait_for()
    assert not shown(page)
    assert page.get_by_role("button", name="Present").evaluate("b => b === document.activeElement")


def test_a_slider_keeps_its_arrow_keys_and_the_clicker_still_goes_on(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True)
    slide = lecture(page, built_book, "3.1")
    slider = slide.locator("input[type=range]").first
    before = slider.input_value()
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.input_value() != before
    assert shown(page) == "3.1"
    page.keyboard.press("PageDown")
    assert (shown(page), chosen(slide)) == ("3.2", "Large tumour")


def test_the_letters_of_the_lecture_work_after_a_slider_and_not_in_a_box(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True)
    slide = lecture(page, built_book, "3.1")
    slide.locator("input[type=range]").first.focus()
    page.keyboard.press("b")
    assert page.locator(".lecture-blank").is_visible()
    page.keyboard.press("b")
    slider = slide.locator("input[type=range]").first
    slider.focus()
    page.keyboard.press("t")
    assert page.get_by_role("timer").is_visible()
    slider.focus()
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    page.keyboard.press("Escape")
    slide.locator("input[type=number]").first.focus()
    for key in ("b", ".", "?"):
        page.keyboard.press(key)
    assert page.locator(".lecture-blank").is_hidden()
    assert not page.get_by_role("dialog").is_visible()


def test_the_timer_goes_on_when_the_page_is_loaded_anew(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True)
    lecture(page, built_book, "3.1")
    timer = page.get_by_role("timer")
    page.keyboard.press("t")
    page.wait_for_timeout(1100)
    page.reload()
    timer.wait_for()
    assert not timer.inner_text().startswith("0:00")
    page.keyboard.press("t")  # stops it
    stopped = timer.inner_text()
    page.reload()
    timer.wait_for()
    page.wait_for_timeout(1100)
    assert timer.inner_text() == stopped


def test_a_figure_that_asks_shows_the_result_at_the_next_key_without_a_guess(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True)
    slide = lecture(page, built_book, "4.1", HOT_AND_COLD)
    outcome = slide.locator(".xp-outcome.xp-shown")
    slide.locator(".xp-prompt").wait_for()
    assert outcome.is_hidden()
    page.keyboard.press("PageDown")
    slide.locator(".xp-prompt").wait_for(state="hidden")
    assert shown(page) == "4.2"
    assert outcome.inner_text()
    page.keyboard.press("PageUp")
    slide.locator(".xp-prompt").wait_for()
    assert shown(page) == "4.1"
    # Whoever presses the figure's own button has taken the step, and the next key goes on.
    slide.get_by_role("button", name="Skip").press("Enter")
    page.wait_for_url("**present=4.2")
    page.keyboard.press("PageDown")
    assert shown(page) == "5.1"
    page.keyboard.press("PageUp")
    assert shown(page) == "4.2"
    assert outcome.inner_text()
    page.reload()
    slide.wait_for()
    outcome.wait_for()


def test_a_figure_that_asks_compares_the_guess_that_was_typed_and_goes_on_to_its_scenarios(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True)
    slide = begin(page, built_book)
    step = page.locator(".lecture-bar .lecture-step")
    for _ in range(20):
        if slide.locator(".xp-prompt").is_visible():
            break
        page.keyboard.press("PageDown")
    assert "question" in step.inner_text()
    slide.locator(".xp-answer input").first.press(" ")
    page.keyboard.press("PageDown")
    slide.locator(".xp-verdict").wait_for()
    assert "result" in step.inner_text()


def test_an_answer_stays_hidden_until_enter(new_page: NewPage, built_book: Path) -> None:
    page = new_page(offline=True)
    slide = lecture(page, built_book, "4.1")
    right = slide.locator(".lecture-right")
    why = slide.locator(".qz-explanation")
    assert slide.locator(".qz-option").count() == 3
    assert not right.count()
    assert why.is_hidden()
    page.keyboard.press("Enter")
    assert "as many are killed" in right.inner_text()
    assert why.is_visible()
    assert shown(page) == "4.2"
    page.keyboard.press("Enter")
    assert why.is_hidden()
    assert shown(page) == "4.1"
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Hide the answer").click()
    assert why.is_hidden()


def test_enter_answers_a_question_also_after_slides_and_a_blank_screen(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True)
    slide = begin(page, built_book)
    page.keyboard.press("Enter")
    assert shown(page) == "1.1"  # there is nothing to answer
    page.keyboard.press("End")
    for _ in range(5):
        page.keyboard.press("PageUp")
        if slide.locator(".qz-option").count():
            break
    page.keyboard.press("b")
    page.keyboard.press("b")
    why = slide.locator(".qz-explanation")
    assert why.is_visible()  # whoever goes back comes to the end of a slide
    page.keyboard.press("Enter")
    assert why.is_hidden()
    page.keyboard.press("Enter")
    assert why.is_visible()


def test_the_screen_goes_blank_and_comes_back_where_it_was(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True)
    lecture(page, built_book, "3.2")
    blank = page.locator(".lecture-blank")
    for key in ("b", "."):
        page.keyboard.press(key)
        assert blank.is_visible()
        page.keyboard.press("PageDown")
        assert blank.is_hidden()
        assert shown(page) == "3.2"
    page.keyboard.press("t")
    assert page.get_by_role("timer").inner_text().endswith("of 50 min")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Keys").wait_for(state="hidden")
    assert shown(page) == "3.2"  # Escape has closed the keys, and not the lecture


def test_any_key_ends_the_blank_and_does_nothing_else(new_page: NewPage, built_book: Path) -> None:
    page = new_page(offline=True)
    lecture(page, built_book, "3.2")
    blank = page.locator(".lecture-blank")
    for key in ("n", "?", "t", "Enter", "Escape", "ArrowRight"):
        page.keyboard.press("b")
        assert blank.is_visible(), key
        page.keyboard.press(key)
        assert blank.is_hidden(), key
        assert shown(page) == "3.2", key
    assert len(page.context.pages) == 1
    assert not page.get_by_role("dialog").is_visible()
    assert not page.get_by_role("timer").is_visible()


def test_a_lecture_that_was_left_goes_on_where_it_was(new_page: NewPage, built_book: Path) -> None:
    page = new_page(offline=True)
    slide = lecture(page, built_book, "3.2")
    page.keyboard.press("PageDown")
    page.keyboard.press("Escape")
    assert not shown(page)
    page.get_by_role("button", name="Present").press("Enter")
    slide.wait_for()
    assert page.locator(".lecture-blank").is_hidden()
    assert (shown(page), chosen(slide)) == ("3.3", "Weak supply")


@pytest.mark.parametrize("served", [False, True])
def test_the_notes_follow_the_lecture_and_lead_it(
    new_page: NewPage,
    built_book: Path,
    http_server: Callable[[Path], str],
    served: bool,
) -> None:
    page = new_page()
    book = http_server(built_book) if served else built_book.resolve().as_uri()
    page.goto(f"{book.rstrip('/')}/{CHAPTER}?present=3.2")
    page.locator(".lecture-here").wait_for()
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    notes.get_by_text("2 of 5: Large tumour").wait_for()
    assert "wears effector cells out" in notes.locator(".lecture-note").inner_text()
    page.keyboard.press("PageDown")
    notes.get_by_text("3 of 5: Weak supply").wait_for()
    notes.keyboard.press("ArrowRight")
    page.wait_for_url("**present=3.4")
    notes.get_by_text("4 of 5: Strong supply").wait_for()
    # The lecture's page is loaded anew; the notes find it again.
    page.reload()
    page.locator(".lecture-here").wait_for()
    page.keyboard.press("PageDown")
    notes.get_by_text("5 of 5: Very strong supply").wait_for()
    notes.close()


def test_the_notes_fit_their_window_and_say_that_the_screen_is_blank(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True)
    lecture(page, built_book, "6.1")  # a vote, whose notes are the longest
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    notes.set_viewport_size({"width": 760, "height": 860})
    split = notes.get_by_role("heading", name="If the class splits")
    split.wait_for()
    note = notes.locator(".lecture-note")
    assert note.evaluate("(note) => note.scrollHeight - note.clientHeight") <= 0
    rule = notes.locator(".lecture-rule > summary")
    assert "go on" in rule.inner_text()
    at = {name: part.bounding_box() for name, part in (("split", split), ("rule", rule))}
    assert at["split"]
    assert at["rule"]
    assert at["split"]["y"] < at["rule"]["y"]
    # Where they do not fit, the buttons stay where they are.
    notes.set_viewport_size({"width": 760, "height": 520})
    for name in ("Previous", "Next", "Blank the screen"):
        box = notes.get_by_role("button", name=name).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 520
    page.keyboard.press("b")
    notes.get_by_text("The screen is blank").wait_for()
    notes.keyboard.press("PageDown")
    notes.get_by_text("The screen is blank").wait_for(state="hidden")
    assert shown(page) == "6.1"


def test_a_link_to_a_figure_opens_the_lecture_there_as_the_link_has_it(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True)
    address = (built_book / CHAPTER).resolve().as_uri()
    page.goto(f"{address}?present#figure=surveillance-1&s=0.02")
    slide = page.locator(".lecture-here")
    slide.wait_for()
    page.wait_for_function(
        "() => document.querySelector('.lecture-here .xp-box')?.value === '0.02'"
    )
    assert shown(page) == "3.1"
    # Without a lecture the same link is what it was.
    page.goto(f"{address}#figure=surveillance-1&s=0.02")
    page.reload()
    page.wait_for_function(
        "() => document.querySelector('figure.explorer .xp-box')?.value === '0.02'"
    )


def test_a_chapter_without_a_plan_shows_its_figures_and_then_its_questions(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True)
    slide = lecture(page, built_book, "1.1", WITHOUT_PLAN)
    assert "explorer" in (slide.get_attribute("class") or "")
    page.keyboard.press("End")
    assert "qz-question" in (slide.get_attribute("class") or "")


def test_a_chapter_of_reports_is_told_and_voted_on(new_page: NewPage, built_book: Path) -> None:
    page = new_page(offline=True)
    chapter = (built_book / "notebooks/09-reading-the-evidence.html").resolve()
    page.goto(chapter.as_uri())
    page.locator(".present-button").click()
    slide = page.locator(".lecture-here")
    slide.wait_for()
    assert "lecture-words" in (slide.get_attribute("class") or "")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    assert "Three of eleven" in slide.inner_text()


IL6 = "notebooks/06-il6-and-resistance.html"


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_chart_and_result_are_seen_at_once_on_the_screens_of_lecture_halls(
    new_page: NewPage, built_book: Path, size: tuple[int, int]
) -> None:
    page = new_page(offline=True, viewport=size)
    for chapter, moment in ((HOT_AND_COLD, "2.2"), (HOT_AND_COLD, "4.2"), (IL6, "3.2")):
        slide = lecture(page, built_book, moment, chapter)
        outcome = slide.locator(".xp-outcome.xp-shown:not(:empty)")
        outcome.wait_for()
        ends = outcome.bounding_box()
        chart = slide.locator(".xp-canvas:visible").first.bounding_box()
        bar = page.locator(".lecture-bar").bounding_box()
        assert ends
        assert chart
        assert bar
        assert ends["y"] + ends["height"] <= bar["y"], (chapter, moment)
        assert chart["height"] >= 0.43 * size[1], (chapter, moment)
    slide = lecture(page, built_book, "7.1", HOT_AND_COLD)
    page.keyboard.press("PageDown")
    answer = slide.locator(".qz-answer").bounding_box()
    assert answer
    assert answer["y"] + answer["height"] <= bar["y"]


# Chapter 9 shows trials and runs by chance, which have no ending.
@pytest.mark.parametrize("chapter", [path.stem for path in CHAPTERS if path.stem[:2] != "09"])
def test_no_run_ends_below_a_low_screen(new_page: NewPage, built_book: Path, chapter: str) -> None:
    page = new_page(offline=True, viewport=(1280, 720))
    address = (built_book / "notebooks" / f"{chapter}.html").as_uri()
    page.goto(f"{address}?present=1.1")
    bar = page.locator(".lecture-bar")
    bar.wait_for()
    seen, runs = "", 0
    while (moment := page.url) != seen:
        seen = moment
        page.evaluate(FOLLOWED)
        outcome = page.locator("figure.lecture-here .xp-outcome.xp-shown:not(:empty):visible")
        if outcome.count():
            ends, below = outcome.bounding_box(), bar.bounding_box()
            assert ends
            assert below
            assert ends["y"] + ends["height"] <= below["y"], moment
            runs += 1
        page.keyboard.press("PageDown")
    assert runs


def test_the_numbers_of_a_trial_are_large_enough_for_a_lecture(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True, viewport=(1920, 1080))
    slide = lecture(page, built_book, "4.1", chapter="notebooks/09-reading-the-evidence.html")
    number = slide.locator(".xp-curves text", has_text="180")
    number.wait_for()
    pixels = "(text) => text.getScreenCTM().a * parseFloat(text.getAttribute('font-size'))"
    assert number.evaluate(pixels) >= 18


# axe-core reads the whole page for every part of it, so what is folded away goes.
ALONE = """() => document
    .querySelectorAll(".lecture-path > :not(.lecture-path, .lecture-here, .lecture-keep)")
    .forEach((part) => part.remove())"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_a_lecture(new_page: NewPage, built_book: Path, scheme: str) -> None:
    page = new_page(offline=True, color_scheme=scheme)
    found = []

    def look(at: str) -> None:
        page.evaluate(ALONE)
        found.extend(f"{at}: {fault}" for fault in faults(page, only_colours=scheme == "dark"))

    for moment in ("1.1", "3.2", "4.2"):
        lecture(page, built_book, moment)
        look(moment)
    page.keyboard.press("?")
    look("keys")
    page.goto(f"{(built_book / CHAPTER).resolve().as_uri()}?notes")
    page.locator(".lecture-notes").wait_for()
    look("notes")
    assert not found, "\n".join(found)


def test_nothing_of_a_lecture_is_wider_than_a_phone(new_page: NewPage, built_book: Path) -> None:
    page = new_page(offline=True, viewport=(320, 640))
    for moment in ("1.1", "3.2", "4.2", "7.1"):
        slide = lecture(page, built_book, moment)
        too_wide = slide.evaluate("(slide) => slide.scrollWidth - slide.clientWidth")
        assert too_wide <= 0, moment
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, moment
