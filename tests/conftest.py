"""What tests share: a browser that takes note of every problem, the built book, JupyterLab."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

from course_utils.cli.book import build_book
from course_utils.cli.browser import browser_options, find_browser
from course_utils.cli.errors import CourseError
from course_utils.cli.lab import running_lab
from course_utils.cli.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]

# Speed is measured by the benchmarks: here a busy machine shall fail nothing.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
# For `course test --quick`.
settings.register_profile("quick", max_examples=15, deadline=None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it uses, so that `course test` can put it into the right stage."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if used & {"browser", "new_page", "jupyterlab"}:
            item.add_marker(pytest.mark.browser)
        if "jupyterlab" in used:
            # Processes that share the tests shall not start a JupyterLab each.
            item.add_marker(pytest.mark.xdist_group("jupyterlab"))
        if "built_book" in used:
            item.add_marker(pytest.mark.book)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the course."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a browser of Chromium's family, once."""
    from playwright.sync_api import sync_playwright

    try:
        program = find_browser()
    except CourseError as error:
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(f"{error.sentence} In CI a test without a browser fails.")
        pytest.skip(f"NOT TESTED IN A BROWSER. {error.sentence}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=browser_options())
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page in a fresh profile.

    The page notes what goes wrong in three lists: `console_errors`, `page_errors` and
    `external_requests`. When the test ends, anything in them fails it, unless the page was
    opened with ``check=False``.
    """
    watched: list[Page] = []
    with ExitStack() as stack:

        def open_page(
            *,
            viewport: tuple[int, int] = (1280, 900),
            color_scheme: str = "light",
            java_script_enabled: bool = True,
            offline: bool = False,
            check: bool = True,
            **options: Any,
        ) -> Page:
            context = browser.new_context(
                viewport={"width": viewport[0], "height": viewport[1]},
                color_scheme=color_scheme,
                java_script_enabled=java_script_enabled,
                offline=offline,
                **options,
            )
            stack.callback(context.close)
            page: Any = context.new_page()
            page.console_errors, page.page_errors, page.external_requests = [], [], []

            def note_console(message: Any) -> None:
                if message.type == "error":
                    page.console_errors.append(f"{message.text} ({message.location['url']})")

            page.on("console", note_console)
            page.on("pageerror", lambda error: page.page_errors.append(str(error)))
            # Of the whole profile: a worker or a window that the page opens counts too.
            context.on(
                "request",
                lambda request: (
                    page.external_requests.append(request.url) if _is_external(request.url) else ()
                ),
            )
            if check:
                watched.append(page)
            return page

        yield open_page
    problems = [
        f"{kind}: {problem}"
        for page in watched
        for kind in ("console_errors", "page_errors", "external_requests")
        for problem in getattr(page, kind)
    ]
    assert not problems, "The page had problems:\n" + "\n".join(problems)


def _is_external(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in (
        "127.0.0.1",
        "localhost",
    )


@pytest.fixture(scope="session")
def built_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the freshly built book.

    `course test` builds it once and names it in COURSE_BOOK.
    """
    built = os.environ.get("COURSE_BOOK")
    if built:
        return Path(built)
    try:
        return build_book(ROOT, tmp_path_factory.mktemp("book") / "html")
    except CourseError as error:
        pytest.fail(f"{error.details}\n{error.sentence}")


@pytest.fixture(scope="session")
def http_server() -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a folder on a free port and returns its address.

    A server outlives its test: a page may still be fetching its icon when that has ended.
    """
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(serving(folder))


@pytest.fixture(scope="session")
def jupyterlab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab on a copy of the notebooks and their pictures, and return its address.

    Open a notebook at ``f"{jupyterlab}lab/tree/notebooks/02-immune-surveillance.ipynb"``.
    """
    folder = tmp_path_factory.mktemp("jupyterlab")
    for name in ("notebooks", "book/_static"):
        shutil.copytree(ROOT / name, folder / name)
    with running_lab(folder) as address:
        yield address
