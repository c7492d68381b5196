"""What the live figures of a chapter make a reader fetch stays small."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.alive import ALL_LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    Open = Callable[..., Page]

CHAPTERS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
MOST_KILOBYTES = 60
# Of the views that come as the reader does, each may weigh as much as this.
MOST_OF_A_LATE_PART = 17
LATE = {"explorer.space.js", "explorer.trial.js"}
UNASKED = 500  # ms in which a page has fetched whatever it fetches without its reader


def weights(page: Page, book: Path) -> dict[str, float]:
    """Return the kilobytes, gzipped, of the figures' scripts that a page has fetched."""
    addresses = page.evaluate("() => [...document.scripts].map(({ src }) => src)")
    names = {Path(address.partition("?")[0]).name for address in addresses}
    folder = book / "_static" / "course"
    return {
        name: len(gzip.compress((folder / name).read_bytes())) / 1000
        for name in names
        if name.startswith("explorer.")
    }


@pytest.mark.parametrize("chapter", [path.stem for path in CHAPTERS])
def test_its_scripts_are_small(new_page: Open, built_book: Path, chapter: str) -> None:
    page = new_page(offline=True)
    page.goto((built_book / "notebooks" / f"{chapter}.html").as_uri())
    page.wait_for_function(
        """() => [...document.querySelectorAll("figure.explorer:not(.space)")]
            .every((figure) => figure.dataset.state === "live")"""
    )
    page.wait_for_timeout(UNASKED)
    opened = weights(page, built_book)
    assert "explorer.page.js" in opened
    assert sum(opened.values()) <= MOST_KILOBYTES, opened
    # Style comes before the first paint, and not with the scripts.
    assert page.locator("head > link[href*='explorer.page.css']").count() == 1

    page.wait_for_function(ALL_LIVE)
    late = {name: size for name, size in weights(page, built_book).items() if name not in opened}
    assert late.keys() <= LATE
    assert all(size <= MOST_OF_A_LATE_PART for size in late.values()), late
    figures = page.locator("figure.explorer.space, figure.explorer[data-xp-view=trial]")
    assert len(late) == (figures.count() > 0)


@pytest.mark.parametrize(
    "name",
    [
        "embed/02-immune-surveillance-4",
        "embed/08-virtual-trials-3",
        "embed/09-reading-the-evidence-2",
        "book/models/infiltration",
    ],
)
def test_one_figure_alone_is_small_with_its_late_part(
    new_page: Open, built_book: Path, name: str
) -> None:
    page = new_page(offline=True)
    page.goto((built_book / f"{name}.html").as_uri())
    page.wait_for_function(ALL_LIVE)
    fetched = weights(page, built_book)
    assert len(fetched) > 1
    assert sum(fetched.values()) <= MOST_KILOBYTES, fetched


@pytest.mark.parametrize(
    ("chapter", "figure", "part"),
    [
        ("08-virtual-trials", "figure[data-xp-view=trial]", "trial"),
        ("03-hot-and-cold-tumours", "figure.space", "space"),
    ],
)
def test_a_late_part_comes_as_soon_as_the_network_is_back(
    new_page: Open,
    built_book: Path,
    http_server: Callable[[Path], str],
    chapter: str,
    figure: str,
    part: str,
) -> None:
    page = new_page(check=False)
    asked: list[str] = []

    def in_a_tunnel(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.abort()
        else:
            route.continue_()

    page.route(f"**/explorer.{part}.js*", in_a_tunnel)
    page.goto(f"{http_server(built_book)}/notebooks/{chapter}.html")
    page.wait_for_function("() => document.querySelector('figure.explorer[data-state=live]')")
    assert not asked
    late = page.locator(figure)
    late.scroll_into_view_if_needed()
    if part == "trial":
        error = late.locator(".xp-error:visible")
        expect(error).to_contain_text("could not be fetched")
        expect(late.locator(".xp-curves svg")).to_be_visible(timeout=10_000)
        expect(late.locator(".xp-said")).to_contain_text("hazard")
        expect(error).to_have_count(0)
    else:
        # What was drawn by Python stands there until then.
        expect(late.locator(".explorer-picture")).to_be_visible()
        expect(late.locator(".sp-said")).not_to_be_empty(timeout=10_000)
    assert len(asked) == 2
    assert page.page_errors == []


@pytest.mark.parametrize("way", ["address", "button"])
def test_a_lecture_has_all_it_needs_from_its_start(
    new_page: Open, built_book: Path, http_server: Callable[[Path], str], way: str
) -> None:
    page = new_page()
    address = f"{http_server(built_book)}/notebooks/08-virtual-trials.html"
    fetched = page.locator("script[src*='explorer.trial.js']")
    with page.expect_response("**/explorer.trial.js*"):
        if way == "address":
            page.goto(f"{address}?present=1.1")
        else:
            page.goto(address)
            page.wait_for_function("() => document.querySelector('figure[data-state=live]')")
            assert fetched.count() == 0
            page.get_by_role("button", name="Present").click()
    page.locator("figure[data-xp-view=trial] .xp-trial").wait_for(state="attached")
