"""What the live figures of a chapter make a reader fetch stays small."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

CHAPTERS = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))
MOST_KILOBYTES = 60
# Rare views, which are fetched when the figures that the page opens with are alive.
RARE = {"explorer.space.js", "explorer.trial.js"}


@pytest.mark.parametrize("chapter", [path.stem for path in CHAPTERS])
def test_its_scripts_are_small(new_page: Open, built_book: Path, chapter: str) -> None:
    page = new_page(offline=True)
    page.goto((built_book / "notebooks" / f"{chapter}.html").as_uri())
    page.wait_for_function(
        """() => [...document.querySelectorAll("figure.explorer")]
            .every((figure) => figure.dataset.state === "live")"""
    )
    addresses = page.evaluate("() => [...document.scripts].map(({ src }) => src)")
    names = {Path(address.partition("?")[0]).name for address in addresses}
    figures = {name for name in names if name.startswith("explorer.")}
    assert "explorer.page.js" in figures
    folder = built_book / "_static" / "course"
    kilobytes = {
        name: len(gzip.compress((folder / name).read_bytes())) / 1000 for name in figures - RARE
    }
    assert sum(kilobytes.values()) <= MOST_KILOBYTES, kilobytes
    # Style comes before the first paint, and not with the scripts.
    assert page.locator("head > link[href*='explorer.page.css']").count() == 1
