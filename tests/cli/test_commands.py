"""What every command has in common: help, speed, and plain words when it cannot go on."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-c", "from course_utils.cli import app; app()"]


def course(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=120
    )


def test_help_names_every_command_and_is_quick(tmp_path: Path) -> None:
    start = time.perf_counter()
    done = course("--help", cwd=tmp_path)
    seconds = time.perf_counter() - start
    assert done.returncode == 0
    for command in (
        *("serve", "lab", "build", "zip", "run", "test"),
        *("check-claims", "knock-out", "export", "bench"),
    ):
        assert command in done.stdout
    assert seconds < 5  # 0.3 s here; numpy and sphinx alone would take longer on a slow machine


@pytest.mark.parametrize("command", ["serve", "lab", "build", "zip", "run", "test", "bench"])
def test_outside_the_course_a_command_says_so(command: str, tmp_path: Path) -> None:
    done = course(command, cwd=tmp_path)
    assert done.returncode == 1
    assert "is not inside the course" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_command_finds_the_course_from_a_folder_inside_it(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").touch()
    inside = tmp_path / "notebooks" / "deep"
    inside.mkdir(parents=True)
    done = course("run", "missing.ipynb", cwd=inside)
    assert "There is no notebook" in done.stderr


def test_an_unknown_stage_is_refused_with_the_list_of_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").touch()
    done = course("test", "--only", "everything", cwd=tmp_path)
    assert done.returncode == 1
    assert "no stage 'everything'" in done.stderr
    assert "lint, units, notebooks, book, browser" in done.stderr


@pytest.mark.slow
def test_claims_can_be_checked_anywhere_and_the_status_is_passed_on(tmp_path: Path) -> None:
    done = course("check-claims", "progestin", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "2 of 2 claims hold."
    assert course("check-claims", "progestine", cwd=tmp_path).returncode == 1
