"""While a slider moves that stands too far below its chart, the chart stays in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.alive import ALL_LIVE
from tests.browser.axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

LONGER_THAN_A_SWIPE_NEEDS = 400  # ms
# What share of the lifted picture is on the screen, and whether what is moved can be seen.
IN_SIGHT = """(range) => {
  const { left, right, top, bottom, width, height } =
    document.querySelector(".xp-lifted [role=img]").getBoundingClientRect();
  const seen = (Math.min(right, innerWidth) - Math.max(left, 0))
    * (Math.min(bottom, innerHeight) - Math.max(top, 0)) / (width * height);
  const under = [range, range.closest(".xp-slider").querySelector(".xp-box")].map((part) => {
    const box = part.getBoundingClientRect();
    return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) === part;
  });
  return [seen, ...under];
}"""
PICTURE = "() => document.querySelector('.xp-lifted canvas').toDataURL()"


@pytest.fixture
def open_chapter(new_page: Open, built_book: Path) -> Open:
    def open_chapter(name: str, **options: object) -> Page:
        page = new_page(offline=True, **options)
        page.goto((built_book / "notebooks" / f"{name}.html").as_uri())
        page.wait_for_function(ALL_LIVE)
        return page

    return open_chapter


def last_slider(page: Page, figure: str = "figure.explorer >> nth=0") -> Locator:
    slider = page.locator(figure).locator(".xp-side > .xp-sliders .xp-range").last
    slider.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    return slider


class Thumb:
    """A thumb on the screen."""

    def __init__(self, page: Page, at: Locator) -> None:
        box = at.bounding_box()
        assert box is not None
        self.x, self.y = box["x"] + 0.6 * box["width"], box["y"] + box["height"] / 2
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.send("touchStart")

    def send(self, kind: str) -> None:
        points = [] if kind == "touchEnd" else [{"x": self.x, "y": self.y}]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def move(self, across: float = 0, down: float = 0, steps: int = 6) -> None:
        for _ in range(steps):
            self.x, self.y = self.x + across / steps, self.y + down / steps
            self.send("touchMove")
            self.page.wait_for_timeout(30)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (390, 667), (320, 480)])
def test_a_dragging_thumb_sees_the_curve(open_chapter: Open, width: int, height: int) -> None:
    page = open_chapter(
        "02-immune-surveillance", has_touch=True, is_mobile=True, viewport=(width, height)
    )
    slider = last_slider(page)
    before = page.locator("figure.explorer").first.bounding_box()
    thumb = Thumb(page, slider)
    thumb.move(across=-40)
    page.locator(".xp-lifted").wait_for()
    seen, slider_seen, box_seen = slider.evaluate(IN_SIGHT)
    assert seen > 0.99
    assert slider_seen
    assert box_seen
    drawn = page.evaluate(PICTURE)
    thumb.move(across=-60)
    assert page.evaluate(PICTURE) != drawn
    thumb.send("touchEnd")
    # There it stays, to be looked at, until the reader goes on.
    page.wait_for_timeout(LONGER_THAN_A_SWIPE_NEEDS)
    assert page.locator(".xp-lifted").count() == 1
    assert page.locator("figure.explorer").first.bounding_box() == before
    page.locator("figure.explorer").first.locator(".xp-more > summary").tap()
    assert page.locator(".xp-lifted, .xp-place, [popover].xp-view").count() == 0


@pytest.mark.parametrize(
    ("chapter", "figure"),
    [
        ("02-immune-surveillance", "figure[data-xp-view=phase]"),
        ("01-tumour-growth", "figure[data-xp-view=chance]"),
        ("08-virtual-trials", "figure[data-xp-view=trial]"),
    ],
)
def test_other_pictures_are_lifted_too(open_chapter: Open, chapter: str, figure: str) -> None:
    page = open_chapter(chapter, has_touch=True, is_mobile=True, viewport=(360, 740))
    if not page.locator(figure).count():
        page.get_by_role("button", name="Map of fates").last.tap()
    slider = last_slider(page, f"{figure} >> nth=0")
    thumb = Thumb(page, slider)
    thumb.move(across=-40)
    page.locator(".xp-lifted").wait_for()
    assert slider.evaluate(IN_SIGHT) == [pytest.approx(1, abs=0.01), True, True]
    thumb.send("touchEnd")


def test_a_swipe_that_begins_on_a_slider_lifts_nothing(open_chapter: Open) -> None:
    page = open_chapter(
        "02-immune-surveillance", has_touch=True, is_mobile=True, viewport=(390, 844)
    )
    slider = last_slider(page)
    value = slider.input_value()
    scrolled = page.evaluate("scrollY")
    thumb = Thumb(page, slider)
    thumb.move(down=-200)
    page.wait_for_timeout(LONGER_THAN_A_SWIPE_NEEDS)
    assert page.evaluate("scrollY") > scrolled + 100
    assert page.locator(".xp-lifted").count() == 0
    assert slider.input_value() == value
    thumb.send("touchEnd")


@pytest.mark.parametrize("leaving", ["Escape", "Tab"])
def test_keys_lift_it_and_let_it_down(open_chapter: Open, leaving: str) -> None:
    page = open_chapter("02-immune-surveillance", viewport=(390, 700))
    slider = last_slider(page)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.locator(".xp-lifted").wait_for()
    assert slider.evaluate("(node) => node === document.activeElement")
    assert faults(page, page.locator("figure.explorer").first) == []
    page.keyboard.press(leaving)
    assert page.locator(".xp-lifted").count() == 0


def test_scrolling_on_lets_it_down(open_chapter: Open) -> None:
    page = open_chapter("02-immune-surveillance", viewport=(390, 700))
    last_slider(page).press("ArrowLeft")
    page.locator(".xp-lifted").wait_for()
    page.mouse.move(200, 600)
    page.mouse.wheel(0, 80)
    page.locator(".xp-lifted").wait_for(state="detached")


def test_a_chart_in_sight_stays_where_it_is(open_chapter: Open) -> None:
    page = open_chapter("02-immune-surveillance", viewport=(1280, 900))
    slider = last_slider(page)
    for _ in range(4):
        slider.press("ArrowLeft")
        page.wait_for_timeout(LONGER_THAN_A_SWIPE_NEEDS / 4)
    assert page.locator(".xp-lifted").count() == 0
