"""The built scripts are those of the sources, and small."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from course_utils.cli.errors import CourseError
from course_utils.cli.node import find_npm, npm_environment
from course_utils.explorer.widget import STATIC

FRONTEND = STATIC.parent / "frontend"
SOURCES = ["explorer/frontend", "teaching/frontend"]
PAGE, WIDGET = "explorer/static/explorer.page.js", "explorer/static/explorer.widget.js"
SHEET = "explorer/static/explorer.page.css"
# What a page fetches when a figure needs it; `src/parts.js` names them.
PARTS = re.findall(r"(\w+): \(\) => import", (FRONTEND / "src" / "parts.js").read_text("utf-8"))
BUNDLES = [PAGE, SHEET, WIDGET, *(f"explorer/static/explorer.{part}.js" for part in PARTS)]
LICENCE = STATIC / "explorer.licence.txt"
QUIZ_BUNDLES = [f"teaching/static/quiz.{part}" for part in ("page.css", "page.js", "widget.js")]
# Of the page's own script: a figure that needs a part has room for it within 60.
MOST_KILOBYTES = 43


@pytest.mark.slow
def test_bundles_are_built_from_sources_whose_types_and_style_are_right(tmp_path: Path) -> None:
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
    for shared in ("actors.json", "ramps.json"):
        shutil.copy(package / "plots" / shared, tmp_path / "plots")
    folder = tmp_path / "explorer" / "frontend"
    for arguments in (["ci"], ["run", "check"], ["run", "build"]):
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


def test_script_of_a_page_is_small() -> None:
    assert kilobytes(PAGE) <= MOST_KILOBYTES


def test_no_part_of_a_page_carries_styles() -> None:
    """They are in the page's sheet, which the browser reads before it paints."""
    sheet = (STATIC.parents[1] / SHEET).read_text(encoding="utf-8")
    for style in ("xp-main", "xp-pad", "xp-tally", "sp-canvas", "u-wrap"):
        assert f".{style}" in sheet
    for part in PARTS:
        script = (STATIC / f"explorer.{part}.js").read_text(encoding="utf-8")
        assert not re.search(r"\.(?:xp|sp)-[\w-]+\{", script), part


def kilobytes(name: str) -> float:
    return len(gzip.compress((STATIC.parents[1] / name).read_bytes(), 9)) / 1000


def test_every_part_and_nothing_else_is_there() -> None:
    wanted = {Path(name).name for name in BUNDLES}
    assert {path.name for path in STATIC.iterdir()} == {*wanted, LICENCE.name}


@pytest.mark.parametrize("name", BUNDLES)
def test_bundle_evaluates_no_text_as_code(name: str) -> None:
    text = (STATIC.parents[1] / name).read_text(encoding="utf-8")
    assert "eval(" not in text
    assert "new Function" not in text


def test_bundles_name_the_library_within_and_its_licence_travels_with_them() -> None:
    page, widget = (
        (STATIC.parents[1] / name).read_text(encoding="utf-8") for name in (PAGE, WIDGET)
    )
    licence = LICENCE.read_text(encoding="utf-8")
    assert "Permission is hereby granted" in licence
    # A notebook gets one script; the readers of a page fetch the licence only if they want it.
    assert licence.strip() in widget
    assert "uPlot" in page
    assert LICENCE.name in page


def test_lock_file_names_no_registry() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    assert all("resolved" not in package for package in lock["packages"].values())
    versions = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    pinned = [*versions["dependencies"].values(), *versions["devDependencies"].values()]
    assert all(version[0].isdigit() for version in pinned)
