"""The glossary, the map and the cast agree with each other and with the chapters."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from course_utils.atlas import atlas
from course_utils.models import MODELS

# It tries the course out, and nobody of the map acts in it.
START = "00"


@pytest.fixture(scope="module")
def entries(root: Path) -> list[tuple[list[str], list[str]]]:
    """Return the names of each entry, and its lines."""
    text = (root / "book" / "glossary.md").read_text(encoding="utf-8")
    body = text.split("```{glossary}\n")[1].rsplit("```", 1)[0].strip()
    found = []
    for entry in re.split(r"\n\n(?=\S)", body):
        lines = entry.splitlines()
        found.append(
            (
                [line for line in lines if line and not line.startswith(" ")],
                [line.strip() for line in lines if line.startswith(" ")],
            )
        )
    return found


@pytest.fixture(scope="module")
def chapters(root: Path) -> dict[str, Path]:
    found = sorted((root / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    return {path.name[:2].lstrip("0"): path for path in found if path.name[:2] != START}


def test_there_are_many_entries_in_the_order_of_the_alphabet(
    entries: list[tuple[list[str], list[str]]],
) -> None:
    first = [names[0].casefold() for names, _ in entries]
    assert len(first) >= 80
    assert first == sorted(first)
    every = [name for names, _ in entries for name in names]
    assert len(every) == len(set(every))


def test_an_entry_says_it_in_one_to_three_sentences_none_of_them_long(
    entries: list[tuple[list[str], list[str]]],
) -> None:
    for names, lines in entries:
        assert 1 <= len(lines) <= 4, names
        for line in lines:
            words = re.sub(r"\(\[[^]]*\]\([^)]*(?:\([^)]*\)[^)]*)*\)\)", "", line).split()
            assert len(words) <= 40, line


def test_everyone_on_the_map_has_an_entry(entries: list[tuple[list[str], list[str]]]) -> None:
    every = {name for names, _ in entries for name in names}
    assert {node.term for node in atlas().nodes.values()} <= every


def test_everyone_on_the_map_is_in_the_cast(root: Path) -> None:
    text = (root / "book" / "cast.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\{cast-member\} (\w+)", text)) == sorted(atlas().nodes)


def test_every_chapter_is_on_the_map_and_every_chapter_of_the_map_is_there(
    chapters: dict[str, Path],
) -> None:
    there = {number for number, c in atlas().chapters.items() if not c.planned}
    assert there <= set(chapters), "A chapter that is not there is `planned` in atlas.toml."
    # A chapter without a model of its own has nothing to light.
    with_models = {
        number
        for number, path in chapters.items()
        if re.search(rf"import.*\b(?:{'|'.join(MODELS)})\b", path.read_text(encoding="utf-8"))
    }
    assert with_models <= set(atlas().chapters), "Give the chapter a place in atlas.toml."


def test_the_map_stands_at_the_head_of_every_chapter(chapters: dict[str, Path]) -> None:
    for number, chapter in atlas().chapters.items():
        if chapter.planned:
            continue
        cell = nbformat.read(chapters[number], as_version=4).cells[1]
        assert f'course_map("{number}")' in cell.source, chapters[number].name
        assert "hide-input" in cell.metadata.tags
        assert "text/html" in cell.outputs[0].data


def test_a_chapter_lights_the_models_that_it_imports(chapters: dict[str, Path]) -> None:
    for number, chapter in atlas().chapters.items():
        if number in chapters and not chapter.borrowed:
            text = chapters[number].read_text(encoding="utf-8")
            unused = [name for name in chapter.models if not re.search(rf"\b{name}\b", text)]
            assert not unused, (number, unused)


def test_every_chapter_links_terms_and_each_only_once(
    built_book: Path, chapters: dict[str, Path]
) -> None:
    for path in chapters.values():
        page = (built_book / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
        leads = re.findall(r'<a class="term" href="\.\./book/glossary\.html#([^"]+)"', page)
        assert len(leads) >= 8, path.name
        assert len(leads) == len(set(leads)), path.name


def test_every_node_of_a_chapters_map_leads_to_its_entry(
    built_book: Path, chapters: dict[str, Path]
) -> None:
    glossary = (built_book / "book" / "glossary.html").read_text(encoding="utf-8")
    for number, path in chapters.items():
        if number not in atlas().chapters or atlas().chapters[number].planned:
            continue
        page = (built_book / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
        figure = page[page.index('<figure class="course-map"') :].split("</figure>")[0]
        leads = re.findall(r'href="\.\./book/glossary\.html#([^"]+)"', figure)
        assert len(leads) >= len(atlas().lit(number))
        for anchor in leads:
            assert f'id="{anchor}"' in glossary, anchor
