"""The browser and npm are found, or their absence is said in one sentence."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from course_utils.cli import browser, node
from course_utils.cli.errors import CourseError


@pytest.fixture(autouse=True)
def _forget_the_browser() -> Iterator[None]:
    browser.find_browser.cache_clear()
    yield
    browser.find_browser.cache_clear()


def test_the_browser_named_by_the_variable_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine"
    mine.touch(mode=0o755)
    monkeypatch.setenv("COURSE_BROWSER", str(mine))
    assert browser.find_browser() == mine


def test_a_variable_that_names_nothing_is_an_error_that_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COURSE_BROWSER", "no-such-browser")
    with pytest.raises(CourseError, match="COURSE_BROWSER names no-such-browser"):
        browser.find_browser()


def test_a_program_on_the_path_that_does_not_start_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, status in (("chromium", 1), ("google-chrome", 0)):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\nexit {status}\n")
        program.chmod(0o755)
    monkeypatch.delenv("COURSE_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.find_browser() == tmp_path / "google-chrome"


def test_without_any_browser_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COURSE_BROWSER", raising=False)
    for way in ("_on_this_machine", "_playwrights", "_debians"):
        monkeypatch.setattr(browser, way, lambda: None)
    with pytest.raises(CourseError, match="install Chromium, Chrome or Edge"):
        browser.find_browser()


def test_without_npm_on_the_path_the_bundled_one_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    command = node.find_npm()
    done = subprocess.run(
        [*command, "--version"],
        env=node.npm_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split(".")[0]) >= 9


def test_without_any_npm_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(node, "_bundled_node", lambda: None)
    with pytest.raises(CourseError, match="install Node"):
        node.find_npm()
