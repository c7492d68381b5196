"""The figure speaks the language of its page, where there is a table of its words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.explorer import (
    build_space_spec,
    build_spec,
    figure_html,
    space_figure_html,
)
from course_utils.explorer.widget import STATIC
from course_utils.models import infiltration, surveillance

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]


def write_page(folder: Path, language: str) -> Path:
    spec = build_spec(surveillance, controls=["s"], days=(0, 400), show=["T", "E"])
    document = folder / "page.html"
    document.write_text(
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Words</title>'
        '<script src="explorer.page.js"></script></head><body><main>'
        f"{figure_html(surveillance, spec)}</main></body></html>",
        encoding="utf-8",
    )
    return document


def open_page(new_page: Open, document: Path, *, check: bool = True) -> Page:
    page = new_page(offline=True, check=check)
    page.goto(document.as_uri())
    page.wait_for_selector("figure.explorer[data-state=live]")
    return page


def test_a_german_page_has_german_words_and_numbers(new_page: Open, tmp_path: Path) -> None:
    for file in STATIC.glob("explorer.*"):
        shutil.copy(file, tmp_path)
    page = open_page(new_page, write_page(tmp_path, "de"))
    page.get_by_role("button", name="Zurücksetzen").wait_for()
    said = page.locator(".xp-said").inner_text()
    assert "Tumour cells: höchstens 88 million cells an Tag 45, am Ende 6,45 million cells." in said
    page.get_by_label("Effector supply, als Zahl").fill("7")
    assert "gib eine Zahl von 0,001 bis 0,09" in page.locator(".xp-error").inner_text()


def test_other_pages_have_english_words(new_page: Open, tmp_path: Path) -> None:
    for file in STATIC.glob("explorer.page.*"):
        shutil.copy(file, tmp_path)
    page = open_page(new_page, write_page(tmp_path, "fr"))
    page.get_by_role("button", name="Reset").wait_for()


def test_without_the_table_the_figure_is_alive_in_english(new_page: Open, tmp_path: Path) -> None:
    for file in STATIC.glob("explorer.page.*"):
        shutil.copy(file, tmp_path)
    # The missing file is an error on the console, and nothing else is.
    page = open_page(new_page, write_page(tmp_path, "de"), check=False)
    page.get_by_role("button", name="Reset").wait_for()


def test_a_part_of_a_german_page_is_german_too(new_page: Open, tmp_path: Path) -> None:
    for file in STATIC.glob("explorer.*"):
        shutil.copy(file, tmp_path)
    document = write_page(tmp_path, "de")
    markup = space_figure_html(infiltration, build_space_spec(infiltration, preset="cold"))
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("</main>", f"{markup}</main>"), encoding="utf-8")
    page = open_page(new_page, document)
    # A part that was there from the start, and one that is fetched when it is asked for.
    space = page.locator("figure.space")
    space.get_by_text("Tag 0: Die T-Zellen sind noch draußen.").first.wait_for()
    space.get_by_role("button", name="Ein Tag weiter").click()
    space.get_by_text("Tag 1. Kalt: Überall sind nur wenige T-Zellen.").first.wait_for()
    page.get_by_role("button", name="Laden").click()
    page.get_by_role("button", name="Zahlen (CSV)").wait_for()
