"""The Content-Security-Policy of every page: what the browser may load, and from where.

The book asks no other host for anything. With the policy in the page the browser itself holds
it to that, also when a later page, or a cell's output, tries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# `file:` is for a book that is opened without a server, where pages have no origin that 'self'
# could mean.
_OWN = "'self' file:"
POLICY = {
    "default-src": _OWN,
    # The theme sets light or dark in a script inside the page, before the first paint.
    "script-src": f"{_OWN} 'unsafe-inline'",
    # Output of cells and of the theme carries style attributes.
    "style-src": f"{_OWN} 'unsafe-inline'",
    # The pictures of live figures stand in the page itself.
    "img-src": f"{_OWN} data: blob:",
    # A worker cannot be started from a file when there is no server; from a Blob it can.
    "worker-src": "blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": _OWN,
}


def meta_tag() -> str:
    """Return the policy as an element of the page's head."""
    content = "; ".join(f"{name} {sources}" for name, sources in POLICY.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def setup(app: Sphinx) -> None:
    """Put the policy first in each head: it holds only for what comes after it."""
    app.connect("html-page-context", _add)


def _add(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    context["metatags"] = meta_tag() + context.get("metatags", "")
