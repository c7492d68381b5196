"""The reading paths know every chapter, and say of it what it says itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import Tag

from course_utils.site.paths import COMPETENCIES, PathError, chapters, data, read_chapter


def test_every_chapter_states_its_time_its_needs_and_its_aims(root: Path) -> None:
    found = chapters(root / "notebooks")
    assert list(found) == list(range(len(found)))
    for chapter in found.values():
        assert chapter.reading >= 10
        assert chapter.needs
        assert len(chapter.objectives) >= 4
        # Their list in the book is read without a kernel, so a link must lead there.
        assert "](0" not in chapter.needs


@pytest.mark.parametrize("name", ["biologists", "modellers"])
def test_a_path_leads_through_every_chapter_once(root: Path, name: str) -> None:
    steps = [step["chapter"] for step in data()["paths"][name]]
    assert len(steps) == len(set(steps))
    assert set(chapters(root / "notebooks")) <= set(steps)
    assert steps[0] == 0


@pytest.mark.parametrize("name", ["biologists", "modellers"])
def test_what_a_path_quotes_stands_in_the_chapter(root: Path, name: str) -> None:
    for step in data()["paths"][name]:
        for file in (root / "notebooks").glob(f"{step['chapter']:02d}-*.ipynb"):
            cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
            text = "\n".join("".join(cell["source"]) for cell in cells)
            for part in (step["look"], step["skip"], step["twice"]):
                for quoted in re.findall(r'"([^"]+)"', part):
                    assert quoted in text, (file.name, quoted)


def test_every_chapter_has_its_place_in_the_curriculum(root: Path) -> None:
    entries = data()["curriculum"]
    assert set(chapters(root / "notebooks")) <= set(entries)
    for entry in entries.values():
        assert set(entry["competencies"]) <= set(COMPETENCIES)


def _notebook(folder: Path, head: str) -> Path:
    cells = [
        {"source": head, "metadata": {"tags": ["contract-prerequisites"]}},
        {"source": "## Aims\n\n- say it;\n- do it.", "metadata": {"tags": ["contract-objectives"]}},
    ]
    path = folder / "03-doors.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


def test_a_chapter_is_read_from_its_first_cells(tmp_path: Path) -> None:
    head = (
        "# Doors: which?\n\n**Time:** 60 minutes to read and play, 40 more for the exercises.\n"
        "**You need:** nerve.\n[Chapter 2](02-a.ipynb) helps.\nNo programming: drag."
    )
    chapter = read_chapter(_notebook(tmp_path, head))
    assert (chapter.number, chapter.title, chapter.minutes) == (3, "Doors", "60 + 40")
    assert chapter.needs == "nerve. [Chapter 2](../notebooks/02-a.ipynb) helps."
    assert chapter.objectives == ("say it", "do it")


def test_a_chapter_that_states_no_time_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PathError, match=r"03-doors\.ipynb must state its time"):
        read_chapter(_notebook(tmp_path, "# Doors\n\n**You need:** nerve."))


@pytest.fixture(scope="module")
def page(article: Callable[[str], Tag]) -> Tag:
    return article("book/paths")


def test_the_page_has_each_chapter_four_times(page: Tag, root: Path) -> None:
    for chapter in chapters(root / "notebooks").values():
        leads = page.select(f'a[href="../{chapter.page}.html"]')
        # On both paths, in the list of aims and in the curriculum; another chapter may need it.
        assert len(leads) >= 4, chapter.page
        section = page.select_one(f"#chapter-{chapter.number}")
        assert isinstance(section, Tag)
        assert f"{chapter.reading} minutes" in section.get_text()
        assert len(section.select("ul li")) == len(chapter.objectives)


@pytest.mark.parametrize("where", ["how-to-use", "instructors/index"])
def test_readers_find_the_paths(article: Callable[[str], Tag], where: str) -> None:
    assert article(f"book/{where}").select("a[href$='paths.html']")
