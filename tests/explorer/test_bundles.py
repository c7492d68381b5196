"""The built scripts are those of the sources, and small."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from course_utils.cli.errors import CourseError
from course_utils.cli.node import find_npm, npm_environment
from course_utils.explorer.widget import STATIC

FRONTEND = STATIC.parent / "frontend"
SOURCES = ["explorer/frontend", "teaching/frontend"]
BUNDLES = ["explorer/static/explorer.page.js", "explorer/static/explorer.widget.js"]
QUIZ_BUNDLES = [f"teaching/static/quiz.{part}" for part in ("page.css", "page.js", "widget.js")]
MOST_KILOBYTES = 57


@pytest.mark.slow
def test_bundles_are_built_from_the_sources(tmp_path: Path) -> None:
    try:
        npm = find_npm()
    except CourseError as error:
        pytest.skip(str(error))
    # The same distances as in the package, because sources are shared between its folders.
    package = STATIC.parents[1]
    for source in SOURCES:
        shutil.copytree(
            package / source, tmp_path / source, ignore=shutil.ignore_patterns("node_modules")
        )
    (tmp_path / "plots").mkdir()
    shutil.copy(package / "plots" / "actors.json", tmp_path / "plots")
    folder = tmp_path / "explorer" / "frontend"
    for arguments in (["ci"], ["run", "build"]):
        done = subprocess.run(
            [*npm, *arguments],
            cwd=folder,
            env=npm_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    for name in (*BUNDLES, *QUIZ_BUNDLES):
        built = (tmp_path / name).read_bytes()
        assert built == (package / name).read_bytes(), (
            f"{name} is not what its sources build: run npm ci && npm run build in {FRONTEND.name}."
        )


@pytest.mark.parametrize("name", BUNDLES)
def test_bundle_is_small(name: str) -> None:
    size = len(gzip.compress((STATIC.parents[1] / name).read_bytes(), 9)) / 1000
    assert size <= MOST_KILOBYTES, f"{size:.1f} kB"


@pytest.mark.parametrize("name", BUNDLES)
def test_bundle_evaluates_no_text_as_code_and_names_its_library(name: str) -> None:
    text = (STATIC.parents[1] / name).read_text(encoding="utf-8")
    assert "eval(" not in text
    assert "new Function" not in text
    assert "uPlot" in text
    assert "MIT License" in text


def test_lock_file_names_no_registry() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    assert all("resolved" not in package for package in lock["packages"].values())
    versions = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    pinned = [*versions["dependencies"].values(), *versions["devDependencies"].values()]
    assert all(version[0].isdigit() for version in pinned)
