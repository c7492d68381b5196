"""The check of the installation says what works and what to do, and never fails itself."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from course_utils.models import surveillance
from course_utils.teaching import check_installation

NAMES = [
    "Python 3.11 to 3.14",
    "Every package that the course needs",
    "The engine solves a model",
    "A picture can be drawn",
    "A live figure can be made",
]


def describe(course: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put another description of the course before the real one, as an old install leaves it."""
    described = folder / "cold_to_warm-0.1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: cold-to-warm\nVersion: 0.1.0\n{course}\n"
    )
    monkeypatch.syspath_prepend(str(folder))
    importlib.invalidate_caches()


def test_where_the_course_works_it_says_yes_to_everything_and_names_no_version() -> None:
    installation = check_installation()
    assert list(installation.faults) == NAMES
    assert installation.works, repr(installation)
    assert repr(installation).count(": yes") == len(NAMES)
    assert repr(installation).endswith("Everything works here.")
    assert not re.search(r"\d+\.\d+", repr(installation).replace(NAMES[0], ""))


def test_it_names_the_pythons_that_the_project_does(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert project["requires-python"] == ">=3.11,<3.15"


def test_it_loads_nothing_heavy_before_it_looks() -> None:
    program = (
        "from course_utils import check_installation; import sys\n"
        "print([name for name in ('numpy', 'pint', 'sympy', 'anywidget') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_package_that_is_missing_or_of_the_wrong_version_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = ("numpy<2,>=1", "no-such-package>=1", "not-wanted; extra == 'dev'")
    lines = ["Requires-Python: >=3.11,<3.15", *(f"Requires-Dist: {need}" for need in needs)]
    describe("\n".join(lines), tmp_path, monkeypatch)
    installation = check_installation()
    assert re.fullmatch(
        r"numpy is 2\.[\d.]+, but must be >=1, <2; no-such-package is missing\.",
        installation.faults[NAMES[1]],
    )
    assert not installation.works
    text = installation._repr_mimebundle_()["text/markdown"]
    assert f"- {NAMES[1]}: **no.** numpy is" in text
    assert "type `make clean` and then `make lab`" in text
    assert "Everything works" not in text


def test_a_python_that_does_not_suit_is_named_beside_those_that_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe("Requires-Python: <3.0,>=2.7", tmp_path, monkeypatch)
    fault = check_installation().faults[NAMES[0]]
    assert fault.startswith("This is Python 3.")
    assert fault.endswith("but the course needs >=2.7, <3.0.")


def test_a_package_that_cannot_be_loaded_is_told_without_a_traceback(tmp_path: Path) -> None:
    broken = tmp_path / "sympy.py"
    broken.write_text("raise ImportError('libsomething is damaged.')\n")
    program = "from course_utils import check_installation; print(check_installation())"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"{NAMES[2]}: no. It failed with ImportError: libsomething is damaged." in done.stdout


def test_an_engine_that_gives_another_number_is_told_with_both_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("course_utils.models.surveillance", surveillance.set(n=0.12))
    fault = check_installation().faults[NAMES[2]]
    assert fault.startswith("A tumour that must come to rest at 8.19 million cells ends at 7.")


def test_a_course_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course_utils.teaching.installation._COURSE", "no-such-course")
    faults = check_installation().faults
    assert faults[NAMES[0]] == faults[NAMES[1]]
    assert faults[NAMES[1]] == "The course itself is not installed in this Python."
