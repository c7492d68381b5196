"""The built book, walked page by page: as files, and in a real browser with the network cut."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.alive import ALL_LIVE

if TYPE_CHECKING:
    from playwright.sync_api import Page

NewPage = Callable[..., "Page"]
INDEX = "book/index.html"
REFERENCES = "book/references.html"


class _Read(HTMLParser):
    """What a page refers to, and what can be referred to in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.addresses: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.add(str(found["id"]))
        address = found.get("src") if tag in ("img", "script", "source") else found.get("href")
        if address:
            self.addresses.append(address)
        if tag == "img":
            self.images.append(found)


@pytest.fixture(scope="module")
def pages(built_book: Path) -> dict[str, _Read]:
    """Every page by its path below the book's folder."""
    found = sorted(built_book.rglob("*.html"))
    names = {path: path.relative_to(built_book).as_posix() for path in found}
    return {
        name: _Read(path.read_text(encoding="utf-8"))
        for path, name in names.items()
        # Of the theme; they are no pages.
        if not name.startswith("_static/")
    }


def _resolved(built_book: Path, name: str, address: str) -> tuple[str, str] | None:
    """Return page and anchor of an internal address, or None if it leads out of the book."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    here = built_book / name
    target = (here.parent / unquote(parts.path)).resolve() if parts.path else here.resolve()
    return target.relative_to(built_book.resolve()).as_posix(), unquote(parts.fragment)


def test_every_page_of_the_contents_is_there(root: Path, pages: dict[str, _Read]) -> None:
    listed = re.findall(r"(?:root|file): (\S+)", (root / "_toc.yml").read_text())
    assert {f"{name}.html" for name in listed} <= set(pages)
    assert "index.html" in pages


def test_every_internal_link_and_anchor_resolves(built_book: Path, pages: dict[str, _Read]) -> None:
    broken = []
    for name, page in pages.items():
        for address in page.addresses:
            target = _resolved(built_book, name, address)
            if target is None:
                continue
            path, anchor = target
            there = (built_book / path).is_file()
            if there and anchor.startswith("figure="):
                # A link to a live figure: its model, and the how manieth of it on the page.
                model, _, nth = anchor.removeprefix("figure=").partition("&")[0].rpartition("-")
                text = (built_book / path).read_text(encoding="utf-8")
                if text.count(f'data-model="{model}"') < int(nth):
                    broken.append(f"{name} -> {address}")
            elif not there or (anchor and path in pages and anchor not in pages[path].ids):
                broken.append(f"{name} -> {address}")
    assert not broken, "\n".join(broken)


def test_a_page_loads_nothing_from_another_host(built_book: Path, pages: dict[str, _Read]) -> None:
    loading = re.compile(r'<(?:script|img|link|iframe|source)\b[^>]*(?:src|href)="(?:https?:)?//')
    for name in pages:
        text = (built_book / name).read_text(encoding="utf-8")
        assert not loading.search(text), name
        for library in ("mathjax", "require.js", "thebe", "html-manager"):
            assert not re.search(rf'src="[^"]*{library}', text, re.IGNORECASE), (name, library)


def test_every_page_names_its_icon_language_and_policy(
    built_book: Path, pages: dict[str, _Read]
) -> None:
    # A page that names no icon makes browsers ask the server for one that is not there.
    for name in pages:
        text = (built_book / name).read_text(encoding="utf-8")
        for part in ('rel="icon"', 'lang="en"', "<title>", "Content-Security-Policy"):
            assert part in text, (name, part)


def test_every_image_says_what_is_seen(pages: dict[str, _Read]) -> None:
    silent = [
        f"{name}: {str(image.get('src'))[:60]}"
        for name, page in pages.items()
        for image in page.images
        if not (image.get("alt") or "").strip()
    ]
    assert not silent, "\n".join(silent)


def test_a_citation_leads_to_the_books_own_references(pages: dict[str, _Read]) -> None:
    outside = {
        name: [address for address in page.addresses if "doi.org/" in address]
        for name, page in pages.items()
        if name != REFERENCES
    }
    assert not any(outside.values())
    assert "references.html#kuznetsov1994" in pages[INDEX].addresses


def test_all_sources_are_printed_without_our_notes(root: Path, built_book: Path) -> None:
    source = (root / "book" / "references.bib").read_text(encoding="utf-8")
    page = (built_book / REFERENCES).read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{(\w+),", source, re.MULTILINE)
    assert len(keys) == page.count('role="listitem"')
    for key in keys:
        assert f'id="{key.lower()}"' in page
    # Every entry says in the source how it was checked, and no entry says it in print.
    assert source.count("\n  verification") == len(keys)
    assert not re.search(r"\bmemory\b|not seen|to be checked", page)


def test_the_landing_page_opens_with_a_live_figure(built_book: Path) -> None:
    page = (built_book / INDEX).read_text(encoding="utf-8")
    assert re.search(r"</h1>\s*<figure class=\"explorer\" data-model=\"surveillance\"", page)
    assert "Can your immune system hold this tumour? Drag." in page


def test_every_figure_of_a_chapter_is_in_the_book(root: Path, built_book: Path) -> None:
    for path in sorted((root / "notebooks").glob("[0-9]*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        wanted = sum(
            "explore(" in "".join(cell["source"])
            for cell in cells
            if cell["cell_type"] == "code" and "lab-only" not in cell["metadata"].get("tags", [])
        )
        page = (built_book / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
        assert page.count('<figure class="explorer"') == wanted, path.name


def test_a_solution_is_folded_under_its_own_name(root: Path, built_book: Path) -> None:
    for path in sorted((root / "notebooks").glob("[0-9]*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        solutions = sum("solution" in cell["metadata"].get("tags", []) for cell in cells)
        page = (built_book / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
        folded = (
            r'<details class="folded[^>]*>\s*<summary><span class="when-closed">Solution</span>'
        )
        assert len(re.findall(folded, page)) == solutions, path.name
        # The one name that MyST-NB gives to all of them.
        assert 'summary aria-label="Toggle hidden content"' not in page


def _open(page: Page, start: str, name: str) -> None:
    page.goto(f"{start}{name}")
    if name == "index.html":
        # It sends the reader on, and would still do so while the next page is asked for.
        page.wait_for_url(f"**/{INDEX}")
    page.wait_for_load_state("load")


def _walk(page: Page, start: str, names: list[str]) -> Iterator[str]:
    for name in names:
        _open(page, start, name)
        page.wait_for_function(ALL_LIVE, timeout=15_000)
        yield name


@pytest.mark.parametrize(("way", "color_scheme"), [("http", "light"), ("file", "dark")])
def test_every_page_comes_to_life_without_a_network(
    new_page: NewPage,
    pages: dict[str, _Read],
    built_book: Path,
    http_server: Any,
    way: str,
    color_scheme: str,
) -> None:
    start = http_server(built_book) if way == "http" else built_book.resolve().as_uri()
    # `new_page` fails the test on any error in the console and any request to another host.
    # (A cut network cuts off the server on this machine too, so over http it stays.)
    page = new_page(offline=way == "file", color_scheme=color_scheme)
    formulas = 0
    for name in _walk(page, f"{start.rstrip('/')}/", list(pages)):
        assert page.title(), name
        broken = page.evaluate(
            """() => [...document.images].filter((i) => i.complete && !i.naturalWidth)
                .map((i) => i.src.slice(0, 80))"""
        )
        assert not broken, (name, broken)
        formulas += _check_letters(page, name)
    assert formulas > 10


def _check_letters(page: Page, name: str) -> int:
    """Check that fonts have come and formulas have a sane size, and count these."""
    page.evaluate("() => document.fonts.ready.then(() => true)")
    fonts = page.evaluate("() => [...document.fonts].map((f) => [f.family, f.status])")
    loaded = {family.strip('"') for family, status in fonts if status == "loaded"}
    assert not [font for font in fonts if font[1] == "error"], name
    if name.startswith(("book/", "notebooks/")):
        assert "Literata" in loaded, name
    heights = page.evaluate(
        """() => [...document.querySelectorAll("math")]
            .filter((m) => m.checkVisibility())
            .map((m) => [m.getAttribute("display") === "block",
                         m.getBoundingClientRect().height])"""
    )
    for block, height in heights:
        # Eight equations below each other, each with a fraction, are 440 pixels high.
        assert (18 if block else 6) < height < 600, (name, height)
    if heights:
        assert "STIX Two Math" in loaded, name
    return len(heights)


def test_without_scripts_a_picture_stands_for_each_figure(
    new_page: NewPage, pages: dict[str, _Read], built_book: Path
) -> None:
    page = new_page(java_script_enabled=False, offline=True)
    shown = 0
    for name in pages:
        _open(page, f"{built_book.resolve().as_uri()}/", name)
        for picture in page.locator("figure.explorer > img.explorer-picture").all():
            box = picture.bounding_box()
            assert box, name
            assert box["width"] > 300, name
            assert box["height"] > 150, name
            shown += 1
    assert shown >= 2


def test_no_page_is_wider_than_a_phone(
    new_page: NewPage, pages: dict[str, _Read], built_book: Path
) -> None:
    page = new_page()
    for name in _walk(page, f"{built_book.resolve().as_uri()}/", list(pages)):
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 640})
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= width, (name, width)


def test_text_is_large_enough_and_lines_are_not_too_long(
    new_page: NewPage, built_book: Path
) -> None:
    measure = """() => {
        const p = document.querySelector("article section > p");
        const style = getComputedStyle(p);
        return [parseFloat(style.fontSize), p.getBoundingClientRect().width];
    }"""
    address = (built_book / "book" / "about.html").resolve().as_uri()
    phone, desk = new_page(viewport=(360, 740)), new_page(viewport=(1300, 900))
    phone.goto(address)
    desk.goto(address)
    assert phone.evaluate(measure)[0] >= 17
    size, width = desk.evaluate(measure)
    # A letter of Literata is about half as wide as the text is large.
    assert width / (size / 2) <= 76


def test_search_works_without_a_server(new_page: NewPage, built_book: Path) -> None:
    page = new_page(offline=True)
    page.goto(f"{(built_book / 'search.html').resolve().as_uri()}?q=tumour")
    page.wait_for_selector("#search-results ul.search li a", timeout=15_000)
    assert page.locator("#search-results ul.search li a").count() >= 2


def test_the_way_home_is_a_landmark_and_leads_home(new_page: NewPage, built_book: Path) -> None:
    page = new_page()
    page.goto((built_book / REFERENCES).resolve().as_uri())
    home = page.get_by_role("navigation", name="Home page").get_by_role("link")
    home.click()
    page.wait_for_url(f"**/{INDEX}")


def test_the_policy_of_a_page_keeps_other_hosts_out(new_page: NewPage, built_book: Path) -> None:
    page = new_page(check=False)
    page.goto((built_book / INDEX).resolve().as_uri())
    refused = page.evaluate(
        """() => new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", (e) => resolve(e.blockedURI));
            const image = new Image();
            image.src = "https://example.org/pixel.png";
        })"""
    )
    assert "example.org" in refused
