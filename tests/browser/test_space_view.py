"""The figure in space: a reader plays it, places cells, and reads what is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from course_utils.explorer import build_space_spec, space_figure_html
from course_utils.explorer.widget import STATIC
from course_utils.modelling import ModelError
from course_utils.models import infiltration, surveillance
from course_utils.simulate import simulate
from tests.browser.axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTION = "Where are the T cells, and what can they reach?"
SPEC = build_space_spec(infiltration, question=QUESTION)
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("space") / "page.html"
    file.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Space</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<main><h1>Space</h1>{space_figure_html(infiltration, SPEC)}</main>"
        f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script>',
        encoding="utf-8",
    )
    return file


@pytest.fixture
def open_figure(document: Path, new_page: Callable[..., Page]) -> Open:
    def open_it(**options: Any) -> Page:
        page = new_page(offline=True, **options)
        page.goto(document.as_uri())
        if options.get("java_script_enabled", True):
            page.wait_for_selector("figure.space[data-state=live] .sp-said:not(:empty)")
        return page

    return open_it


def ask(page: Page, script: str) -> Any:
    return page.evaluate(f"async () => {{ const s = figure().space; {script} }}")


@pytest.fixture
def page(open_figure: Open) -> Page:
    opened = open_figure()
    opened.evaluate("() => { window.figure = () => document.querySelector('figure.space') }")
    return opened


def test_it_waits_to_be_played_and_then_plays_and_pauses(page: Page) -> None:
    said = page.locator(".sp-said")
    assert said.inner_text().startswith("Day 0:")
    page.wait_for_timeout(300)
    assert ask(page, "return s.snapshot().t") == 0
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => figure().space.snapshot().t > 0.5")
    page.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(200)
    paused = ask(page, "return s.snapshot().t")
    page.wait_for_timeout(200)
    assert ask(page, "return s.snapshot().t") == paused
    assert said.inner_text().startswith("Day ")
    assert page.get_by_role("status").inner_text() == said.inner_text()

    page.get_by_role("button", name="Start again").click()
    page.wait_for_function("() => figure().space.snapshot().t === 0")
    for day in (1, 2):
        page.get_by_role("button", name="One day on").click()
        page.wait_for_function(f"() => figure().space.snapshot().t === {day}")


def test_a_pattern_is_chosen_seen_and_said(page: Page) -> None:
    for preset in ("Hot", "Excluded", "Cold"):
        page.get_by_role("button", name=preset).click()
        ask(page, "await s.goTo(25)")
        assert page.locator("[data-preset][aria-pressed=true]").inner_text() == preset
        assert page.locator(".sp-said").inner_text().startswith(f"Day 25. {preset}: T cells")
        label = page.locator(".sp-canvas").get_attribute("aria-label")
        assert label is not None
        assert label.startswith(f"Map: CD8 T cells, day 25. Day 25. {preset}")


def test_the_barrier_opens_while_it_runs(page: Page) -> None:
    page.get_by_role("button", name="Excluded").click()
    ask(page, "await s.goTo(20)")
    barrier = page.get_by_role("button", name="Barrier opened")
    barrier.click()
    assert barrier.get_attribute("aria-pressed") == "true"
    ask(page, "await s.goTo(60)")
    snapshot = ask(page, "return s.snapshot()")
    assert snapshot["pattern"] == "hot"
    assert snapshot["means"]["tumour"]["u"] == pytest.approx(0.0096, abs=1e-4)


def test_the_well_mixed_curve_beside_it_is_python_s(page: Page) -> None:
    ask(page, "await s.choose('cold'); await s.goTo(30)")
    mixed = ask(page, "return s.snapshot().mixed")
    run = simulate(infiltration.preset("cold"), days=(0, 30), points=2)
    assert mixed["u"] == pytest.approx(run["u"][-1], rel=1e-3)
    assert mixed["c"] == pytest.approx(run["c"][-1], rel=1e-6)


def brightness(page: Page) -> Any:
    """Return the mean colour of the map's middle."""
    return np.array(
        page.evaluate(
            "() => { const c = document.querySelector('.sp-canvas'), w = c.width;"
            " const d = c.getContext('2d').getImageData(w * 0.45, w * 0.45, w * 0.1, w * 0.1).data;"
            " return [0, 1, 2].map((k) => d.filter((_, i) => i % 4 === k)"
            ".reduce((a, b) => a + b) / (d.length / 4)) }"
        )
    )


def test_the_map_shows_what_is_chosen(page: Page) -> None:
    ask(page, "await s.choose('excluded'); await s.goTo(5)")
    cells = brightness(page)  # no T cells in the core: the dark blue end of the ramp
    page.get_by_label("Show").select_option("u")
    tumour = brightness(page)  # but tumour cells everywhere: the yellow end
    assert cells == pytest.approx([0, 34, 78], abs=3)
    assert tumour == pytest.approx([254, 232, 56], abs=3)
    page.get_by_label("Show").select_option("section")
    section = brightness(page)
    assert section[2] > section[1]  # purple on pink
    assert page.locator(".sp-dots").is_visible()
    assert page.locator(".sp-key").is_hidden()


def test_cells_are_placed_by_a_click_and_by_keys_alone(page: Page) -> None:
    before = ask(page, "return s.snapshot().means.core.c")
    page.locator(".sp-canvas").click()
    page.wait_for_function(f"() => figure().space.snapshot().means.core.c > {before}")
    clicked = ask(page, "return s.snapshot().means.core.c")
    assert page.locator(".sp-cross").is_visible()
    # By keys: the button that the click has unfolded, then the controls in order.
    page.get_by_text("Place cells").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("What").input_value() == "remove"
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => figure().space.snapshot().means.core.u < 1")
    assert ask(page, "return s.snapshot().means.core.c") == clicked
    value = page.get_by_label("From left to right").get_attribute("aria-valuetext")
    assert value == "0.15 mm from the middle"


def test_single_cells_run_in_a_smaller_square(page: Page) -> None:
    page.get_by_label("Run as").select_option("cells")
    page.wait_for_function("() => figure().space.snapshot().cells === 60")
    ask(page, "await s.goTo(3)")
    snapshot = ask(page, "const { side, fields } = s.snapshot(); return [side, fields.u.length]")
    assert snapshot == pytest.approx([1.2, 3600])
    counts = ask(page, "return [...new Set(s.snapshot().fields.u)].sort()")
    assert counts == [0, 1]


def test_the_table_holds_the_means(page: Page) -> None:
    ask(page, "await s.choose('hot'); await s.goTo(30)")
    page.get_by_text("Data table").click()
    rows = page.locator(".xp-table tbody tr")
    rows.first.wait_for()
    assert rows.count() == 5
    assert "Mean levels on day 30" in page.locator(".xp-table caption").inner_text()
    assert rows.nth(2).locator("td").first.inner_text() == "0.726"


def test_with_less_motion_it_goes_on_by_leaps(open_figure: Open) -> None:
    page = open_figure(reduced_motion="reduce")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => document.querySelector('figure.space').space.snapshot().t === 5")
    page.get_by_role("button", name="Pause").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, open_figure: Open) -> None:
    page = open_figure(color_scheme=scheme)
    page.get_by_text("Place cells").click()
    page.get_by_text("Data table").click()
    assert faults(page) == []


def test_it_fits_the_smallest_phone_and_big_fingers(open_figure: Open) -> None:
    page = open_figure(viewport=(320, 700))
    page.get_by_text("Place cells").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.sp-live :is(button, select, summary, input)')]"
        ".map((node) => { const r = node.getBoundingClientRect(); return [r.width, r.height] })"
    )
    assert min(min(size) for size in sizes) >= 24


def test_without_a_script_the_picture_is_there_and_described(open_figure: Open) -> None:
    page = open_figure(java_script_enabled=False)
    picture = page.locator("figure.space img")
    assert picture.is_visible()
    alt = picture.get_attribute("alt") or ""
    assert alt.startswith("Map of a square of tissue with a round tumour. Day 60: hot: T cells")
    assert "the well-mixed model would leave" in alt
    assert page.locator("figcaption").inner_text() == QUESTION


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"days": 0}, "days is 0; it must be a finite number above 0."),
    (
        {"preset": "warm"},
        "The model 'infiltration' has no preset called 'warm'. It has: hot, excluded, cold.",
    ),
    ({"cells": 2}, "cells is 2, but it must be from 5 to 401."),
]


@pytest.mark.parametrize(("options", "sentence"), REFUSED)
def test_a_mistake_gets_one_sentence(options: Any, sentence: str) -> None:
    with pytest.raises(ModelError) as caught:
        build_space_spec(infiltration, **options)
    assert str(caught.value) == sentence
    with pytest.raises(ModelError, match="'surveillance' has no space"):
        build_space_spec(surveillance)  # type: ignore[arg-type]
