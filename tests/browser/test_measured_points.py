"""Measured points in a live figure: they are drawn, and the figure says how far the curve is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from course_utils.analysis import gompertz_volume
from course_utils.datasets import synthetic_mice
from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.models import gompertz
from tests.browser.frames import FOLLOWED

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Pixels of the tumour's colour in the top quarter of the chart.
COLOURED_ABOVE = """canvas => {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, Math.round(height / 4));
  let coloured = 0;
  for (let i = 0; i < data.length; i += 4)
    coloured += data[i + 3] > 128 && data[i] > data[i + 2] + 60;
  return coloured;
}"""


@pytest.fixture
def open_page(new_page: Callable[..., Page], tmp_path: Path) -> Callable[..., Page]:
    def open_page(spec: dict[str, Any]) -> Page:
        document = tmp_path / "page.html"
        document.write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Figure</title>'
            f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script></head><body><main>'
            f"{figure_html(gompertz, spec)}</main></body></html>",
            encoding="utf-8",
        )
        page = new_page(offline=True)
        page.goto(document.as_uri())
        page.wait_for_selector("figure.explorer[data-state=live] canvas")
        page.wait_for_timeout(100)
        return page

    return open_page


def misses(alpha: float, beta: float, mouse: Any) -> float:
    exact = gompertz_volume(mouse["day"], alpha, beta)
    return float(np.sum(np.log(mouse["volume"] / exact) ** 2))


def said(page: Page) -> float:
    page.evaluate(FOLLOWED)
    text = page.locator(".xp-said").inner_text()
    found = re.search(r"misses the 9 measured points by a sum of squares of ([\d.,]+) ", text)
    assert found, text
    return float(found[1].replace(",", ""))


def move(page: Page, name: str, value: float) -> None:
    page.locator(f"input[type=range][name={name}]").evaluate(
        "(node, value) => { node.value = value; node.dispatchEvent(new Event('input')); }", value
    )


def test_the_figure_says_the_sum_of_squares_that_python_fits(
    open_page: Callable[..., Page],
) -> None:
    mice = synthetic_mice()
    mouse = mice[mice["ID"] == 43]
    view: dict[str, Any] = {"show": ["V"], "days": (0, 40), "log": True}
    page = open_page(build_spec(gompertz, **view, data={"V": (mouse["day"], mouse["volume"])}))
    assert said(page) == pytest.approx(misses(0.6, 0.08, mouse), rel=5e-3)
    move(page, "alpha", 0.63)
    # The answer to exercise 1.3, found by hand: a student sees 0.295.
    assert said(page) == pytest.approx(misses(0.63, 0.08, mouse), rel=5e-3)
    assert said(page) < 0.3
    move(page, "beta", 0.03)
    assert said(page) == pytest.approx(misses(0.63, 0.03, mouse), rel=5e-3)


def test_the_axis_makes_room_for_points_far_above_the_curve(open_page: Callable[..., Page]) -> None:
    measured = ([2, 5, 8], [9e3, 9e3, 9e3])
    page = open_page(build_spec(gompertz, show=["V"], days=(0, 10), data={"V": measured}))
    # The curve stays below a hundredth of that height: what is coloured up there are the points.
    assert page.locator("canvas").evaluate(COLOURED_ABOVE) > 3 * 30
