"""Quizzes on pages: their style, and the script that makes them answer back, where there is one."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils.site.assets import FOLDER

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE, SCRIPT = "quiz.page.css", "quiz.page.js"
_QUIZ = re.compile(r'<div class="quiz"')


def setup(app: Sphinx) -> None:
    """Copy both into the built book, and give them to the pages that hold a quiz."""
    app.connect("builder-inited", _copy)
    app.connect("html-page-context", _add)


def _copy(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for name in (STYLE, SCRIPT):
        file = files("course_utils.teaching") / "static" / name
        (target / name).write_bytes(file.read_bytes())


def _add(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    # The finished text is looked at, because a quiz is what a notebook's cell has written.
    if _QUIZ.search(context.get("body", "")):
        # After the theme's sheets and the book's own, which it has to overrule.
        app.add_css_file(f"{FOLDER}/{STYLE}", priority=910)
        app.add_js_file(f"{FOLDER}/{SCRIPT}", loading_method="defer")
