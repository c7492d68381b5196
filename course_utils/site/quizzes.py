"""Quizzes on pages: their style, their script, and links to the scenarios that answers name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils.site.assets import FOLDER
from course_utils.site.page_figures import PageFigure, page_figures

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE, SCRIPT = "quiz.page.css", "quiz.page.js"
_QUIZ = re.compile(r'<div class="quiz"')
_FEEDBACK = re.compile(r'(?<=<span class="qz-feedback">).*?(?=</span></li>)', re.DOTALL)
_NAMED = re.compile(r"<em>([^<]+)</em>")


def setup(app: Sphinx) -> None:
    """Copy style and script into the built book, and give them to the pages that hold a quiz."""
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
        context["body"] = link_scenarios(context["body"])
        # After the theme's sheets and the book's own, which it has to overrule.
        app.add_css_file(f"{FOLDER}/{STYLE}", priority=910)
        app.add_js_file(f"{FOLDER}/{SCRIPT}", loading_method="defer")


def link_scenarios(markup: str) -> str:
    """Let what a quiz answers lead to the scenarios that it names.

    Parameters
    ----------
    markup
        The page's HTML. A scenario of one of its live figures is named in italics.
    """
    figures = page_figures(markup)
    return _FEEDBACK.sub(lambda found: _linked(found[0], figures), markup)


def _linked(feedback: str, figures: Sequence[PageFigure]) -> str:
    named = {unescape(label) for label in _NAMED.findall(feedback)}

    def link(found: re.Match[str]) -> str:
        label = unescape(found[1])
        having = [figure for figure in figures if label in figure.scenarios]
        if not having:
            return found[0]
        # Of several with a scenario of this name, the one that has the others as well.
        meant = max(having, key=lambda figure: len(named.intersection(figure.scenarios)))
        place = meant.scenarios.index(label) + 1
        return f'<a href="#figure={meant.key}&amp;scenario={place}">{found[0]}</a>'

    return _NAMED.sub(link, feedback)
