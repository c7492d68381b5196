"""The Sphinx extension of the book: everything a page needs, and nothing from another host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course_utils.site import (
    accessibility,
    assets,
    bibliography,
    citations,
    course_map,
    embed,
    figures,
    findings,
    front_door,
    lectures,
    mathml,
    model_pages,
    names,
    notebooks,
    paths,
    policy,
    quizzes,
    spelling,
    symbols,
    tables,
    terms,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PARTS = (
    assets,
    policy,
    mathml,
    bibliography,
    citations,
    figures,
    quizzes,
    model_pages,
    symbols,
    front_door,
    notebooks,
    course_map,
    terms,
    names,
    spelling,
    tables,
    accessibility,
    lectures,
    embed,
    findings,
    paths,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Give Sphinx each part of the extension."""
    for part in _PARTS:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
