from __future__ import annotations

import os
from pathlib import Path

import pytest

from course_utils.cli.book import build_book, is_current
from course_utils.cli.errors import CourseError


@pytest.fixture
def small_book(tmp_path: Path) -> Path:
    (tmp_path / "_config.yml").write_text("title: Small\nexecute: {execute_notebooks: 'off'}\n")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "index.md").write_text("# Small\n\nA page.\n")
    for folder in ("book", "notebooks", "course_utils"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.mark.slow
@pytest.mark.slow
def test_a_failing_build_says_where_and_leaves_the_old_book(small_book: Path) -> None:
    (small_book / "index.md").write_text("# Small\n\n{ref}`nowhere`\n")
    old = small_book / "_build" / "html" / "index.html"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    with pytest.raises(CourseError) as error:
        build_book(small_book)
    assert "not built" in error.value.sentence
    assert "index.md:3" in error.value.details
    assert "nowhere" in error.value.details
    assert old.read_text() == "old"


@pytest.mark.slow
@pytest.mark.slow
def test_a_build_leaves_nothing_stale(small_book: Path) -> None:
    stale = small_book / "_build" / "html" / "gone.html"
    stale.parent.mkdir(parents=True)
    stale.touch()
    html = build_book(small_book)
    assert (html / "index.html").is_file()
    assert not stale.exists()
    assert [path.name for path in html.parent.iterdir()] == ["html"]


def test_the_book_is_current_until_a_source_changes(small_book: Path) -> None:
    assert not is_current(small_book)
    index = small_book / "_build" / "html" / "index.html"
    index.parent.mkdir(parents=True)
    index.touch()
    assert is_current(small_book)
    page = small_book / "book" / "page.md"
    page.touch()
    later = index.stat().st_mtime + 10
    os.utime(page, (later, later))
    assert not is_current(small_book)
