"""Put the built book into one file that can be handed out."""

from __future__ import annotations

import os
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path
from string import Template

OPEN_ME = "Open me.html"
FOLDER = "cold-to-warm"
# The oldest moment that a zip file can hold: the same book gives the same bytes on every day.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def zip_book(html: Path, licence: Path, target: Path) -> int:
    """Write a zip file with the book in a folder and one page above it to open.

    Parameters
    ----------
    html
        The built book.
    licence
        The text of the licence, which goes into the folder.
    target
        The zip file. One that is there is replaced when the new one is complete.

    Returns
    -------
    int
        The size of the file in bytes. The same book always gives the same bytes.
    """
    contents = {OPEN_ME: _open_me()}
    contents |= {
        f"{FOLDER}/{path.relative_to(html).as_posix()}": path.read_bytes()
        for path in html.rglob("*")
        if path.is_file() and _is_wanted(path)
    }
    contents[f"{FOLDER}/LICENSE.txt"] = licence.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".new-", suffix=".zip", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as archive:
            # The page to open comes first: capitals sort before small letters.
            for place, content in sorted(contents.items()):
                archive.writestr(_entry(place), content, zipfile.ZIP_DEFLATED, 9)
        part.chmod(0o644)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return target.stat().st_size


def _is_wanted(path: Path) -> bool:
    # Maps show the sources of the theme's scripts to whoever mends them, and are the half of the
    # book's size; the other is a note that Sphinx leaves for itself.
    return path.suffix != ".map" and path.name != ".buildinfo"


def _entry(place: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(place, _MOMENT)
    entry.create_system = 3  # Unix, wherever it was written
    entry.external_attr = 0o100644 << 16
    return entry


def _open_me() -> bytes:
    template = files("course_utils.cli") / "templates" / "open-me.html"
    page = Template(template.read_text(encoding="utf-8")).substitute(
        folder=FOLDER,
        start=f"{FOLDER}/index.html",
        probe=f"{FOLDER}/_static/favicon.svg",
    )
    return page.encode()
