from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from docutils import nodes
from docutils.utils import new_document

from course_utils.site.terms import EVERYDAY, Term, TermLink, link_first_uses, spellings

TERMS = [
    Term("term-state", ("state",), "What changes."),
    Term("term-steady-state", ("steady state",), "Where nothing changes."),
    Term("term-RANK", ("RANK",), "A receptor."),
    Term("term-Treg", ("regulatory T cell", "Treg"), "A guard."),
    Term("term-metastasis", ("metastasis",), "A tumour elsewhere."),
]

GLOSSARY = """# Words

```{glossary}
regulatory T cell
Treg
  A guard; see [elsewhere](../index.md).

  And more.

IL-6
  A *signal* of < inflammation.
```
"""


def linked(*paragraphs: str | nodes.Node) -> list[tuple[str, str]]:
    """Return which words of a page were linked, and where they lead."""
    page = new_document("page")
    for part in paragraphs:
        page += nodes.paragraph("", part) if isinstance(part, str) else part
    before = page.astext()
    link_first_uses(page, TERMS, "glossary.html")
    assert page.astext() == before
    return [(link.astext(), link["address"]) for link in page.findall(TermLink)]


def test_the_first_use_is_linked_and_no_other() -> None:
    assert linked("Cells carry RANK, and RANK hears.", "RANK again.") == [
        ("RANK", "glossary.html#term-RANK")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tregs guard.", "Tregs"),
        ("Regulatory T cells guard.", "Regulatory T cells"),
        ("Two metastases.", "metastases"),
        ("It rests at a steady state.", "steady state"),
    ],
)
def test_other_names_plurals_and_the_start_of_a_sentence_are_found(text: str, found: str) -> None:
    assert [word for word, _ in linked(text)] == [found]


@pytest.mark.parametrize(
    "text", ["A high rank.", "RANKL binds.", "anti-RANK", "Pre-Treg", "states"]
)
def test_parts_of_words_other_words_and_everyday_words_are_left_alone(text: str) -> None:
    assert linked(text) == []


def test_two_names_of_one_thing_are_linked_once() -> None:
    assert [word for word, _ in linked("Tregs are regulatory T cells.")] == ["Tregs"]


@pytest.mark.parametrize(
    "node",
    [
        nodes.title("", "RANK"),
        nodes.literal_block("", "RANK"),
        nodes.paragraph("", "", nodes.literal("", "RANK")),
        nodes.paragraph("", "", nodes.reference("", "RANK", refuri="x")),
        nodes.paragraph("", "", nodes.math("", "RANK")),
        nodes.table("", nodes.paragraph("", "RANK")),
        nodes.container("", nodes.paragraph("", "RANK"), classes=["cell_output"]),
        nodes.paragraph(
            "",
            "",
            nodes.raw("", '<span class="evidence">', format="html"),
            nodes.Text("RANK"),
            nodes.raw("", "</span>", format="html"),
        ),
    ],
    ids=["title", "code", "inline code", "link", "formula", "table", "output", "badge"],
)
def test_headings_code_links_formulas_tables_outputs_and_badges_are_left_alone(
    node: nodes.Node,
) -> None:
    assert linked(node) == []
    assert linked(node, "And RANK.") == [("RANK", "glossary.html#term-RANK")]


def test_strong_and_slanted_words_are_prose() -> None:
    page = nodes.paragraph("", "", nodes.strong("", "RANK"), nodes.emphasis("", "Treg"))
    assert [word for word, _ in linked(page)] == ["RANK", "Treg"]


def test_a_plural_is_made_as_english_makes_it() -> None:
    assert [list(spellings(w))[1] for w in ("biopsy", "virus", "nadir", "metastasis")] == [
        "biopsies",
        "viruses",
        "nadirs",
        "metastases",
    ]
    assert "state" in EVERYDAY


@pytest.fixture(scope="module")
def page(build: Callable[..., Any]) -> Any:
    return build(
        index="# Start\n",
        **{
            "book/glossary": GLOSSARY,
            "notebooks/01-x": "# IL-6\n\nTregs and IL-6.\n\n| IL-6 |\n|---|\n| Treg |\n",
        },
    )


def test_a_chapter_carries_the_definition_and_leads_to_the_entry(page: Any) -> None:
    html = page.pages["notebooks/01-x"]
    assert not page.warnings
    link = re.search(r'<a class="term" href="([^"]*)" aria-describedby="([^"]*)">Tregs</a>', html)
    assert link is not None
    assert link[1] == "../book/glossary.html#term-regulatory-T-cell"
    note = f'<span class="term-note" role="tooltip" id="{link[2]}" hidden>'
    assert f"{note}A guard; see elsewhere.</span>" in html
    assert "A signal of &lt; inflammation.</span>" in html
    assert html.count('class="term"') == 2
    assert "terms.js" in html


def test_other_pages_are_left_as_they_are(page: Any) -> None:
    assert 'class="term"' not in page.pages["book/glossary"]
    assert "terms.js" not in page.pages["index"]
