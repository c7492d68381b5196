"""Citations: written as ordinary links to a DOI, shown as links to the book's own references.

``[Kuznetsov et al. 1994](https://doi.org/10.1007/BF02460644)`` reads well in JupyterLab, where
it leads to the paper. In the book it leads to the entry on the references page, which is there
without a network too and holds the link to the paper.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(10\..+)", re.IGNORECASE)


def doi_of(address: str) -> str | None:
    """Return the DOI that an address leads to, in small letters, or None if it leads elsewhere."""
    found = _DOI.fullmatch(address.strip())
    return unquote(found[1]).lower() if found else None


def setup(app: Sphinx) -> None:
    """Look at every link of the book, once all of its pages have been read."""
    app.connect("doctree-resolved", _lead_to_the_references)


def _lead_to_the_references(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    entries = {
        citation.entry.fields["doi"].lower(): citation
        for citation in app.env.get_domain("cite").citations  # type: ignore[attr-defined]
        if "doi" in citation.entry.fields
    }
    for reference in list(doctree.findall(nodes.reference)):
        doi = doi_of(reference.get("refuri", ""))
        # Within an entry the link to the paper is what a reader wants.
        if doi is None or _inside(reference, nodes.citation):
            continue
        citation = entries.get(doi)
        if citation is None:
            _logger.warning(
                "The DOI %s is cited here, but no entry of references.bib has it.",
                doi,
                location=reference,
                type="citation",
            )
            continue
        page = citation.bibliography_key.docname
        start = "" if page == docname else app.builder.get_relative_uri(docname, page)
        reference["refuri"] = f"{start}#{citation.citation_id}"
        reference["internal"] = True
        reference["classes"] = [*reference["classes"], "citation-link"]


def _inside(element: nodes.Node, kind: type[nodes.Element]) -> bool:
    while element.parent is not None:
        element = element.parent
        if isinstance(element, kind):
            return True
    return False
