"""The page that stands at the book's own address and sends the reader to the first page.

Without it a line by sphinx_external_toc stands there, with neither a title, nor a language, nor
an icon; browsers then ask the server for an icon of their own and log that there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Write the page with the others."""
    app.connect("html-collect-pages", _page)


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    # Where the first page itself is called index, it needs no other.
    if app.config.root_doc != "index":
        yield "index", {}, "front-door.html"
