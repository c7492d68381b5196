from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import v4

from course_utils.cli import notebooks
from course_utils.cli.errors import CourseError


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "_config.yml").touch()
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def stored(course: Path, *cells: str) -> Path:
    path = course / "notebooks" / "01-small.ipynb"
    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {}}
    path.write_text(nbformat.writes(notebook))
    return path


@pytest.mark.slow
def test_a_run_stores_outputs_in_one_clean_form(course: Path) -> None:
    widget = "import ipywidgets\nipywidgets.HTML('a widget')"
    path = stored(course, "print(1)\nprint(2)", "", widget, "20 + 3")
    notebooks.run_all([])
    notebook = json.loads(path.read_text())
    cells: list[Any] = notebook["cells"]
    assert [cell["execution_count"] for cell in cells] == [1, 2, 3, 4]
    assert [cell["metadata"] for cell in cells] == [{}, {}, {}, {}]
    assert cells[0]["outputs"][0]["text"] == ["1\n", "2\n"]
    assert set(cells[2]["outputs"][0]["data"]) == {"text/plain"}
    assert cells[3]["outputs"][0]["data"] == {"text/plain": ["23"]}
    assert cells[3]["outputs"][0]["execution_count"] == 4
    assert "widgets" not in notebook["metadata"]
    assert notebook["metadata"]["language_info"] == {
        "name": "python",
        "pygments_lexer": "ipython3",
    }
    before = path.read_bytes()
    notebooks.run_all([path])
    assert path.read_bytes() == before


def test_a_run_folds_solutions_away_with_their_results(course: Path) -> None:
    path = stored(course, "1", "2")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].metadata.tags = ["solution"]
    path.write_text(nbformat.writes(notebook))
    notebooks.run_all([path])
    shown, folded = nbformat.read(path, as_version=4).cells
    assert "jupyter" not in shown.metadata
    assert folded.metadata.jupyter == {"outputs_hidden": True, "source_hidden": True}


def test_a_failing_cell_is_named_and_the_notebook_is_left_as_it_was(course: Path) -> None:
    path = stored(course, "x = 0", "1 / x", "print('never')")
    before = path.read_bytes()
    with pytest.raises(CourseError) as error:
        notebooks.run_all([path])
    assert path.name in error.value.sentence
    assert "cell 2 ('1 / x'): ZeroDivisionError: division by zero" in error.value.sentence
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_large_notebook_is_stored_with_a_warning(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(notebooks, "LARGEST", 100)
    notebooks.run_all([stored(course, "1")])
    assert "more than 0 kB" in capsys.readouterr().out


NOTEBOOK = nbformat.writes(v4.new_notebook())


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b'{"cells": [', "not valid JSON"),
        (b"", "not valid JSON"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"[]", "JSON, but not a notebook"),
        (b'{"a": 1}', "JSON, but not a notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 5}', "not a valid notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "cells": 3, "metadata": {}}', "not a valid"),
        (NOTEBOOK.replace('"nbformat": 4', '"nbformat": 9').encode(), "newer than"),
        (
            NOTEBOOK.replace('"nbformat_minor": 5', '"nbformat_minor": 99').encode(),
            "newer than",
        ),
    ],
)
def test_a_damaged_notebook_is_refused_in_plain_words_and_not_touched(
    content: bytes, complaint: str, course: Path
) -> None:
    path = course / "notebooks" / "01-damaged.ipynb"
    path.write_bytes(content)
    with pytest.raises(CourseError) as error:
        notebooks.run_all([])
    assert "01-damaged.ipynb" in error.value.sentence
    assert complaint in error.value.sentence
    assert "not changed" in error.value.sentence
    assert path.read_bytes() == content


def test_a_missing_notebook_is_named(course: Path) -> None:
    with pytest.raises(CourseError, match=r"There is no notebook .*nowhere\.ipynb"):
        notebooks.run_all([course / "nowhere.ipynb"])


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stored(course, "1")
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        notebooks.write(v4.new_notebook(), path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
