"""The workflows run the project's own commands, with fixed actions and the least permissions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.y*ml"))
# A tag can be moved to other code, a commit cannot; the version is for whoever reads.
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    workflow: Path = request.param
    return workflow


@pytest.fixture
def workflow(path: Path) -> dict[str, Any]:
    return read(path)


def read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def test_there_are_two() -> None:
    assert [path.name for path in WORKFLOWS] == ["pages.yml", "test.yml"]


def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    used = re.findall(r"^\s*(?:-\s*)?uses:\s*(.+)$", path.read_text("utf-8"), re.MULTILINE)
    assert len(used) == sum("uses" in step for step in steps(read(path)))
    assert used
    for action in used:
        assert PINNED.fullmatch(action), f"{path.name}: {action}"


@pytest.mark.parametrize(
    "action",
    [
        "actions/checkout@v4",
        "actions/checkout@main # v4.2.2",
        "actions/checkout@11bd719 # v4.2.2",
        "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683",
    ],
)
def test_an_action_that_may_change_is_not_pinned(action: str) -> None:
    assert not PINNED.fullmatch(action)


def test_every_command_is_one_of_make_that_the_readme_tells(
    root: Path, workflow: dict[str, Any]
) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.MULTILINE))
    commands = [step["run"] for step in steps(workflow) if "run" in step]
    assert commands
    for command in commands:
        assert command.removeprefix("make ") in targets, command
        assert command in readme


def test_no_job_may_write_but_the_one_that_publishes(workflow: dict[str, Any]) -> None:
    may_write = {"deploy": {"pages": "write", "id-token": "write"}}
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for name, job in workflow["jobs"].items():
        wanted = may_write.get(name, {"contents": "read"})
        assert job.get("permissions", workflow["permissions"]) == wanted
        assert job["timeout-minutes"] <= 30


def test_no_token_stays_in_the_folder_that_was_checked_out(workflow: dict[str, Any]) -> None:
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_pages_publishes_what_was_built_and_one_book_at_a_time(root: Path) -> None:
    workflow = read(FOLDER / "pages.yml")
    built, deploy = workflow["jobs"]["build"]["steps"], workflow["jobs"]["deploy"]
    assert [step.get("run") or step["uses"].split("@")[0] for step in built] == [
        "actions/checkout",
        "make book",
        "actions/upload-pages-artifact",
    ]
    # The folder that `make book` says it builds into.
    makefile = (root / "Makefile").read_text()
    assert f"book: $(INSTALLED) ## Build the book into {built[-1]['with']['path']}" in makefile
    assert deploy["needs"] == "build"
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    # YAML reads the key `on` as true.
    assert workflow[True]["push"]["branches"] == ["main"]  # type: ignore[index]
