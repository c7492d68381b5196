"""The zip of the book: always the same bytes, one page to open, nothing that nobody needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from course_utils.cli.archive import OPEN_ME, zip_book

PAGES = {
    "index.html": "front",
    "notebooks/01.html": "chapter",
    "_static/favicon.svg": "<svg/>",
    "_static/a.css": "body {}",
    "_static/a.css.map": "{}",
    ".buildinfo": "a note of Sphinx",
}


@pytest.fixture
def licence(tmp_path: Path) -> Path:
    path = tmp_path / "LICENSE"
    path.write_text("You may.")
    return path


def book(folder: Path, *, backwards: bool = False) -> Path:
    for name in sorted(PAGES, reverse=backwards):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGES[name])
    return folder


def test_the_same_book_gives_the_same_bytes(tmp_path: Path, licence: Path) -> None:
    first, second = book(tmp_path / "a"), book(tmp_path / "b", backwards=True)
    for path in second.rglob("*.*"):
        path.chmod(0o600)
        os.utime(path, (time.time() + 1e6,) * 2)
    zip_book(first, licence, tmp_path / "first.zip")
    zip_book(second, licence, tmp_path / "second.zip")
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()


def test_the_page_to_open_comes_first_and_everything_else_lies_in_one_folder(
    tmp_path: Path, licence: Path
) -> None:
    target = tmp_path / "new folder" / "book.zip"
    size = zip_book(book(tmp_path / "html"), licence, target)
    assert size == target.stat().st_size
    assert list(target.parent.iterdir()) == [target]
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == [
            OPEN_ME,
            "cold-to-warm/LICENSE.txt",
            "cold-to-warm/_static/a.css",
            "cold-to-warm/_static/favicon.svg",
            "cold-to-warm/index.html",
            "cold-to-warm/notebooks/01.html",
        ]
        assert archive.testzip() is None
        assert archive.read("cold-to-warm/notebooks/01.html") == b"chapter"


def test_a_zip_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "dist" / "book.zip"
    target.parent.mkdir()
    target.write_text("the old one")
    with pytest.raises(FileNotFoundError):
        zip_book(book(tmp_path / "html"), tmp_path / "no licence", target)
    assert target.read_text() == "the old one"
    assert list(target.parent.iterdir()) == [target]


def test_the_command_says_where_the_file_lies_and_how_big_it_is(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").touch()
    (tmp_path / "LICENSE").write_text("You may.")
    # Newer than its sources, so it is not built again.
    book(tmp_path / "_build" / "html")
    done = subprocess.run(
        [sys.executable, "-c", "from course_utils.cli import app; app()", "zip"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = re.fullmatch(r"(dist/cold-to-warm-\d+\.\d+\.\d+\.zip) \(0\.0 MB\) .*\n", done.stdout)
    assert said, done.stdout
    assert "unpack it, then open 'Open me'" in done.stdout
    assert zipfile.is_zipfile(tmp_path / said[1])
