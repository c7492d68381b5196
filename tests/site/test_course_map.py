from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from course_utils import course_map
from course_utils.atlas import atlas
from course_utils.site.course_map import chapter_page

TERMS = "\n\n".join(
    f"{term}\n  What it is." for term in sorted({n.term for n in atlas().nodes.values()})
)


@pytest.fixture(scope="module")
def book(build: Callable[..., Any]) -> Any:
    # What a cell has stored may be older than the models.
    stored = course_map("6").html().replace("IL-6R blocker", "An old name")
    return build(
        index="# Start\n",
        **{
            "book/glossary": f"# Words\n\n```{{glossary}}\n{TERMS}\n```\n",
            "book/map": "# The map\n\n```{course-map}\n```\n",
            "book/cast": "# The cast\n\n```{cast-member} treg\nA *guard*.\n```\n",
            "book/models/il6": "# The model\n",
            "notebooks/06-loop": f"# The loop: why?\n\n```{{raw}} html\n{stored}\n```\n",
        },
    )


def test_a_chapters_map_is_drawn_anew_with_links_to_the_glossary(book: Any) -> None:
    assert not book.warnings
    page = book.pages["notebooks/06-loop"]
    assert "An old name" not in page
    assert 'href="../book/glossary.html#term-tocilizumab"' in page
    assert 'aria-label="IL-6R blocker: entry in the glossary"' in page
    assert 'href="../book/map.html"' in page


def test_the_maps_own_page_leads_to_an_entry_for_everyone_below(book: Any) -> None:
    page = book.pages["book/map"]
    for node in atlas().nodes.values():
        assert f'href="#node-{node.id}"' in page
        assert f'id="node-{node.id}"' in page
    assert "Stem-like cells make IL-6" in page


def test_an_entry_leads_to_the_chapters_and_models_that_there_are(book: Any) -> None:
    for page in ("book/map", "book/glossary"):
        assert '<a href="../notebooks/06-loop.html">6 The loop</a>' in book.pages[page]
    assert '<a href="models/il6.html"><code>il6</code></a>' in book.pages["book/glossary"]
    assert "treg_rankl.html" not in book.pages["book/map"]


def test_a_cast_member_has_its_picture_and_its_text(book: Any) -> None:
    page = book.pages["book/cast"]
    assert '<svg class="cast-picture"' in page
    assert "<em>guard</em>" in page


def test_a_cast_member_that_nobody_knows_is_an_error_that_lists_the_others(
    build: Callable[..., Any],
) -> None:
    built = build(index="# Start\n\n```{cast-member} dragon\nIt flies.\n```\n")
    assert "no node called 'dragon'" in built.warnings
    assert "tumour, edited" in built.warnings


def test_a_term_that_the_glossary_lacks_is_a_warning(build: Callable[..., Any]) -> None:
    stored = course_map("1").html()
    built = build(index=f"# Start\n\n```{{raw}} html\n{stored}\n```\n")
    assert "the term 'tumour cell', which the glossary does not have" in built.warnings


def test_a_chapter_is_found_by_its_number() -> None:
    pages = {"notebooks/06-a", "notebooks/16-b", "book/map"}
    assert chapter_page(pages, atlas().chapters["6"]) == "notebooks/06-a"
    assert chapter_page(pages, atlas().chapters["7"]) is None
