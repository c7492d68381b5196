"""A live figure stands alone in the frame of a learning platform, as it was when it was copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

NewPage = Callable[..., "Page"]
CHAPTER = "notebooks/02-immune-surveillance.html"


def test_the_embed_code_shows_the_figure_alone_as_it_was(
    new_page: NewPage, built_book: Path, http_server: Callable[[Path], str], tmp_path: Path
) -> None:
    book = http_server(built_book).rstrip("/")
    page = new_page()
    page.goto(f"{book}/{CHAPTER}")
    # The second figure of its model, and the third of the page.
    figure = page.locator("figure.explorer[data-state=live]").nth(3)
    figure.get_by_role("button", name="70 million").click()
    figure.get_by_role("button", name="Share").click()
    code = figure.get_by_label("Embed this figure").input_value()
    assert f'src="{book}/embed/02-immune-surveillance-4.html#figure=surveillance-3' in code

    (tmp_path / "platform.html").write_text(
        f'<!DOCTYPE html><html lang="en"><head><title>A course</title>'
        f'<link rel="icon" href="data:,"></head><body><h1>Week 3</h1>{code}</body></html>'
    )
    platform = new_page(viewport=(900, 900))
    platform.goto(http_server(tmp_path) + "/platform.html")
    frame = platform.frame_locator("iframe")
    chip = frame.locator(".xp-chip[aria-pressed=true]")
    chip.filter(has_text="70 million").wait_for()
    assert frame.locator("main > :not(h1)").count() == 1
    # Nothing scrolls within the frame where the column is as wide as the course's.
    platform.set_viewport_size({"width": 826, "height": 900})
    seen, whole = frame.locator("html").evaluate("(n) => [n.clientHeight, n.scrollHeight]")
    assert seen == whole
    assert seen < 1400
    link = frame.get_by_role("link", name="From the course Cold to Warm")
    with platform.expect_popup() as opened:
        link.click()
    opened.value.wait_for_url(f"**/{CHAPTER}#figure=surveillance-3")


def test_a_page_for_a_frame_works_from_a_disk_and_offers_no_frame_there(
    new_page: NewPage, built_book: Path
) -> None:
    page = new_page(offline=True, viewport=(360, 740), color_scheme="dark")
    page.goto((built_book / "embed/02-immune-surveillance-1.html").resolve().as_uri())
    page.locator("figure.explorer[data-state=live]").wait_for()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    assert not faults(page)
    page.goto((built_book / CHAPTER).resolve().as_uri())
    figure = page.locator("figure.explorer[data-state=live]").first
    figure.get_by_role("button", name="Share").click()
    figure.get_by_label("one line of Python").wait_for()
    assert not figure.get_by_label("Embed this figure").count()
