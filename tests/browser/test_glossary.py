"""Terms show what they mean and the map can be walked, by pointer, by finger and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


@pytest.fixture
def phone(new_page: NewPage, built_book: Path) -> Callable[..., Page]:
    def phone(name: str = CHAPTER, **options: Any) -> Page:
        page = new_page(
            offline=True,
            has_touch=True,
            is_mobile=True,
            viewport=(390, 740),
            reduced_motion="reduce",
            **options,
        )
        page.goto((built_book / name).resolve().as_uri())
        return page

    return phone


def test_a_first_tap_shows_the_meaning_with_a_link_and_a_second_one_follows_the_term(
    phone: Callable[..., Page],
) -> None:
    page = phone()
    address = page.url
    term, note = page.locator("a.term").first, page.locator(".term-note:visible")
    meaning = page.locator(".term-note").first.text_content()
    term.tap()
    note.wait_for()
    page.wait_for_timeout(500)  # longer than a note takes to go that nothing holds
    assert note.count() == 1
    assert note.inner_text().split("\n") == [meaning, "In the glossary"]
    assert page.url == address
    term.tap()
    page.wait_for_url("**/glossary.html#term-*")
    # Who comes back finds no note there.
    page.go_back()
    assert note.count() == 0


def test_the_link_below_the_meaning_is_large_enough_and_leads_to_the_entry(
    phone: Callable[..., Page],
) -> None:
    page = phone()
    term, link = page.locator("a.term").first, page.locator(".term-note:visible a")
    leads_to = term.evaluate("(term) => term.href")
    term.tap()
    assert min(link.bounding_box()[side] for side in ("width", "height")) >= 24
    link.tap()
    page.wait_for_url(leads_to)


def test_a_tap_on_the_note_keeps_it_and_one_elsewhere_or_on_another_term_puts_it_away(
    phone: Callable[..., Page],
) -> None:
    page = phone()
    address = page.url
    first, second = page.locator("a.term").first, page.locator("a.term").nth(1)
    note = page.locator(".term-note:visible")
    first.tap()
    note.tap(position={"x": 12, "y": 12})
    page.wait_for_timeout(500)
    assert note.count() == 1
    page.locator(".bd-article h1").tap()
    assert note.count() == 0
    first.tap()
    second.evaluate("(term) => term.scrollIntoView({ block: 'end' })")
    second.tap()
    assert note.count() == 1
    assert note.get_attribute("id") == second.get_attribute("aria-describedby")
    # The first one is forgotten: it shows its note again.
    page.keyboard.press("Escape")
    first.tap()
    assert note.get_attribute("id") == first.get_attribute("aria-describedby")
    assert page.url == address


def test_escape_takes_away_what_a_tap_has_brought_and_a_key_follows_the_link_at_once(
    phone: Callable[..., Page],
) -> None:
    page = phone()
    term, note = page.locator("a.term").first, page.locator(".term-note").first
    term.tap()
    page.keyboard.press("Tab")
    assert page.locator(".term-more").evaluate("(link) => document.activeElement === link")
    assert note.is_visible()
    page.keyboard.press("Escape")
    assert note.is_hidden()
    assert note.get_attribute("role") == "tooltip"
    assert page.locator(".term-more").count() == 0
    assert term.evaluate("(term) => document.activeElement === term")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#term-*")


def test_a_mouse_follows_the_link_with_its_first_click(chapter: Page) -> None:
    chapter.locator("a.term").first.click()
    chapter.wait_for_url("**/glossary.html#term-*")


@pytest.mark.parametrize(
    ("name", "link", "leads_to"),
    [
        (CHAPTER, "In the glossary", "**/glossary.html#term-IL-6"),
        ("book/map.html", "Where it acts", "**/map.html#node-il6"),
    ],
)
def test_a_tap_on_the_map_tells_about_a_picture_and_a_second_one_follows_it(
    phone: Callable[..., Page], name: str, link: str, leads_to: str
) -> None:
    page = phone(name)
    address = page.url
    node = page.locator(".course-map a[aria-label^='IL-6:']")
    picture, note = node.locator(".atl-touch"), page.locator(".term-note:visible")
    picture.tap()
    said, below = note.inner_text().split("\n")
    assert said.startswith("IL-6: A signal")
    assert below == link
    # It is not said twice.
    assert node.locator(".atl-card").evaluate("(card) => getComputedStyle(card).opacity") == "0"
    assert page.url == address
    page.locator(".bd-article h1").tap()
    assert note.count() == 0
    picture.tap()
    picture.tap()
    page.wait_for_url(leads_to)
    page.wait_for_timeout(100)
    assert note.count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_what_a_tap_has_brought(
    phone: Callable[..., Page], scheme: str
) -> None:
    page = phone(color_scheme=scheme)
    page.locator("a.term").first.tap()
    assert not faults(page, page.locator("p:has(> a.term)").first)
    page.locator(".course-map .atl-lit .atl-touch").first.tap()
    assert not faults(page, page.locator("figure.course-map"))


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
