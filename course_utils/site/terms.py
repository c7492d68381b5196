"""Terms of the glossary: linked where a chapter first uses them, with the definition at hand.

The glossary alone knows the terms and their other names; a plural is found too. Nothing is marked
in a notebook, so that JupyterLab shows plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from course_utils.site.assets import FOLDER

if TYPE_CHECKING:
    from sphinx.application import Sphinx

GLOSSARY = "book/glossary"
SCRIPT = f"{FOLDER}/terms.js"
# Everyday words, which seldom mean the term where they first stand in a chapter.
EVERYDAY = frozenset(
    {"control", "n", "power", "process", "rate", "seed", "signature", "state", "switch", "trial"}
)
# In these a term is a name, a sign or already a link, or not prose.
_NOT_PROSE = (
    nodes.title,
    nodes.rubric,
    nodes.reference,
    nodes.literal,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.table,
    nodes.container,
    addnodes.pending_xref,
)


@dataclass(frozen=True)
class Term:
    """An entry of the glossary.

    Parameters
    ----------
    anchor
        Its id on the glossary's page.
    names
        What it is called, the first name first.
    definition
        The first paragraph below it, as plain text.
    """

    anchor: str
    names: tuple[str, ...]
    definition: str


# Docutils has no types.
class TermLink(nodes.General, nodes.Inline, nodes.TextElement):  # type: ignore[misc]
    """A word of the text that leads to the glossary and carries its definition."""


def entries(doctree: nodes.document) -> Iterator[Term]:
    """Yield the entries of every glossary on a page."""
    for glossary in doctree.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            terms = [node for node in item.children if isinstance(node, nodes.term)]
            paragraph = next(iter(item.findall(nodes.paragraph)), None)
            if terms and paragraph:
                names = tuple(term.astext().strip() for term in terms)
                definition = " ".join(paragraph.astext().split())
                yield Term(terms[0]["ids"][0], names, definition)


def spellings(name: str) -> Iterator[str]:
    """Yield a name, and its plural as English makes it."""
    yield name
    if name.endswith("is"):
        yield name[:-2] + "es"
    elif name.endswith("y") and name[-2:-1] not in "aeiou":
        yield name[:-1] + "ies"
    elif name.endswith(("s", "x", "ch", "sh")):
        yield name + "es"
    else:
        yield name + "s"


def pattern(terms: list[Term]) -> tuple[re.Pattern[str], dict[str, Term]]:
    """Return what finds every term in a text, and whose spelling it is.

    The longest name wins: *steady state* is not a *state*. A name that begins with a capital and
    a small letter, or with a small one, may begin a sentence; RANK is never *rank*.
    """
    whose: dict[str, Term] = {}
    for term in terms:
        for name in term.names:
            for spelling in spellings(name) if name.lower() not in EVERYDAY else ():
                whose.setdefault(spelling, term)
                whose.setdefault(spelling[0].upper() + spelling[1:], term)
    longest = sorted(whose, key=lambda spelling: (-len(spelling), spelling))
    either = "|".join(re.escape(spelling) for spelling in longest) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])"), whose


def link_first_uses(doctree: nodes.document, terms: list[Term], page: str) -> None:
    """Turn the first use of each term in the prose of a page into a link.

    Parameters
    ----------
    doctree
        The page, which is changed.
    terms
        The entries of the glossary.
    page
        The address of the glossary's page.
    """
    finder, whose = pattern(terms)
    met: set[Term] = set()
    for text in list(doctree.findall(nodes.Text)):
        if not _is_prose(text):
            continue
        parts: list[nodes.Node] = []
        end = 0
        for found in finder.finditer(text.astext()):
            term = whose[found[0]]
            if term in met:
                continue
            met.add(term)
            parts.append(nodes.Text(text.astext()[end : found.start()]))
            parts.append(
                TermLink(
                    "",
                    found[0],
                    address=f"{page}#{term.anchor}",
                    anchor=term.anchor,
                    definition=term.definition,
                )
            )
            end = found.end()
        if parts:
            parts.append(nodes.Text(text.astext()[end:]))
            text.parent.replace(text, parts)


def _is_prose(text: nodes.Text) -> bool:
    inside: nodes.Node = text
    in_paragraph = False
    while inside.parent is not None:
        # A badge is HTML around plain text, so it is seen by what stands before.
        if isinstance(inside.parent, nodes.TextElement) and _in_span(inside):
            return False
        inside = inside.parent
        in_paragraph = in_paragraph or isinstance(inside, nodes.paragraph)
        if isinstance(inside, _NOT_PROSE) and not _is_cell_of_text(inside):
            return False
    return in_paragraph


def _is_cell_of_text(node: nodes.Node) -> bool:
    """Whether a container only frames text, as a card or a fold does; a cell of code does not."""
    return isinstance(node, nodes.container) and not (
        {"cell", "cell_input", "cell_output"} & set(node["classes"])
    )


def _in_span(node: nodes.Node) -> bool:
    depth = 0
    for before in node.parent.children[: node.parent.index(node)]:
        if isinstance(before, nodes.raw):
            depth += before.astext().count("<span") - before.astext().count("</span")
    return depth > 0


def setup(app: Sphinx) -> None:
    """Link the terms of every chapter, and bring the script that shows definitions."""
    app.add_node(TermLink, html=(_open, _close))
    app.connect("env-check-consistency", _depend)
    app.connect("doctree-resolved", _link)
    app.connect("html-page-context", _add_script)


def _depend(_app: Sphinx, env: Any) -> None:
    # A chapter is written again when the glossary has changed.
    if GLOSSARY in env.found_docs:
        for page in env.found_docs:
            if page.startswith("notebooks/"):
                env.dependencies[page].add(env.doc2path(GLOSSARY, base=False))


def _link(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if not docname.startswith("notebooks/") or GLOSSARY not in app.env.found_docs:
        return
    terms = list(entries(app.env.get_doctree(GLOSSARY)))
    link_first_uses(doctree, terms, app.builder.get_relative_uri(docname, GLOSSARY))


def _open(translator: Any, node: TermLink) -> None:
    translator.body.append(
        f'<a class="term" href="{escape(node["address"])}" '
        f'aria-describedby="about-{node["anchor"]}">'
    )


def _close(translator: Any, node: TermLink) -> None:
    translator.body.append(
        f'</a><span class="term-note" role="tooltip" id="about-{node["anchor"]}" hidden>'
        f"{escape(node['definition'])}</span>"
    )


def _add_script(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    # On the map's pictures a tap brings the same notes.
    if re.search('class="(?:term|atl-touch)"', context.get("body", "")):
        app.add_js_file(SCRIPT, loading_method="defer")
