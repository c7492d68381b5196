"""What README, CITATION and the scripts say is so."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from course_utils.cli.app import app


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def test_every_command_stands_in_the_readme_and_no_other(readme: str) -> None:
    commands = {
        command.name or command.callback.__name__
        for command in app.registered_commands
        if command.callback
    } | {group.name for group in app.registered_groups}
    assert set(re.findall(r"^\| `course ([\w-]+)` \|", readme, re.MULTILINE)) == commands


def test_every_target_of_make_that_is_mentioned_exists(root: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (root / name).read_text(encoding="utf-8")
        mentioned = set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE))
        assert mentioned <= targets, name


def test_ci_runs_what_the_readme_says(root: Path, readme: str) -> None:
    script = (root / ".ci" / "run").read_text()
    lines = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert lines[0] == "set -euo pipefail"
    assert lines[-1] == "make test"
    assert re.search(r"^make test ", readme, re.MULTILINE)
    assert "CI=true" in readme


def test_every_file_and_folder_of_the_map_exists(root: Path, readme: str) -> None:
    rows = re.findall(r"^\| (`[\w./]+`(?:, `[\w./]+`)*) \|", readme, re.MULTILINE)
    names = [name for row in rows for name in re.findall(r"`([\w./]+)`", row)]
    assert "notebooks/" in names
    for name in names:
        assert (root / name).exists(), name


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_to_files_of_the_repository_lead_somewhere(name: str, root: Path) -> None:
    text = (root / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("https://") or (root / target).is_file(), target


def test_the_landing_page_has_a_card_for_every_chapter_and_says_how_long_it_takes(
    root: Path,
) -> None:
    page = (root / "book" / "index.md").read_text(encoding="utf-8")
    cards = re.findall(
        r"^:::\{div\} chapter-card.*\n.+ · (\d+) minutes\n\n"
        r"\[.+\]\(\.\./(notebooks/.+)\.ipynb\)\n\n[A-Z].+[.?!]\n:::$",
        page,
        re.MULTILINE,
    )
    listed = re.findall(r"file: (notebooks/\S+)", (root / "_toc.yml").read_text())
    assert [name for _, name in cards] == listed
    for minutes, name in cards:
        first = json.loads((root / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"][0]
        assert f"**Time:** {minutes} minutes" in "".join(first["source"]), name


def test_the_landing_page_comes_to_the_set_up_last(root: Path) -> None:
    page = (root / "book" / "index.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert headings[-1].startswith("Set up")
    assert "make lab" not in page[: page.index(f"## {headings[-1]}")]


def test_the_citation_agrees_with_the_project(root: Path) -> None:
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"]
    assert f"[{project['version']}]" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
