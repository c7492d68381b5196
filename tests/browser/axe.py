"""Ask axe-core what is wrong with a page; https://github.com/dequelabs/axe-core names its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# Rules that a page of the book may break, each with its reason: faults of the theme that cannot
# be mended from outside. There is none.
ALLOWED: dict[str, str] = {}

_OPTIONS = {
    "resultTypes": ["violations"],
    # It would ask for the stylesheets once more, which a page without a server may not.
    "preload": False,
    # Of WCAG 2.2, and still off by default: 24 pixels, or room around what is smaller.
    "rules": {"target-size": {"enabled": True}},
}


def faults(page: Page, inside: Locator | None = None) -> list[str]:
    """Return a line for each element that breaks a rule, on the page or inside an element."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        "async ([inside, options]) => (await axe.run(inside ?? document, options)).violations",
        [inside and inside.element_handle(), _OPTIONS],
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:160]}"
        for rule in found
        if rule["id"] not in ALLOWED
        for node in rule["nodes"]
    ]
