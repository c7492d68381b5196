"""Chapter 1 runs on the published mice too, if a reader has fetched the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from course_utils.datasets import synthetic_mice
from tests.notebooks.contract import contract_sections


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Write a file in the published form, with a zero in it: other mice on other days."""
    mice = synthetic_mice(seed=7, mice=12)
    mice["day"] = mice["day"] - 4
    lines = [f"{ID}\t{day:g}\t{volume:.1f}" for ID, day, volume in mice.itertuples(index=False)]
    path = tmp_path / "breast.txt"
    path.write_text("\n".join(["ID\tTime\tObservation", "3\t9\t0", *lines]), encoding="utf-8")
    return path


def test_the_chapter_runs_on_a_file_of_the_reader(
    root: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = nbformat.read(root / "notebooks" / "01-tumour-growth.ipynb", as_version=4)
    end = contract_sections(notebook)["claims"].cell
    sources = [cell.source for cell in notebook.cells[:end] if cell.cell_type == "code"]
    whole = "\n\n".join(sources)
    assert whole.count('published = ""') == 1
    mine: dict[str, Any] = {}
    with pytest.warns(UserWarning, match="mouse 3 on day 9"):
        exec(whole.replace('published = ""', f"published = {str(published)!r}"), mine)
    said = capsys.readouterr().out
    assert "measured; Mastri and colleagues (2019)" in said
    assert "12 mice, 108 measurements" in said
    assert "synthetic" not in said
    assert mine["by_hand"].values == {"alpha": 0.6, "beta": 0.08}
