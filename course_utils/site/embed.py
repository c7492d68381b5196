"""A page of its own for each live figure of a chapter, for a frame in a learning platform."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils.site.page_figures import PageFigure, page_figures
from course_utils.site.policy import meta_tag

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "embed"
_OPENING = re.compile(r'<figure class="explorer" data-model="\w+"')


def setup(app: Sphinx) -> None:
    """Write the pages when those of the chapters are written."""
    app.connect("html-page-context", _write)


def embed_name(page: str, place: int) -> str:
    """Return the file of a figure: the name of its chapter's page, and its place in there."""
    return f"{page.rpartition('/')[2]}-{place}.html"


def _write(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    body = context.get("body", "")
    figures = page_figures(body) if page.startswith("notebooks/") else []
    if not figures:
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    names = [embed_name(page, place) for place, _ in enumerate(figures, start=1)]
    for figure, name in zip(figures, names, strict=True):
        (folder / name).write_text(_page(app, page, figure), encoding="utf-8")
    # In the chapter each figure knows its own page, which *Share* hands on.
    above = "../" * page.count("/")
    left = iter(names)
    context["body"] = _OPENING.sub(
        lambda found: f'{found[0]} data-embed="{above}{FOLDER}/{next(left)}"', body
    )


def _page(app: Sphinx, page: str, figure: PageFigure) -> str:
    builder: Any = app.builder
    course = app.config.html_title
    # Its name on its page, by which links to it go on working.
    markup = _OPENING.sub(lambda found: f'{found[0]} data-key="{figure.key}"', figure.markup)
    rendered: str = builder.templates.render(
        "embed.html",
        {
            "course": course,
            "question": figure.view["question"] or course,
            "chapter": f"../{page}{builder.out_suffix}#figure={figure.key}",
            "figure": markup,
            "policy": meta_tag(),
            "icon": Path(app.config.html_favicon or "favicon.svg").name,
        },
    )
    return rendered
