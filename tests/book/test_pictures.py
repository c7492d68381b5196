"""On a phone the words of every drawn picture are large enough to be read."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

CONTENT = 350  # pixels that a phone of 390 leaves for what a page holds
SMALLEST = 8.5  # pixels of the smallest label; 9 and more is usual

_DATA = "data:image/svg+xml;base64,"
_SIZE = re.compile(r"font(?:-size)?:[^;]*?([\d.]+)px")


class _Pictures(HTMLParser):
    """The drawn pictures of a page, each with the width in pixels at which a phone shows it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, float]] = []
        self._least = 0.0
        self._depth = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "div" and "wide-picture" in given.get("class", "").split():
            least = re.search(r"--least: (\d+)px", given["style"])
            assert least
            self._least, self._depth = float(least[1]), 0
        self._depth += tag == "div"
        source = given.get("src", "")
        if tag == "img" and (source.startswith(_DATA) or source.endswith(".svg")):
            self.found.append((source, max(CONTENT, self._least)))

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "div"
        if tag == "div" and self._depth == 0:
            self._least = 0.0


def _labels(part: ET.Element, size: float = 0, scale: float = 1) -> Iterator[tuple[float, str]]:
    """Yield every label with the size of its letters, in the picture's own units."""
    size = _own_size(part) or size
    scale *= float((re.findall(r"scale\(([\d.]+)", part.get("transform", "")) or [1])[0])
    if part.tag.endswith("}text"):
        words = "".join(part.itertext()).strip()
        # An index is smaller than the letter to which it belongs.
        letters = [_own_size(piece) or size for piece in part.iter() if (piece.text or "").strip()]
        if words:
            yield scale * max(letters), words
        return
    for piece in part:
        yield from _labels(piece, size, scale)


def _own_size(part: ET.Element) -> float:
    styled = _SIZE.search(part.get("style", ""))
    return float(styled[1] if styled else part.get("font-size", "0").removesuffix("px"))


def _smallest(svg: bytes | str, width: float) -> tuple[float, str] | None:
    """Return the smallest label of a picture that is shown so wide, in pixels, if it has any."""
    drawing = ET.fromstring(svg)
    across = float(drawing.get("viewBox", "").split()[2])
    return min(((size * width / across, words) for size, words in _labels(drawing)), default=None)


def _pictures(built_book: Path) -> Iterator[tuple[Path, bytes, float]]:
    for page in (*built_book.glob("notebooks/*.html"), *built_book.glob("book/models/*.html")):
        for source, width in _Pictures(page.read_text(encoding="utf-8")).found:
            if source.startswith(_DATA):
                yield page, base64.b64decode(source.removeprefix(_DATA)), width
            else:
                yield page, (page.parent / unquote(source)).read_bytes(), width


def test_the_labels_of_every_picture_are_read_on_a_phone(built_book: Path) -> None:
    chapters, count, small = set(), 0, []
    for page, svg, width in _pictures(built_book):
        label = _smallest(svg, width)
        if label is None:
            continue
        chapters.add(page)
        count += 1
        if label[0] < SMALLEST:
            small.append(f"{page.stem}: {label[0]:.1f} px, {label[1]!r}")
    assert len(chapters) >= 11
    assert count > 80
    assert not small, "\n".join(small)


@pytest.mark.parametrize(
    ("label", "size"),
    [
        ('<text style="font: 700 10px serif">loss</text>', 10),
        ('<g font-size="9"><text>loss</text></g>', 9),
        ('<g transform="scale(0.5)"><text font-size="16">loss</text></g>', 8),
        # The letter counts, and not its index.
        (
            '<text><tspan style="font-size: 10px">r</tspan>'
            '<tspan style="font-size: 7px">S</tspan></text>',
            10,
        ),
    ],
)
def test_a_label_is_measured_as_it_is_shown(label: str, size: float) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 100">'
    found = _smallest(f"{head}{label}</svg>", CONTENT)
    assert found
    assert found[0] == pytest.approx(size / 2)
