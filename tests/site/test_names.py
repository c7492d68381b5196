from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from docutils.utils import new_document

from course_utils.site.names import CLASS, keep_whole, names

GLOSSARY = "# Words\n\n```{glossary}\nIL-6\n  A signal.\n```\n"

CHAPTER = "# IL-6\n\nIL-6, anti-PD-1 and *IL-1β*.\n\n| IL-2 |\n|---|\n| `GR-1` |\n"


@pytest.mark.parametrize(
    "name",
    [
        *("IL-6", "IL-1β", "IL-6Rα", "IL-1Ra", "PD-1", "PD-L1", "TGF-β", "CTLA-4", "CAR-T"),
        *("D-BIOMARK", "NF-κB", "Ki-67", "GM-CSF", "6-MP", "4-1BB", "MDA-MB-231"),
    ],
)
def test_a_name_is_found_whole(name: str) -> None:
    assert [found[0] for found in names(f"({name}), {name}.")] == [name, name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anti-PD-1", ["PD-1"]),
        ("IL-17-producing", ["IL-17"]),
        ("IL-6/IL-1β", ["IL-6", "IL-1β"]),
        # Words, and too long for a hole at the end of a line.
        ("T-cell HER2-positive Stem-like Gómez-Aleza HER2- and interleukin-6", []),
        ("NCI-2017-02497", []),
        # Numbers, and parts of an address.
        ("1-2 2020-12-10 1e-9 018-0007", []),
        ("doi.org/10.1158/0008-5472.CAN-05-0564 s41591-024-03415-7 il6-2", []),
    ],
)
def test_what_is_no_short_name_may_be_broken(text: str, found: list[str]) -> None:
    assert [name[0] for name in names(text)] == found


@pytest.mark.parametrize(
    "node",
    [
        nodes.title("", "IL-6"),
        nodes.literal_block("", "IL-6"),
        nodes.paragraph("", "", nodes.literal("", "IL-6")),
        nodes.paragraph("", "", nodes.math("", "IL-6")),
        nodes.raw("", "IL-6", format="html"),
    ],
    ids=["title", "code", "inline code", "formula", "HTML"],
)
def test_headings_code_and_formulas_are_left_as_they_are(node: nodes.Node) -> None:
    page = new_document("page")
    page += node
    before = page.pformat()
    keep_whole(page)
    assert page.pformat() == before


@pytest.fixture(scope="module")
def chapter(build: Callable[..., Any]) -> Tag:
    built = build(
        index="# Start\n",
        **{
            "book/glossary": GLOSSARY,
            "notebooks/01-x": CHAPTER,
        },
    )
    assert not built.warnings
    return BeautifulSoup(built.pages["notebooks/01-x"], "html.parser")


def test_the_names_of_a_page_are_kept_and_its_words_stay_as_they_are(chapter: Tag) -> None:
    kept = [name.get_text() for name in chapter.select(f".body .{CLASS}")]
    assert kept == ["IL-6", "PD-1", "IL-1β", "IL-2"]
    paragraph = chapter.select_one(".body p")
    assert paragraph
    for note in paragraph.select(".term-note"):
        note.decompose()
    assert paragraph.get_text() == "IL-6, anti-PD-1 and IL-1β."


def test_a_name_that_leads_to_the_glossary_is_kept_whole_too(chapter: Tag) -> None:
    link = chapter.select_one("a.term")
    assert link
    assert link.decode_contents() == f'<span class="{CLASS}">IL-6</span>'


def test_the_prose_of_a_chapter_breaks_no_name(article: Callable[[str], Tag]) -> None:
    chapter = article("notebooks/06-il6-and-resistance")
    prose = chapter.select("section > p, section > ul > li > p")
    for other in chapter.select(f".{CLASS}, code, script, .term-note, .evidence"):
        other.decompose()
    assert prose
    assert [names(part.get_text()) for part in prose if names(part.get_text())] == []
