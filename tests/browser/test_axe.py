"""Looking at samples of a page's texts finds what looking at each of them finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = """<!doctype html><html lang="en"><head><title>A page</title>
<style>body {{ color: #000; background: #fff; }} .pale {{ color: #bbb; }} {style}</style></head>
<body><main><h1>A page</h1>{rest}
<ul>{items}</ul></main></body></html>"""


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


def show(page: Page, *, style: str = "", rest: str = "", items: int = 40) -> None:
    listed = "".join(f"<li>An item <em>with words</em> {n}</li>" for n in range(items))
    page.set_content(PAGE.format(style=style, rest=rest, items=listed))


def test_a_page_without_faults_has_none(page: Page) -> None:
    show(page)
    assert faults(page) == []


@pytest.mark.parametrize(
    "style",
    [
        "li:nth-child(7) { color: #bbb; }",
        "li:nth-child(7) { background: #555; }",
        "li:nth-child(7) em { opacity: 0.3; }",
        "li:nth-child(7) em { color: #bbb; }",
        "li:nth-child(7) { opacity: 0.3; }",
    ],
)
def test_one_pale_text_among_many_is_found(page: Page, style: str) -> None:
    show(page, style=style)
    assert any(fault.startswith("color-contrast") for fault in faults(page))
    assert faults(page) == faults(page, only_colours=True)


def test_a_pale_text_is_found_behind_one_that_nobody_sees(page: Page) -> None:
    unseen = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);"
    show(page, rest=f'<p class="pale" style="{unseen}">unseen</p><p class="pale">seen</p>')
    (fault,) = faults(page)
    assert "seen" in fault
    assert "unseen" not in fault


def test_a_link_that_only_its_colour_marks_is_found(page: Page) -> None:
    style = "a { color: #333; text-decoration: none; }"
    show(page, style=style, rest='<p>Read <a href="#x">this</a> one.</p>')
    assert any(fault.startswith("link-in-text-block") for fault in faults(page))


def test_other_rules_see_every_element_unless_only_colours_are_asked_for(page: Page) -> None:
    show(page, rest="<button></button>")
    assert any(fault.startswith("button-name") for fault in faults(page))
    assert faults(page, only_colours=True) == []


def test_only_what_is_inside_an_element_is_looked_at(page: Page) -> None:
    show(page, rest='<p class="pale">pale</p><div id="part"><p>dark</p></div>')
    assert faults(page, page.locator("#part")) == []
    assert len(faults(page)) == 1
