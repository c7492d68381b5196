"""Terms show what they mean and the map can be walked, by pointer and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

NewPage = Callable[..., "Page"]
CHAPTER = "notebooks/06-il6-and-resistance.html"


@pytest.fixture
def chapter(new_page: NewPage, built_book: Path) -> Page:
    # From a file, as a memory stick is read.
    page = new_page(offline=True, reduced_motion="reduce")
    page.goto((built_book / CHAPTER).resolve().as_uri())
    return page


def test_a_term_shows_its_meaning_while_it_has_the_focus(chapter: Page) -> None:
    term, note = chapter.locator("a.term").first, chapter.locator(".term-note").first
    assert note.is_hidden()
    term.focus()
    assert note.is_visible()
    assert term.get_attribute("aria-describedby") == note.get_attribute("id")
    chapter.keyboard.press("Tab")
    note.wait_for(state="hidden")


def test_the_pointer_brings_it_may_go_onto_it_and_leave(chapter: Page) -> None:
    term, note = chapter.locator("a.term").first, chapter.locator(".term-note").first
    term.hover()
    note.wait_for(state="visible")
    note.hover()
    chapter.wait_for_timeout(500)  # longer than it takes to go once the pointer has left
    assert note.is_visible()
    chapter.mouse.move(2, 2)
    note.wait_for(state="hidden")


def test_escape_takes_it_away_and_leaves_the_focus_where_it_is(chapter: Page) -> None:
    term, note = chapter.locator("a.term").first, chapter.locator(".term-note").first
    term.focus()
    chapter.keyboard.press("Escape")
    assert note.is_hidden()
    assert term.evaluate("(term) => document.activeElement === term")


def test_there_is_one_at_a_time_and_all_of_it_is_within_the_window(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True, viewport=(320, 640), reduced_motion="reduce")
    page.goto((built_book / CHAPTER).resolve().as_uri())
    boxes = page.evaluate(
        """async () => {
            const painted = () =>
                new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            const found = [];
            for (const term of document.querySelectorAll("a.term")) {
                if (!term.checkVisibility()) continue;
                term.focus();
                await painted(); // the page has moved to the term, and the note with it
                const open = [...document.querySelectorAll(".term-note:not([hidden])")];
                const { left, right, top, bottom } = open[0].getBoundingClientRect();
                const at = term.getBoundingClientRect();
                const apart = bottom <= at.top + 2 || top >= at.bottom - 2
                    || term.getClientRects().length > 1;
                found.push([open.length, left, right, top, bottom, apart,
                    document.documentElement.scrollWidth, term.textContent]);
            }
            return found;
        }"""
    )
    assert len(boxes) > 20
    for count, left, right, top, bottom, apart, width, word in boxes:
        assert count == 1, word
        assert left >= 0, word
        assert right <= 320, word
        assert top >= 0, word
        assert bottom <= 640, word
        assert apart, f"The note lies over {word}."
        assert width <= 320, word


def test_without_a_script_a_term_is_a_link_and_no_note_shows(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True, java_script_enabled=False)
    page.goto((built_book / CHAPTER).resolve().as_uri())
    assert page.locator(".term-note:visible").count() == 0
    page.locator("a.term").first.click()
    page.wait_for_url("**/glossary.html#term-*")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_an_open_note(
    new_page: NewPage, built_book: Path, scheme: str
) -> None:
    page = new_page(offline=True, color_scheme=scheme, reduced_motion="reduce")
    page.goto((built_book / CHAPTER).resolve().as_uri())
    page.locator("a.term").first.focus()
    assert not faults(page, page.locator("p:has(> a.term)").first)


def test_the_keyboard_walks_the_map_and_each_stop_tells_about_itself(chapter: Page) -> None:
    figure = chapter.locator("figure.course-map")
    links = figure.locator("svg a")
    key, names = figure.locator(".atl-key"), []
    links.first.focus()
    for _ in range(links.count()):
        at = chapter.locator("svg a:focus")
        names.append(at.get_attribute("aria-label"))
        assert at.locator(".atl-card").evaluate("(card) => getComputedStyle(card).opacity") == "1"
        assert key.evaluate("(key) => getComputedStyle(key).opacity") == "0"
        chapter.keyboard.press("Tab")
    assert names[0] == "Tumour cells: entry in the glossary"
    assert len(set(names)) == links.count()
    chapter.keyboard.press("Shift+Tab")
    chapter.keyboard.press("Enter")
    chapter.wait_for_url("**/glossary.html#term-tocilizumab")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_names_on_a_map_can_be_read_and_do_not_lie_on_each_other(
    new_page: NewPage, built_book: Path, width: int
) -> None:
    page = new_page(offline=True, viewport=(width, 900))
    pages = [*sorted((built_book / "notebooks").glob("*.html")), built_book / "book" / "map.html"]
    seen = 0
    for path in pages:
        page.goto(path.resolve().as_uri())
        names = page.evaluate(
            """() => [...document.querySelectorAll(".course-map .atl-name")]
                .filter((name) => name.checkVisibility())
                .map((name) => {
                    const box = name.getBoundingClientRect();
                    const scale = name.ownerSVGElement.getBoundingClientRect().width / 640;
                    return [name.textContent, parseFloat(getComputedStyle(name).fontSize) * scale,
                        box.left, box.right, box.top, box.bottom];
                })"""
        )
        seen += len(names)
        for i, (name, size, left, right, top, bottom) in enumerate(names):
            assert size >= 10, (path.name, name, size)
            assert left >= 0, (path.name, name)
            assert right <= width, (path.name, name)
            for other, _, left2, right2, top2, bottom2 in names[i + 1 :]:
                across = min(right, right2) - max(left, left2)
                down = min(bottom, bottom2) - max(top, top2)
                assert across <= 1 or down <= 4, (path.name, name, other)
    assert seen > 20
