"""Mends of the markup that docutils, MyST-NB and the theme write."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Write three kinds of elements in a way that screen readers accept."""
    app.add_node(nodes.citation, override=True, html=(_open_entry, _close_entry))
    app.add_node(HideCodeCellNode, override=True, html=(_open_folded, _close_folded))
    # After the theme, whose function it wraps.
    app.connect("html-page-context", _name_arrows, priority=900)


def _name_arrows(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    # The theme's contents unfold by an arrow that has no name.
    contents = context.get("generate_toctree_html")
    if contents is None:
        return

    def named(*arguments: Any, **options: Any) -> str:
        return str(contents(*arguments, **options)).replace(
            "<summary>", '<summary aria-label="Pages of this part">'
        )

    context["generate_toctree_html"] = named


def _open_entry(translator: Any, node: nodes.citation) -> None:
    # docutils writes role="doc-biblioentry", which may not stand in a list.
    if not isinstance(node.previous_sibling(), nodes.citation):
        translator.body.append('<div role="list" class="citation-list">\n')
    translator.body.append(translator.starttag(node, "div", CLASS="citation", role="listitem"))


def _close_entry(translator: Any, node: nodes.citation) -> None:
    translator.body.append("</div>\n")
    if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
        translator.body.append("</div>\n")


def _open_folded(translator: Any, node: Any) -> None:
    # MyST-NB calls every one of them “Toggle hidden content” and hides from a screen reader
    # what is written on it.
    classes = " ".join(node["classes"])
    translator.body.append(
        f'<details class="folded {classes}">\n<summary>'
        f'<span class="when-closed">{escape(node["prompt_show"])}</span>'
        f'<span class="when-open">{escape(node["prompt_hide"])}</span>'
        "</summary>\n"
    )


def _close_folded(translator: Any, _node: Any) -> None:
    translator.body.append("</details>\n")
