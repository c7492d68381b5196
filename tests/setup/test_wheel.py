"""The wheel is whole: it works in an empty folder, without Node and without this repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run([*command, str(root)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_the_data_that_the_package_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert names >= {
        "course_utils/py.typed",
        "course_utils/plots/actors.json",
        "course_utils/explorer/static/explorer.page.css",
        "course_utils/explorer/static/explorer.page.js",
        "course_utils/explorer/static/explorer.widget.js",
        "course_utils/cli/jupyter/labconfig/page_config.json",
        "course_utils/cli/templates/open-me.html",
        "course_utils/teaching/__init__.pyi",
    }


def test_it_holds_nothing_but_the_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {
        "course_utils",
        "cold_to_warm-0.1.0.dist-info",
    }
    assert not [name for name in names if "node_modules" in name or name.endswith(".pyc")]


def test_it_works_in_an_empty_folder_without_node(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    program = (
        "import course_utils\n"
        "from course_utils.models import MODELS\n"
        "from course_utils.simulate import simulate\n"
        "run = simulate(MODELS['surveillance'])\n"
        "print(course_utils.__file__, len(run.t), run.outcome)\n"
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=empty,
        env=os.environ | {"PYTHONPATH": str(site), "PATH": str(empty)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(site))
