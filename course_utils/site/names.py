"""Names such as IL-6 and PD-L1, which a line shall not end in the middle of.

Browsers break a line behind a hyphen. A span around the name forbids it and leaves every letter
as it is, so the name is copied, found and read aloud as before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Short, for it stands a hundred times on a page; shorter ones are those of coloured code.
CLASS = "whole"
# A longer one would leave a hole at the end of a line on a phone.
LONGEST = 10
# Up to three letters, the first a capital one, or capitals and digits; then, behind each hyphen,
# capitals, digits or Greek letters. So neither T-cell nor HER2-positive, which may be broken.
_FIRST = r"(?:[A-Z][a-z]{0,2}|[A-Z0-9]+)[0-9]*"
_NEXT = r"-[A-Z0-9\u0391-\u03c9]+[a-z]?"
# No part of a longer number is a name; anti-PD-1 and IL-17-producing may be broken at their other
# hyphen.
_NAME = re.compile(rf"(?<![\w.]){_FIRST}(?:{_NEXT})+(?!\w|-[A-Z0-9])")
# Headings and code are not prose, and the rest is no text.
_NOT_PROSE = (
    nodes.title,
    nodes.rubric,
    nodes.term,
    nodes.literal,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.comment,
)


def names(text: str) -> list[re.Match[str]]:
    """Return where in a text the names stand that may not be broken."""
    return [
        found
        for found in _NAME.finditer(text)
        if len(found[0]) <= LONGEST and any(map(str.isalpha, found[0]))  # no 1-2 and no year
    ]


def keep_whole(doctree: nodes.document) -> None:
    """Put each name in the prose of a page, which is changed, into a span of its own."""
    for text in list(doctree.findall(nodes.Text)):
        found = names(text.astext())
        if not found or _is_within(text, _NOT_PROSE):
            continue
        parts: list[nodes.Node] = []
        end = 0
        for name in found:
            if name.start() > end:
                parts.append(nodes.Text(text.astext()[end : name.start()]))
            parts.append(nodes.inline("", name[0], classes=[CLASS]))
            end = name.end()
        if end < len(text.astext()):
            parts.append(nodes.Text(text.astext()[end:]))
        text.parent.replace(text, parts)


def _is_within(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, kinds):
            return True
    return False


def setup(app: Sphinx) -> None:
    """Keep the names of every page whole."""
    # After the terms of the glossary, which are looked for in unbroken text.
    app.connect("doctree-resolved", _keep, priority=900)


def _keep(_app: Sphinx, doctree: nodes.document, _page: str) -> None:
    keep_whole(doctree)
