"""Mends of the markup that the theme and docutils write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Write the entries of the bibliography as a list that screen readers accept."""
    app.add_node(nodes.citation, override=True, html=(_open_entry, _close_entry))


def _open_entry(translator: Any, node: nodes.citation) -> None:
    # docutils writes role="doc-biblioentry", which may not stand in a list.
    if not isinstance(node.previous_sibling(), nodes.citation):
        translator.body.append('<div role="list" class="citation-list">\n')
    translator.body.append(translator.starttag(node, "div", CLASS="citation", role="listitem"))


def _close_entry(translator: Any, node: nodes.citation) -> None:
    translator.body.append("</div>\n")
    if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
        translator.body.append("</div>\n")
