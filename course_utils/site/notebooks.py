"""What the book makes of a notebook's tags and badges."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SOLUTION = "solution"
# Our tags say what a cell is; these are the tags by which MyST-NB acts on them.
TAGS = {
    # A widget that lives on a running Python has nothing to show on a page.
    "lab-only": "remove-cell",
    # Folded away until a student asks for it.
    SOLUTION: "hide-cell",
}

# JupyterLab shows a badge as plain text, which brackets keep apart; the book draws a frame.
_BADGE = re.compile(r'(<span class=\\"evidence [\w -]+\\">)\(([^()<>]+)\)(</span>)')


def with_framed_badges(notebook: str) -> str:
    """Take the brackets from the badges that say who a finding was shown in.

    Parameters
    ----------
    notebook
        The notebook's file as text.
    """
    return _BADGE.sub(r"\1\2\3", notebook)


def with_book_tags(notebook: str) -> str:
    """Add to each cell the tag that MyST-NB understands, and call a solution a solution.

    Parameters
    ----------
    notebook
        The notebook's file as text.

    Returns
    -------
    str
        The same notebook with the further tags.
    """
    content = json.loads(notebook)
    for cell in content.get("cells", ()):
        metadata = cell.get("metadata", {})
        tags = metadata.get("tags", [])
        tags.extend({TAGS[tag] for tag in tags if tag in TAGS} - set(tags))
        if SOLUTION in tags:
            metadata["mystnb"] = {"code_prompt_show": "Solution", "code_prompt_hide": "Solution"}
    return json.dumps(content)


def setup(app: Sphinx) -> None:
    """Look at every notebook before it is parsed."""
    app.connect("source-read", _read)


def _read(app: Sphinx, docname: str, source: list[str]) -> None:
    if Path(app.env.doc2path(docname)).suffix == ".ipynb":
        source[0] = with_book_tags(with_framed_badges(source[0]))
