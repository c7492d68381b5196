"""Quizzes on pages: the script that makes them answer back, where there is one."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils.site.assets import FOLDER

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = "quiz.page.js"
SCRIPT = f"{FOLDER}/{NAME}"
_QUIZ = re.compile(r'<div class="quiz"')


def setup(app: Sphinx) -> None:
    """Copy the script into the built book, and give it to the pages that hold a quiz."""
    app.connect("builder-inited", _copy)
    app.connect("html-page-context", _add_script)


def _copy(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    script = files("course_utils.teaching") / "static" / NAME
    (target / NAME).write_bytes(script.read_bytes())


def _add_script(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    # The finished text is looked at, because a quiz is what a notebook's cell has written.
    if _QUIZ.search(context.get("body", "")):
        app.add_js_file(SCRIPT, loading_method="defer")
