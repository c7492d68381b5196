"""The map of the course on pages: drawn anew from the models, and with links that work here.

What a notebook's cell has stored is a picture without links. In the book each node leads to its
entry in the glossary, and the pages `map` and `cast` tell where it acts.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from course_utils.atlas import Chapter, CourseMap, Node, atlas, edges, icon, picture
from course_utils.modelling.errors import unknown_name

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)
_STORED = re.compile(r'<figure class="course-map" data-chapter="(\w+)">.*?</figure>', re.DOTALL)
_HERE = re.compile(r'<div data-course-map="(\w+)" data-node="(\w*)"></div>')
_MAP = "book/map"
_KINDS = {"cell": "Cells", "signal": "Signals", "drug": "Drugs and other treatments"}


class WholeMap(SphinxDirective):
    """Draw the whole map, and below it list everyone who stands on it."""

    option_spec: ClassVar[Any] = {}

    def run(self) -> list[nodes.Node]:
        """Return the places for both; they are filled when every page is known."""
        return [_place("whole"), *self._sections()]

    def _sections(self) -> list[nodes.Node]:
        sections: list[nodes.Node] = []
        for kind, heading in _KINDS.items():
            section = nodes.section(ids=[nodes.make_id(heading)], names=[heading])
            section += nodes.title(heading, heading)
            section += [_place("entry", n.id) for n in atlas().nodes.values() if n.kind == kind]
            sections.append(section)
        return sections


class CastMember(SphinxDirective):
    """Introduce someone of the cast: the small picture, the text, and where it acts.

    The argument is its id on the map; the body is the text.
    """

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[Any] = {}

    def run(self) -> list[nodes.Node]:
        """Return the portrait, or a located error that lists who is on the map."""
        name = self.arguments[0]
        if name not in atlas().nodes:
            raise self.error(str(unknown_name("node", name, list(atlas().nodes), owner="The map")))
        member = nodes.container(classes=["cast-member"])
        member += nodes.raw("", icon(atlas().nodes[name], 96), format="html")
        words = nodes.container(classes=["cast-words"])
        words += self.parse_content_to_nodes()
        words += _place("acts", name)
        member += words
        return [member]


def setup(app: Sphinx) -> None:
    """Register the directives, and fill pages with the map once all of them are known."""
    app.add_directive("course-map", WholeMap)
    app.add_directive("cast-member", CastMember)
    app.connect("doctree-resolved", _tell_in_the_glossary)
    app.connect("html-page-context", _fill)


def _place(what: str, node: str = "") -> nodes.raw:
    return nodes.raw("", f'<div data-course-map="{what}" data-node="{node}"></div>', format="html")


def _fill(app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    body = context.get("body", "")
    if "data-course-map=" not in body and 'class="course-map"' not in body:
        return
    links = _Links(app, page)
    body = _STORED.sub(lambda found: links.chapter_map(found[1]), body)
    context["body"] = _HERE.sub(lambda found: links.here(found[1], found[2]), body)


def _tell_in_the_glossary(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Say below the entry of someone on the map where it acts."""
    links = _Links(app, page)
    for item in doctree.findall(nodes.definition_list_item):
        ids = {name for term in item.findall(nodes.term) for name in term["ids"]}
        acting = [n for n in atlas().nodes.values() if links.anchor(n) in {f"#{i}" for i in ids}]
        for definition in item.findall(nodes.definition) if acting else ():
            markup = "".join(links.acts(node) for node in acting[:1])
            definition += nodes.raw("", markup, format="html")


class _Links:
    """Addresses of whatever the map leads to, as seen from one page.

    Parameters
    ----------
    app
        The build.
    page
        The page that the links stand on.
    """

    def __init__(self, app: Sphinx, page: str) -> None:
        self.app, self.page = app, page

    def to(self, page: str, anchor: str = "") -> str:
        start = "" if page == self.page else self.app.builder.get_relative_uri(self.page, page)
        return f"{start}#{anchor}" if anchor else start

    def anchor(self, node: Node) -> str:
        """Where a node's entry in the glossary stands; nothing if there is none."""
        # Sphinx types a domain by its base class, which knows nothing of terms.
        found = self.app.env.get_domain("std").objects.get(("term", node.term))  # type: ignore[attr-defined]
        return self.to(*found) if found else ""

    def glossary(self, node: Node) -> tuple[str, str] | None:
        """Where a node leads on a chapter's map, and what the link is called."""
        address = self.anchor(node)
        if not address:
            _logger.warning(
                "The map leads from %r to the term %r, which the glossary does not have.",
                node.id,
                node.term,
                type="course-map",
            )
            return None
        return address, f"{node.name}: entry in the glossary"

    def chapter_map(self, number: str) -> str:
        whole = self.to(_MAP) if _MAP in self.app.env.found_docs else ""
        after = f' <a href="{whole}">The whole map, with all its links</a>.' if whole else ""
        return CourseMap(number).html(
            self.glossary, f" Each picture leads to its entry in the glossary.{after}"
        )

    def here(self, what: str, node: str) -> str:
        if what == "whole":
            drawn = picture(link=lambda n: (f"#node-{n.id}", f"{n.name}: where it acts, below"))
            return f'<figure class="course-map">{drawn}</figure>'
        member = atlas().nodes[node]
        return self.acts(member) if what == "acts" else self.entry(member)

    def entry(self, node: Node) -> str:
        """Tell everything that the map knows of a node."""
        touching = [
            edge.words
            for edge in edges()
            if node.id in (edge.start, edge.end) or node.id in edge.drugs
        ]
        listed = "".join(f"<li>{escape(words)}</li>" for words in touching)
        arrows = (
            f"<details><summary>Its arrows in words</summary><ul>{listed}</ul></details>"
            if touching
            else ""
        )
        name = escape(node.name)
        term = self.anchor(node)
        heading = f'<a href="{term}">{name}</a>' if term else name
        return (
            f'<div class="cast-member map-entry" id="node-{node.id}">{icon(node, 56)}'
            f'<div class="cast-words"><h3>{heading}</h3><p>{escape(node.says)}</p>'
            f"{self.acts(node)}{arrows}</div></div>"
        )

    def acts(self, node: Node) -> str:
        """Write the chapters and the models in which a node acts."""
        chapters = [link for c in atlas().chapters_of(node) if (link := self._chapter(c))]
        models = [
            f'<a href="{self.to(f"book/models/{name}")}"><code>{name}</code></a>'
            for name in node.models
            if f"book/models/{name}" in self.app.env.found_docs
        ]
        parts = []
        if chapters:
            parts.append(
                f"<span>{'Chapter' if len(chapters) == 1 else 'Chapters'}:</span> "
                + ", ".join(chapters)
            )
        if models:
            parts.append(
                f"<span>{'Model' if len(models) == 1 else 'Models'}:</span> " + ", ".join(models)
            )
        return f'<p class="acts-in">{"<br>".join(parts)}</p>' if parts else ""

    def _chapter(self, chapter: Chapter) -> str | None:
        page = chapter_page(self.app.env.found_docs, chapter)
        if page is None:
            return None
        # The part of the title before the question.
        title = self.app.env.titles[page].astext().partition(":")[0]
        return f'<a href="{self.to(page)}">{chapter.number} {escape(title)}</a>'


def chapter_page(pages: set[str], chapter: Chapter) -> str | None:
    """Return the page of a chapter, whose name begins with its number; None while it is planned."""
    start = f"notebooks/{int(chapter.number):02d}-"
    return next((page for page in sorted(pages) if page.startswith(start)), None)
