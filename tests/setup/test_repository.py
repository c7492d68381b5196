"""The repository stays small, and says nothing about the machine it was written on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

LARGEST = 400_000
# Larger files, each with its reason.
LARGE: dict[str, str] = {}

NOT_OURS = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "_build",
    "dist",
    "node_modules",
}

FORBIDDEN = {
    "a path of one machine": r"(?<![\w.~/-])/(home|Users|root|work|mnt)/\w",
    "a path of one Windows machine": r"\b[A-Z]:\\+Users\\",
    "an address on a private network": (
        r"(?<![\d.])(10\.\d{1,3}|192\.168|172\.(1[6-9]|2\d|3[01]))(\.\d{1,3}){2}(?![\d.])"
    ),
    "a package registry or its mirror": (
        r"https?://[\w.-]*\b(registry|artifactory|nexus|mirror|pypi|pythonhosted|proxy)[\w-]*\."
    ),
    "a name and a password in an address": r"://[^\s/\"']+:[^\s/\"']+@",
}


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        # A second worktree has a file called .git.
        yield from (Path(folder) / name for name in names if name not in NOT_OURS)


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, Path]:
    return {path.relative_to(root).as_posix(): path for path in _files(root)}


def test_no_file_is_large(files: dict[str, Path]) -> None:
    large = {name for name, path in files.items() if path.stat().st_size > LARGEST}
    assert large == set(LARGE), f"Larger than {LARGEST // 1000} kB without a reason."


def test_no_built_page_is_kept(files: dict[str, Path]) -> None:
    pages = {name for name in files if name.endswith((".html", ".doctree", ".buildinfo"))}
    built = {name for name in pages if "templates" not in name}
    assert not built


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str, files: dict[str, Path]) -> None:
    # This file holds the patterns themselves.
    ours = Path(__file__).name
    found = []
    for name, path in files.items():
        if path.name == ours or path.suffix in {".png", ".woff2"}:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        for match in re.finditer(FORBIDDEN[what], text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{name}:{line}: {match[0]}")
    assert not found, "\n".join(found)


def test_everything_that_a_fresh_clone_needs_is_there(files: dict[str, Path]) -> None:
    needed = {
        ".ci/run",
        "CHANGELOG.md",
        "CITATION.cff",
        "CONTRIBUTING.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "_config.yml",
        "_toc.yml",
        "environment.yml",
        "requirements-lock.txt",
    }
    assert needed <= set(files)


def test_the_script_for_ci_may_be_executed(files: dict[str, Path]) -> None:
    assert os.name == "nt" or os.access(files[".ci/run"], os.X_OK)
