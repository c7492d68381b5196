"""The search of the book knows American spellings, read from a file and without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from course_utils.site.spelling import british
from tests.site.test_spelling import LEFT_ALONE, PAIRS

if TYPE_CHECKING:
    from playwright.sync_api import Page

Search = Callable[[str], list[str]]
FOUND = """() => [...document.querySelectorAll("#search-results li a")]
    .map((link) => `${link.textContent} ${link.getAttribute("href")}`)"""


@pytest.fixture
def page(new_page: Callable[..., Page], built_book: Path) -> Page:
    page = new_page(offline=True)
    page.goto((built_book / "book" / "index.html").resolve().as_uri())
    return page


@pytest.fixture
def search(page: Page) -> Search:
    def search(words: str) -> list[str]:
        page.locator(
            "button.search-button-field:visible, button.search-button:visible"
        ).first.click()
        box = page.locator("dialog[open] input[name=q]")
        box.fill(words)
        box.press("Enter")
        # The last to be written; it counts what was found.
        page.wait_for_selector(".search-summary:has-text('Search finished')")
        found = page.evaluate(FOUND)
        assert isinstance(found, list)
        page.go_back()
        return found

    return search


@pytest.mark.parametrize(
    ("american", "as_in_the_book"),
    [
        ("tumor", "tumour"),
        ("Tumor growth", "tumour growth"),
        ("leukemia", "leukaemia"),
        ("randomized", "randomised"),
        ("behavior", "behaviour"),
        ("fibers", "fibres"),
    ],
)
def test_an_american_spelling_finds_what_the_british_one_finds(
    search: Search, american: str, as_in_the_book: str
) -> None:
    found = search(american)
    assert found
    assert found == search(as_in_the_book)


def test_a_tumor_leads_to_the_chapters_and_to_the_glossary(search: Search) -> None:
    found = "\n".join(search("tumor"))
    for page in (
        "notebooks/01-tumour-growth",
        "notebooks/03-hot",
        "glossary.html#term-tumour-cell",
    ):
        assert page in found


def test_an_ordinary_word_is_found_as_before(search: Search) -> None:
    found = search("macrophage")
    assert found[0].endswith("book/glossary.html#term-macrophage")
    assert any("03-hot-and-cold-tumours" in each for each in found)


def test_the_page_spells_a_word_as_the_index_does(page: Page) -> None:
    words = [word for pair in PAIRS for word in pair] + LEFT_ALONE
    assert page.evaluate("(words) => splitQuery(words.join(' '))", words) == [
        british(word) for word in words
    ]
