"""On a phone nothing of a chapter is cut off, and nothing is too small to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.alive import ALL_LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

# How far the lines of what a cell printed reach beyond their box.
PRINTED = """() => [...document.querySelectorAll(".output.stream pre")]
    .map((printed) => [printed.textContent, printed.scrollWidth - printed.clientWidth])"""
# The words of the links to the chapters before and after that are beyond their box or the screen.
CUT = """() => [...document.querySelectorAll(".prev-next-area :is(a, p, svg)")].filter((part) => {
  const { left, right } = part.getBoundingClientRect();
  const { left: from, right: to } = part.closest("a").getBoundingClientRect();
  return left < Math.max(0, from) - 1 || right > Math.min(innerWidth, to) + 1;
}).map((part) => part.textContent.trim())"""

# How far the number in each box reaches beyond it.
BOXES = """() => [...document.querySelectorAll(".xp-slider .xp-box")]
    .filter((box) => box.clientWidth)
    .map((box) => [box.value, box.scrollWidth - box.clientWidth])"""


@pytest.fixture
def open_chapter(new_page: Open, built_book: Path) -> Open:
    def open_chapter(name: str, width: int) -> Page:
        page = new_page(offline=True, has_touch=True, is_mobile=True, viewport=(width, 740))
        page.goto((built_book / "notebooks" / f"{name}.html").as_uri())
        return page

    return open_chapter


@pytest.mark.parametrize("chapter", ["02-immune-surveillance", "10-capstone"])
def test_what_a_cell_printed_is_read_whole(open_chapter: Open, chapter: str) -> None:
    page = open_chapter(chapter, 390)
    # Solutions too, which are folded.
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    printed = page.evaluate(PRINTED)
    assert printed
    assert [words for words, beyond in printed if beyond > 0] == []


@pytest.mark.parametrize("width", [320, 360, 768])
@pytest.mark.parametrize("chapter", ["01-tumour-growth", "04-regulatory-t-cells"])
def test_the_titles_of_the_next_chapters_are_whole(
    open_chapter: Open, chapter: str, width: int
) -> None:
    page = open_chapter(chapter, width)
    assert page.locator(".prev-next-area a").count() == 2
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("width", [320, 390])
def test_numbers_with_many_digits_fit_their_boxes(open_chapter: Open, width: int) -> None:
    page = open_chapter("02-immune-surveillance", width)
    page.wait_for_function(ALL_LIVE)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    boxes = page.evaluate(BOXES)
    values = {float(value) for value, _ in boxes}
    assert {1.1e-6, 3.422e-4} <= values
    assert [value for value, beyond in boxes if beyond > 0] == []


@pytest.mark.parametrize(
    ("chapter", "picture"),
    [("01-tumour-growth", "growth-slows"), ("02-immune-surveillance", "three-es")],
)
def test_a_wide_picture_leads_to_its_full_size(
    open_chapter: Open, chapter: str, picture: str
) -> None:
    page = open_chapter(chapter, 390)
    link = page.locator(f"figure#{picture} a:has(img)")
    assert link.get_attribute("href").endswith(f"{picture}.svg")
    page.goto(link.evaluate("(node) => node.href"))
    assert page.evaluate("document.documentElement.tagName") == "svg"


@pytest.mark.parametrize("chapter", ["05-il1-inflammation", "06-il6-and-resistance"])
def test_no_line_ends_within_a_name(open_chapter: Open, chapter: str) -> None:
    page = open_chapter(chapter, 320)
    broken = """(style) => [...document.querySelectorAll(".bd-article .whole")]
        .filter((name) => name.checkVisibility())
        .map((name) => { name.style.whiteSpace = style; return name; })
        .filter((name) => name.getClientRects().length > 1)
        .map((name) => name.textContent)"""
    assert page.evaluate(broken, "") == []
    # And some would end there.
    assert page.evaluate(broken, "normal")
