"""The book out of its zip file: opened by a double click, from any folder, without a network."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from course_utils.cli.archive import FOLDER, OPEN_ME, zip_book
from tests.browser.alive import ALL_LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Page

NewPage = Callable[..., "Page"]


@pytest.fixture(scope="module")
def unpacked(root: Path, built_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the zip where a student may: a folder with a space and an accent in its name."""
    folder = tmp_path_factory.mktemp("zip")
    zip_book(built_book, root / "LICENSE", folder / "book.zip")
    target = folder / "Mes études (été)"
    with zipfile.ZipFile(folder / "book.zip") as archive:
        archive.extractall(target)
    return target


def test_every_page_lives_from_a_folder_with_a_space_and_an_accent_in_its_name(
    new_page: NewPage, unpacked: Path
) -> None:
    assert sorted(path.name for path in unpacked.iterdir()) == [OPEN_ME, FOLDER]
    # `new_page` fails the test on any error in the console and any request to another host.
    page = new_page(offline=True)
    page.goto((unpacked / OPEN_ME).as_uri())
    page.wait_for_url("**/book/index.html")
    figures = 0
    inside = unpacked / FOLDER
    for path in [*sorted(inside.glob("book/*.html")), *sorted(inside.glob("notebooks/*.html"))]:
        page.goto(path.as_uri())
        page.wait_for_function(ALL_LIVE, timeout=15_000)
        figures += page.locator("figure.explorer").count()
        assert page.locator(".quiz").count() or path.parent.name != "notebooks", path.name
    assert figures > len(list(inside.glob("notebooks/*.html")))


def test_a_figure_moves_and_a_quiz_answers(new_page: NewPage, unpacked: Path) -> None:
    page = new_page(offline=True)
    page.goto((unpacked / FOLDER / "notebooks" / "00-start-here.html").as_uri())
    page.wait_for_function(ALL_LIVE, timeout=15_000)
    said = page.locator("figure.explorer .xp-said")
    before = said.inner_text()
    page.locator("figure.explorer").get_by_role("button", name="Slow").click()
    page.wait_for_function(
        "([node, before]) => node.innerText !== before", arg=[said.element_handle(), before]
    )
    question = page.locator(".quiz form").first
    question.get_by_label("What the model does with these numbers").check()
    question.get_by_role("button", name="Check").click()
    page.wait_for_selector(".quiz form[data-state=right]")


def test_opened_from_within_the_zip_the_page_says_to_unpack_it_first(
    new_page: NewPage, unpacked: Path, tmp_path: Path
) -> None:
    # A system that shows the inside of a zip unpacks only what is opened. That nothing lies
    # beside the page is then an error in the console too, and the only one.
    alone = shutil.copy(unpacked / OPEN_ME, tmp_path)
    page = new_page(offline=True, check=False)
    page.goto(Path(alone).as_uri())
    page.get_by_text("Unpack it first").wait_for()
    assert not page.get_by_role("link", name="Open the course").is_visible()
    errors = page.console_errors  # type: ignore[attr-defined]
    assert [error.split(" (")[0] for error in errors] == [
        "Failed to load resource: net::ERR_FILE_NOT_FOUND"
    ]


def test_without_scripts_a_link_leads_into_the_course(new_page: NewPage, unpacked: Path) -> None:
    page = new_page(offline=True, java_script_enabled=False)
    page.goto((unpacked / OPEN_ME).as_uri())
    page.get_by_role("link", name="Open the course").click()
    page.wait_for_url("**/book/index.html")
