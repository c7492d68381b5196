"""Where the course lies."""

from __future__ import annotations

from pathlib import Path

from course_utils.cli.errors import CourseError


def find_root(start: Path | None = None) -> Path:
    """Return the folder of the course: the nearest one upwards that holds `_config.yml`.

    Parameters
    ----------
    start
        Where to begin; the current folder if it is left out.

    Raises
    ------
    CourseError
        If neither that folder nor one above it is the course.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "_config.yml").is_file():
            return folder
    raise CourseError(
        f"{here} is not inside the course: neither it nor a folder above it holds _config.yml. "
        "Change into the folder that you cloned, and give the command again."
    )


def shown(path: Path, root: Path) -> str:
    """Write a path as seen from the folder of the course."""
    try:
        return path.resolve().relative_to(root).as_posix()
    except ValueError:
        return str(path)
