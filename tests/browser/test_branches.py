"""Below a slider, the lines on which a state can rest: drawn by Python, read off by the figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.models import surveillance
from tests.browser.axe import faults
from tests.browser.frames import FOLLOWED

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]


@pytest.fixture
def page(new_page: Open, tmp_path: Path) -> Page:
    """Open a page with a figure whose effector supply shows where the tumour can rest."""
    spec = build_spec(surveillance, controls=["s", "n", "T"], branches={"s": "T"}, days=(0, 400))
    script = (STATIC / "explorer.page.js").as_uri()
    document = tmp_path / "page.html"
    document.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lines</title>'
        f'<meta name="viewport" content="width=device-width"><script src="{script}"></script>'
        f"</head><body><main><h1>Lines</h1>{figure_html(surveillance, spec)}</main></body></html>",
        encoding="utf-8",
    )
    page = new_page(offline=True)
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(document.as_uri())
    page.wait_for_selector("figure.explorer[data-state=live] .xp-rests")
    return page


def slide(page: Page, name: str, value: float) -> None:
    page.locator(f"input[type=range][name={name}]").evaluate(
        "(node, value) => { node.value = value; node.dispatchEvent(new Event('input')); }", value
    )
    page.evaluate(FOLLOWED)


def middle(what: Locator) -> float:
    box = what.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


def test_the_mark_and_the_words_follow_the_slider(page: Page) -> None:
    now = page.locator(".xp-rest-now")
    assert now.inner_text() == (
        "At this setting: stable at about 8.2 and 450; unstable at about 0 and 270."
    )
    slide(page, "s", 0.033)
    assert now.inner_text() == "At this setting: stable at about 4.4; unstable at about 0."
    slide(page, "s", 0.09)
    assert now.inner_text() == "At this setting: stable at about 0."
    tall = page.locator(".xp-live").evaluate("node => node.offsetHeight")
    slide(page, "s", 0.001)
    assert page.locator(".xp-live").evaluate("node => node.offsetHeight") == tall
    # The mark is below the thumb, which has 10 pixels to its middle at the slider's end.
    slider = page.locator("input[name=s]").bounding_box()
    assert slider is not None
    assert middle(page.locator(".xp-rest-mark")) == pytest.approx(slider["x"] + 10, abs=1)


def test_lines_for_other_values_say_so_until_the_reader_goes_back(page: Page) -> None:
    slide(page, "n", 0.2)
    assert page.locator(".xp-rest-now").inner_text() == (
        "Drawn for other values than those now set: Killing."
    )
    assert not any(dot.get_attribute("d") for dot in page.locator(".xp-rest-dot").all())
    # A start decides to which level a run goes, and not where the levels are.
    page.get_by_role("button", name="Reset").click()
    slide(page, "T", 1)
    assert page.locator(".xp-rest-now").inner_text().startswith("At this setting")


def test_those_who_do_not_see_the_lines_are_told(page: Page) -> None:
    words = page.locator(".xp-rests svg").get_attribute("aria-label")
    assert words is not None
    assert "from 0.0674 to 0.09 million cells per day: tumour cells stable at 0" in words
    assert faults(page, page.locator("figure.explorer")) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
