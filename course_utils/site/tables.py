"""Wide tables on a phone: each row becomes a card, in which every value has its column's name."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# So many columns fit on a screen of 360 pixels; tables with more of them are stacked there.
MOST_COLUMNS = 3


def setup(app: Sphinx) -> None:
    """Prepare every wide table, also those that the cell of a notebook has printed."""
    app.connect("doctree-resolved", _name_the_columns)


def _name_the_columns(_app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    for table in doctree.findall(nodes.table):
        heads = [head for group in table.findall(nodes.thead) for head in group.children]
        if len(heads) != 1:
            continue
        names = [entry.astext() for entry in heads[0].children]
        # A cell that spans others would stand under the wrong name.
        spans = any({"morecols", "morerows"} & {*e.attributes} for e in table.findall(nodes.entry))
        if len(names) <= MOST_COLUMNS or spans:
            continue
        table["classes"].append("stacks")
        for body in table.findall(nodes.tbody):
            for row in body.children:
                for name, entry in zip(names, row.children, strict=True):
                    entry.insert(0, _label(name))


def _label(name: str) -> nodes.raw:
    # Shown on phones only; a screen reader has the column's heading itself.
    label = f'<span class="column-name" aria-hidden="true">{escape(name)}</span>'
    return nodes.raw("", label, format="html")
