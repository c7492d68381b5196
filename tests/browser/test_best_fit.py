"""The best fit that the page finds is the one that Python finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from course_utils.analysis import fit, gompertz_volume
from course_utils.datasets import synthetic_mice
from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.models import gompertz, logistic
from tests.browser.axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# Of each number: the curve of the page is a line between two of 401 days.
CLOSE = 1e-4


@pytest.fixture
def open_page(new_page: Callable[..., Page], tmp_path: Path) -> Callable[..., Page]:
    def open_page(model: Any, mouse: Any, controls: list[str], **options: Any) -> Page:
        state = next(iter(model.states))
        spec = build_spec(
            model,
            show=[state],
            controls=controls,
            days=(0, 40),
            log=True,
            data={state: (mouse["day"], mouse["volume"])},
            **options,
        )
        document = tmp_path / "page.html"
        document.write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Figure</title>'
            f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script></head><body><main>'
            f"<h1>Fit</h1>{figure_html(model, spec)}</main></body></html>",
            encoding="utf-8",
        )
        page = new_page(offline=True)
        page.goto(document.as_uri())
        page.wait_for_selector("figure.explorer[data-state=live] canvas")
        return page

    return open_page


def panel(page: Page) -> Locator:
    page.get_by_role("button", name="Fit", exact=True).click()
    found = page.locator(".xp-fit")
    found.wait_for()
    return found


def find(tools: Locator) -> None:
    tools.get_by_role("button", name="Find the best fit").click()
    tools.get_by_text("Sum of squares:").wait_for()


def values(page: Page) -> dict[str, float]:
    """Return where the sliders beside the chart stand."""
    page.wait_for_timeout(50)
    found: dict[str, float] = page.evaluate(
        """() => Object.fromEntries(
            [...document.querySelectorAll(".xp-side > .xp-sliders input[type=range]")]
            .map((slider) => [slider.name, Number(slider.value)]))"""
    )
    return found


def mouse(number: int) -> Any:
    mice = synthetic_mice()
    return mice[mice["ID"] == number]


@pytest.mark.parametrize(
    ("number", "start"),
    [(43, {}), (43, {"alpha": 0.9, "beta": 0.03}), (12, {"alpha": 0.4, "beta": 0.12})],
    ids=str,
)
def test_page_and_python_find_the_same_numbers_from_wherever_the_sliders_stand(
    number: int, start: dict[str, float], open_page: Callable[..., Page]
) -> None:
    one = mouse(number)
    page = open_page(gompertz, one, ["alpha", "beta"], values=start)
    tools = panel(page)
    find(tools)
    tools.get_by_role("button", name="Use these values").click()
    wanted = fit(gompertz_volume, one["day"], one["volume"], {"alpha": 0.6, "beta": 0.08})
    assert values(page) == pytest.approx(dict(wanted.values), rel=CLOSE)
    assert f"a sum of squares of {wanted.sse:.3g} " in page.locator(".xp-said").inner_text()


def test_a_reader_looks_for_one_number_takes_it_over_and_goes_back(
    open_page: Callable[..., Page],
) -> None:
    one = mouse(43)
    page = open_page(gompertz, one, ["alpha", "beta"])
    mine = values(page)
    tools = panel(page)
    assert not tools.locator("table").is_visible()
    tools.get_by_label("Slowing").uncheck()
    find(tools)
    # Exercise 1.3: the first growth rate alone, with beta = 0.08.
    wanted = fit(
        lambda t, alpha: gompertz_volume(t, alpha, 0.08), one["day"], one["volume"], {"alpha": 0.6}
    )
    before = float(np.sum(np.log(one["volume"] / gompertz_volume(one["day"], 0.6, 0.08)) ** 2))
    status = tools.get_by_role("status").inner_text()
    assert status == f"Sum of squares: {before:.3g} with yours, {wanted.sse:.3g} at best."
    rows = tools.locator("tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["First growth rate", "0.6", f"{wanted.values['alpha']:.4g}", "per day"]
    ]
    assert not faults(page)
    assert values(page) == mine
    tools.get_by_role("button", name="Use these values").click()
    assert values(page)["alpha"] == pytest.approx(wanted.values["alpha"], rel=CLOSE)
    assert values(page)["beta"] == mine["beta"]
    tools.get_by_role("button", name="Back to mine").click()
    assert values(page) == mine
    # What was found with another beta is not the best any more.
    page.get_by_label("Slowing, as a number").fill("0.07")
    tools.locator("table").wait_for(state="hidden")
    tools.get_by_label("First growth rate").uncheck()
    tools.get_by_role("button", name="Find the best fit").click()
    assert "Tick at least one number" in tools.inner_text()


def test_nothing_is_sought_beyond_a_slider_and_a_fit_that_is_there_is_left(
    open_page: Callable[..., Page],
) -> None:
    one = mouse(43).copy()
    # A tumour that levels off above what the slider of the capacity has.
    low, high = logistic.parameters["K"].range  # type: ignore[misc]
    one["volume"] *= high / one["volume"].max() * 3
    page = open_page(logistic, one, ["r", "K"])
    tools = panel(page)
    find(tools)
    assert "come to the end of its slider" in tools.get_by_role("status").inner_text()
    tools.get_by_role("button", name="Use these values").click()
    for name, value in values(page).items():
        ends = logistic.parameters[name].range
        assert ends
        at = 10**value if logistic.parameters[name].scale == "log" else value
        assert ends[0] * (1 - 1e-12) <= at <= ends[1] * (1 + 1e-12)
    tools.get_by_role("button", name="Find the best fit").click()
    tools.get_by_text("Yours are the best already").wait_for()
    assert not tools.locator("table").is_visible()
    assert low < high
