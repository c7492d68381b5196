"""What the browser tests stand on notices what it should notice."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

Pages = Callable[..., Any]
Server = Callable[[Path], str]

TROUBLE = """<!doctype html><title>Trouble</title>
<script>console.error("a console error")</script>
<script>setTimeout(() => { throw new Error("an uncaught error") })</script>
<img alt="from elsewhere" src="https://example.org/picture.png">
"""


def test_a_page_notes_errors_and_requests_to_other_hosts(
    new_page: Pages, http_server: Server, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(TROUBLE)
    page = new_page(check=False)
    page.goto(http_server(tmp_path))
    page.wait_for_timeout(200)
    assert any("a console error" in error for error in page.console_errors)
    assert page.page_errors == ["an uncaught error"]
    assert page.external_requests == ["https://example.org/picture.png"]


def test_the_browser_reaches_no_other_host(new_page: Pages, tmp_path: Path) -> None:
    page = new_page(check=False)
    (tmp_path / "index.html").write_text("<!doctype html><title>Quiet</title>")
    page.goto((tmp_path / "index.html").as_uri())
    failure = page.evaluate("fetch('https://example.org/').catch(error => error.message)")
    assert failure == "Failed to fetch"


def test_a_page_has_the_size_and_the_colours_that_were_asked_for(
    new_page: Pages, http_server: Server, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>Quiet</title><link rel=icon href=data:,>"
    )
    page = new_page(viewport=(320, 640), color_scheme="dark")
    page.goto(http_server(tmp_path))
    assert page.evaluate("innerWidth") == 320
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


def test_jupyterlab_shows_the_notebooks_and_does_not_ask_about_news(
    jupyterlab: str, new_page: Pages
) -> None:
    with urllib.request.urlopen(f"{jupyterlab}api/contents/notebooks") as answer:
        assert b"02-immune-surveillance.ipynb" in answer.read()
    page = new_page(check=False)
    page.goto(f"{jupyterlab}lab/tree/notebooks?reset")
    # JupyterLab starts slowly on a busy machine.
    listing = page.locator(".jp-DirListing-content")
    listing.get_by_text("02-immune-surveillance.ipynb").wait_for(timeout=90_000)
    page.wait_for_timeout(2000)
    assert page.get_by_text("official Jupyter news").count() == 0
    assert page.external_requests == []
