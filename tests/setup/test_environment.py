"""environment.yml, for conda and Binder, asks for the same as pyproject.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

# conda-forge calls these differently.
PYPI_NAMES = {"matplotlib-base": "matplotlib", "lazy_loader": "lazy-loader"}
# These come with the course itself, by pip.
BY_PIP = {"jupyterlab-myst", "math-core"}


@pytest.fixture(scope="module")
def environment(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((root / "environment.yml").read_text())
    return loaded


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    return loaded


@pytest.fixture(scope="module")
def conda(environment: dict[str, Any]) -> dict[str, SpecifierSet]:
    packages = {}
    for entry in environment["dependencies"]:
        if isinstance(entry, str):
            name, _, versions = entry.partition(" ")
            packages[canonicalize_name(PYPI_NAMES.get(name, name))] = SpecifierSet(versions)
    return packages


def test_every_dependency_has_the_same_versions_in_both(
    conda: dict[str, SpecifierSet], project: dict[str, Any]
) -> None:
    wanted = {
        canonicalize_name(need.name): need.specifier
        for need in map(Requirement, project["dependencies"])
    }
    for name in BY_PIP:
        del wanted[canonicalize_name(name)]
    assert {name: conda[name] for name in conda.keys() - {"python", "pip"}} == wanted


def test_python_is_the_same_in_both(
    conda: dict[str, SpecifierSet], project: dict[str, Any]
) -> None:
    assert conda["python"] == SpecifierSet(project["requires-python"])


def test_the_course_itself_is_installed_by_pip(environment: dict[str, Any]) -> None:
    assert {"pip": ["-e ."]} in environment["dependencies"]


def test_only_conda_forge_is_asked(environment: dict[str, Any]) -> None:
    assert environment["channels"] == ["conda-forge", "nodefaults"]


def test_what_a_cluster_needs_is_there_for_the_tests_too(project: dict[str, Any]) -> None:
    extras = project["optional-dependencies"]
    assert set(extras["scale"]) <= set(extras["dev"])
