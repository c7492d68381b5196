"""The comparison of outputs can fail: a wrong output and a changed model are both rejected."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from course_utils.cli.testing import nbval_options

pytestmark = pytest.mark.slow

CHAPTER = "02-immune-surveillance.ipynb"


@pytest.fixture
def chapter(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(root / "notebooks" / CHAPTER, tmp_path))


def validate(root: Path, notebook: Path, package: Path) -> subprocess.CompletedProcess[str]:
    """Validate a copy of a chapter, with the package taken from a folder of choice."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-x", "--color=no", "-p", "no:cacheprovider"),
            *("-c", str(root / "pyproject.toml"), f"--rootdir={notebook.parent}"),
            *(*nbval_options(root), str(notebook)),
        ],
        cwd=notebook.parent,
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_wrong_digit_in_an_output_is_rejected(root: Path, chapter: Path) -> None:
    notebook = json.loads(chapter.read_text(encoding="utf-8"))
    cell = _change_a_digit(notebook)
    chapter.write_text(json.dumps(notebook), encoding="utf-8")
    done = validate(root, chapter, package=root)
    assert done.returncode == 1, done.stdout
    assert f"Cell {cell}: Cell outputs differ" in done.stdout


def test_outputs_of_a_changed_model_are_rejected(root: Path, chapter: Path, tmp_path: Path) -> None:
    package = tmp_path / "changed"
    shutil.copytree(
        root / "course_utils",
        package / "course_utils",
        ignore=shutil.ignore_patterns("node_modules", "__pycache__"),
    )
    model = package / "course_utils" / "models" / "surveillance.py"
    source, count = re.subn(
        r"(?s)(\n    a = Parameter\(\s*\"[^\"]+\",\s*)([\d.]+)",
        lambda match: f"{match[1]}{float(match[2]) * 1.01:.6g}",
        model.read_text(encoding="utf-8"),
    )
    assert count == 1
    model.write_text(source, encoding="utf-8")
    done = validate(root, chapter, package=package)
    assert done.returncode == 1, done.stdout
    assert "Cell outputs differ" in done.stdout


def _change_a_digit(notebook: dict[str, Any]) -> int:
    """Change the last digit of the first number that is printed, and return which cell that was."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(code):
        for output in cell["outputs"]:
            lines = output.get("text", [])
            for index, line in enumerate(lines):
                found = re.search(r"\d(?=\D*$)", line)
                if found:
                    digit = str((int(found[0]) + 1) % 10)
                    lines[index] = line[: found.start()] + digit + line[found.end() :]
                    return number
    pytest.fail("No cell of the chapter prints a number.")
