"""requirements-lock.txt is complete, in step with pyproject.toml, and names no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.fixture(scope="module")
def lock(root: Path) -> str:
    return (root / "requirements-lock.txt").read_text()


@pytest.fixture(scope="module")
def pins(lock: str) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for line in lock.splitlines():
        if line and not line.startswith((" ", "#")):
            pin = Requirement(line.rstrip(" \\"))
            found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


@pytest.fixture(scope="module")
def declared(root: Path) -> list[Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    return [
        Requirement(need)
        for need in project["dependencies"] + project["optional-dependencies"]["dev"]
    ]


def test_the_lock_names_no_address(lock: str) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links|\bfile:", lock)


def test_its_head_names_the_command_that_makes_it(lock: str, root: Path) -> None:
    command = " ".join(lock.splitlines()[1].lstrip("# ").split())
    assert command.startswith("uv pip compile pyproject.toml --extra dev --universal")
    makefile = " ".join((root / "Makefile").read_text().replace("\\\n", " ").split())
    assert command in makefile


def test_every_declared_package_is_locked_at_a_version_that_suits(
    pins: dict[str, list[Requirement]], declared: list[Requirement]
) -> None:
    for need in declared:
        for pin in pins[canonicalize_name(need.name)]:
            (specifier,) = pin.specifier
            assert specifier.operator == "=="
            assert need.specifier.contains(specifier.version), f"{pin} does not suit {need}"


def test_nothing_is_locked_that_is_not_needed_any_more(
    lock: str, declared: list[Requirement]
) -> None:
    # uv notes below each pin who asked for it.
    entries = re.split(r"\n(?=[^\s#])", lock)
    ours = {
        canonicalize_name(re.split(r"[=\[ ]", entry, maxsplit=1)[0])
        for entry in entries
        if "cold-to-warm (pyproject.toml)" in entry
    }
    assert ours == {canonicalize_name(need.name) for need in declared}


def test_every_pin_has_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[^\s#])", lock)[1:]
    assert len(entries) > 100
    for entry in entries:
        assert "--hash=sha256:" in entry, entry.splitlines()[0]
