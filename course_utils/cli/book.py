"""Build the book, and know whether it has to be built again."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from course_utils.cli.errors import CourseError

_SOURCES = ("_config.yml", "_toc.yml", "book", "notebooks", "course_utils")
_NOT_SOURCES = {"__pycache__", "node_modules", ".ipynb_checkpoints"}


def build_book(root: Path, target: Path | None = None) -> Path:
    """Build every page of the book, with each warning an error.

    The pages are built in a new folder that takes the place of the old one only if all went
    well, so that nothing stale survives and a reader of the old book is not disturbed.

    Parameters
    ----------
    root
        The folder of the course.
    target
        Where the pages go; ``_build/html`` if it is left out.

    Returns
    -------
    Path
        The folder that holds ``index.html``.

    Raises
    ------
    CourseError
        If a page has a mistake; the details hold the lines that say where.
    """
    html = target or root / "_build" / "html"
    html.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=html.parent) as folder:
        done = subprocess.run(
            [
                *(sys.executable, "-c", "from jupyter_book.cli.main import main; main()"),
                *("build", str(root), "--path-output", folder, "-n", "-W", "--keep-going"),
            ],
            cwd=root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        built = Path(folder) / "_build" / "html"
        if done.returncode != 0 or not (built / "index.html").is_file():
            raise CourseError(
                "The book was not built; the lines above say why.",
                details=_telling_lines(done.stdout + done.stderr),
            )
        if html.exists():
            shutil.rmtree(html)
        built.rename(html)
    return html


def is_current(root: Path) -> bool:
    """Say whether the built book is newer than everything it was built from."""
    index = root / "_build" / "html" / "index.html"
    if not index.is_file():
        return False
    built = index.stat().st_mtime
    return all(path.stat().st_mtime <= built for path in _sources(root))


def _sources(root: Path) -> list[Path]:
    found = []
    for name in _SOURCES:
        path = root / name
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.is_file() and not _NOT_SOURCES.intersection(file.relative_to(root).parts):
                found.append(file)
    return found


def _telling_lines(log: str, most: int = 30) -> str:
    lines = re.sub(r"\x1b\[[0-9;]*m", "", log).splitlines()
    telling = [line for line in lines if re.search(r"\b(WARNING|ERROR|CRITICAL)\b", line)]
    return "\n".join(telling[:most] or [line for line in lines if line.strip()][-most:])
