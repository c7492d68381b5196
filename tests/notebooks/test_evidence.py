"""Every finding says who it was shown in, in words that do not need a colour.

A citation in brackets, ``[(Koebel et al. 2007)](https://doi.org/...)``, stands for a finding, so
a badge follows it within its paragraph. A citation in the run of a sentence, ``[Dunn and
colleagues](https://doi.org/...)``, says whose idea something is, and needs none.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path
from typing import Any, get_args

import nbformat
import pytest

from course_utils.modelling.declarations import Evidence
from course_utils.site.notebooks import with_framed_badges
from tests.notebooks.contract import contract_sections

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
PAGES = sorted((ROOT / "book").rglob("*.md"))

KINDS = set(get_args(Evidence))
FINDING = re.compile(r"\[\([^\]]+\)\]\(https://doi\.org/[^)\s]+\)")
SPAN = re.compile(r'<span class="evidence ([^"]*)">([^<]*)</span>')
ATTRIBUTE = re.compile(r"\[([^\]]+)\]\{\.evidence ([^}]*)\}")
# What the words of a badge have to say, so that nobody needs the look of its frame.
WORDS = {
    "cells": r"\bcells\b",
    "mice": r"\bmice\b",
    "patients": r"\b(1 patient|\d+ patients)\b",
    "trial": r"\btrial\b",
    "model": r"\bmodel\b",
}


def without_badge(text: str) -> list[str]:
    """Return the findings of a text after which no badge follows within their paragraph."""
    found = []
    for paragraph in re.split(r"\n\s*\n", text):
        cited = list(FINDING.finditer(paragraph))
        for match, following in zip_longest(cited, cited[1:]):
            end = following.start() if following else len(paragraph)
            if not SPAN.search(paragraph, match.end(), end):
                found.append(match[0])
    return found


def badges(text: str) -> list[tuple[str, str]]:
    """Return the classes and the words of each badge."""
    return [
        *((match[1], match[2]) for match in SPAN.finditer(text)),
        *((match[2].replace(".", ""), match[1]) for match in ATTRIBUTE.finditer(text)),
    ]


def mistakes(text: str) -> list[str]:
    """Say what is wrong with the badges of a text."""
    found = []
    for classes, words in badges(text):
        kind = classes.removeprefix("evidence-")
        if kind not in KINDS or classes == kind:
            found.append(f"{classes!r} is none of: {', '.join(sorted(KINDS))}.")
        elif not re.search(WORDS[kind], words):
            found.append(f"The badge {words!r} does not say {kind}.")
    # Whatever looks like a badge and was not read above is written in another way.
    if len(re.findall(r'class="evidence\b|\{\.evidence\b', text)) != len(badges(text)):
        found.append("A badge is not written as the others are.")
    return found


def prose(path: Path) -> str:
    notebook = nbformat.read(path, as_version=4)
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def story(notebook: Any) -> str:
    """Return the text of the section; the start tells none, because it is no chapter."""
    section = contract_sections(notebook).get("story")
    source: str = notebook.cells[section.cell].source if section else ""
    return source


def test_every_kind_of_evidence_has_its_words() -> None:
    assert set(WORDS) == KINDS


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_finding_of_a_story_says_who_it_was_shown_in(path: Path) -> None:
    assert without_badge(story(nbformat.read(path, as_version=4))) == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_badges_of_a_chapter_are_of_a_known_kind_and_say_it_in_words(path: Path) -> None:
    assert mistakes(prose(path)) == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_badges_of_a_chapter_are_in_brackets_which_jupyterlab_shows(path: Path) -> None:
    for _, words in badges(prose(path)):
        assert re.fullmatch(r"\([^()]+\)", words), words


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_badges_of_a_page_are_of_a_known_kind_and_say_it_in_words(path: Path) -> None:
    assert mistakes(path.read_text(encoding="utf-8")) == []


def test_a_finding_without_badge_is_found() -> None:
    cited = "Cells die [(A 2001)](https://doi.org/10.1/a)."
    badge = '<span class="evidence evidence-mice">(shown in mice)</span>'
    assert without_badge(f"{cited}\n{badge}\n") == []
    assert without_badge(f"{cited}\nMore of it.\n{badge}\n") == []
    assert without_badge(cited) == ["[(A 2001)](https://doi.org/10.1/a)"]
    # One badge does not serve two findings, nor the next paragraph.
    assert len(without_badge(f"{cited}\n{cited}\n{badge}")) == 1
    assert len(without_badge(f"{cited}\n\n{badge}")) == 1
    assert without_badge("An idea of [A and B](https://doi.org/10.1/a).") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<span class="evidence evidence-rats">(rats)</span>', "is none of"),
        ('<span class="evidence mice">(mice)</span>', "is none of"),
        ('<span class="evidence evidence-mice">(shown)</span>', "does not say mice"),
        ('<span class="evidence evidence-patients">(shown in patients)</span>', "does not say"),
        ("[cells]{.evidence .evidence-mice}", "does not say mice"),
        ('<b class="evidence evidence-mice">(mice)</b>', "not written as the others"),
    ],
)
def test_a_badge_that_is_wrong_is_found(text: str, said: str) -> None:
    assert any(said in mistake for mistake in mistakes(text))


def test_one_patient_is_counted_as_many_are() -> None:
    badge = '<span class="evidence evidence-patients">(shown in {}, no control group)</span>'
    assert mistakes(badge.format("1 patient") + badge.format("24 patients")) == []
    assert mistakes(badge.format("a patient")) != []


def test_the_book_takes_the_brackets_from_badges_and_from_nothing_else() -> None:
    cell = '"<span class=\\"evidence evidence-mice\\">(shown in mice)</span> (not this)"'
    assert with_framed_badges(cell) == cell.replace("(shown in mice)", "shown in mice")
