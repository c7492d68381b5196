"""The package is built in floors, and its ground floor is light."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

HEAVY = (
    "SALib",
    "anywidget",
    "distributed",
    "ipywidgets",
    "lifelines",
    "matplotlib",
    "numba",
    "numpy",
    "pandas",
    "pint",
    "scipy",
    "statsmodels",
    "sympy",
)


def test_a_room_imports_only_from_the_floors_below_it(root: Path) -> None:
    linter = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run(
        [str(linter), "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = f"import course_utils, sys; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_importing_the_commands_loads_nothing_heavy() -> None:
    names = (*HEAVY, "nbformat", "nbclient", "playwright", "sphinx")
    program = f"import course_utils.cli, sys; print([m for m in {names} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
