"""Quizzes on pages: their style, their script, and links from answers to settings of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from course_utils.site.assets import FOLDER
from course_utils.site.figure_links import figure_link_problems
from course_utils.site.page_figures import PageFigure, page_figures

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)
STYLE, SCRIPT = "quiz.page.css", "quiz.page.js"
_QUIZ = re.compile(r'<div class="quiz"')
_FEEDBACK = re.compile(r'(?<=<span class="qz-feedback">).*?(?=</span></li>)', re.DOTALL)
_NAMED = re.compile(r"<em>(?P<label>[^<]+)</em>")
# Words that carry a link are taken first, because no link may stand within another.
_LEADING = re.compile(
    rf'<span data-figure="(?P<link>[^"]+)">(?P<words>.*?)</span>|{_NAMED.pattern}', re.DOTALL
)
_LINK = re.compile(r'href="(#figure=[^"]+)"')


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


def _add(app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    # The finished text is looked at, because a quiz is what a notebook's cell has written.
    if _QUIZ.search(context.get("body", "")):
        context["body"] = link_settings(context["body"])
        for problem in quiz_link_problems(context["body"]):
            _logger.warning("A link in the quiz of %s: %s", page, problem, type="quiz")
        # After the theme's sheets and the book's own, which it has to overrule.
        app.add_css_file(f"{FOLDER}/{STYLE}", priority=910)
        app.add_js_file(f"{FOLDER}/{SCRIPT}", loading_method="defer")


def link_settings(markup: str) -> str:
    """Let what a quiz answers lead to the settings of live figures that it speaks of.

    Parameters
    ----------
    markup
        The page's HTML. An answer names a scenario of one of the page's figures in italics, or
        its words carry a link to other settings.
    """
    figures = page_figures(markup)
    return _FEEDBACK.sub(lambda found: _linked(found[0], figures), markup)


def quiz_link_problems(markup: str) -> list[str]:
    """Say which settings that answers lead to a page does not have; nothing if it has all.

    Parameters
    ----------
    markup
        The page's HTML, after `link_settings`.
    """
    figures = page_figures(markup)
    return [
        problem
        for feedback in _FEEDBACK.findall(markup)
        for link in _LINK.findall(feedback)
        for problem in figure_link_problems(unescape(link), figures)
    ]


def _linked(feedback: str, figures: Sequence[PageFigure]) -> str:
    named = {unescape(label) for label in _NAMED.findall(feedback)}

    def link(found: re.Match[str]) -> str:
        if found["link"]:
            return f'<a href="{found["link"]}">{found["words"]}</a>'
        label = unescape(found["label"])
        having = [figure for figure in figures if label in figure.scenarios]
        if not having:
            return found[0]
        # Of several with a scenario of this name, the one that has the others as well.
        meant = max(having, key=lambda figure: len(named.intersection(figure.scenarios)))
        place = meant.scenarios.index(label) + 1
        return f'<a href="#figure={meant.key}&amp;scenario={place}">{found[0]}</a>'

    return _LEADING.sub(link, feedback)
