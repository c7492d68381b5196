"""The view of many runs by chance: Python's numbers, and a run of the reader's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.models import birth_death, surveillance
from course_utils.simulate import ensemble, simulate_stochastic
from tests.browser.axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

DRUGS = surveillance.treatments["immunosuppression"]
RUNS = 50
SLOWEST_TASK = """() => new Promise((done) => {
  let worst = 0;
  let last = performance.now();
  const until = last + 1500;
  const look = () => {
    const now = performance.now();
    worst = Math.max(worst, now - last);
    last = now;
    if (now < until) setTimeout(look);
    else done(worst);
  };
  look();
})"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    luck = build_spec(
        birth_death,
        show=["C"],
        controls=["d", "b", "C"],
        days=(0, 10),
        chance=True,
        breakable=True,
        presets={"Five founders": {"d": 0.8, "C": 5, "look": "Five chances."}},
        question="What becomes of a single tumour?",
    )
    first_cell = build_spec(
        surveillance,
        controls=["s", "T"],
        values={"T": 1e-6},
        treatments=[DRUGS.during(2, 60)],
        chance={"runs": 20, "days": (0, 20)},
        view="chance",
        question="Does the first cell survive?",
    )
    document = tmp_path_factory.mktemp("chance") / "page.html"
    document.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Chance</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script></head><body><main>'
        f"<h1>Chance</h1>{figure_html(birth_death, luck)}{figure_html(surveillance, first_cell)}"
        "</main></body></html>",
        encoding="utf-8",
    )
    return document


@pytest.fixture
def open_page(new_page: Open, document: Path) -> Open:
    def open_page(**options: object) -> Page:
        page = new_page(offline=True, **options)
        page.goto(document.as_uri())
        page.wait_for_function(
            """() => [...document.querySelectorAll("figure.explorer")]
                .every((figure) => figure.dataset.state === "live")"""
        )
        return page

    return open_page


def luck(page: Page) -> Locator:
    figure = page.locator("figure.explorer").first
    figure.get_by_role("button", name="By chance").click()
    wait_for(figure, "Eliminated by day")
    return figure


def seed(figure: Locator, value: int | str) -> None:
    figure.get_by_label("Your seed", exact=True).fill(str(value))


def wait_for(figure: Locator, words: str) -> None:
    figure.locator(".xp-said").get_by_text(words).wait_for(timeout=10_000)


def own_run(value: int, **setting: float) -> str:
    """Return what the page says of the reader's own run."""
    run = simulate_stochastic(birth_death, days=(0, 10), seed=value, points=201, **setting)
    left = run["C"]
    if left[-1] == 0:
        day = float(run.t[np.argmax(left == 0)])
        return f"Your run, with seed {value}: eliminated on day {float(f'{day:.3g}'):g}."
    # Three significant digits, as everywhere on the page: 1,570, and not 1569 or 1.57e+03.
    cells = f"{float(f'{left[-1]:.3g}'):,.0f}"
    return f"Your run, with seed {value}: not eliminated, {cells} tumour cells on day 10."


def test_the_crowd_and_the_readers_own_run_are_those_of_python(open_page: Open) -> None:
    page = open_page()
    figure = luck(page)
    crowd = ensemble(birth_death, runs=RUNS, days=(0, 10), seed=0)
    lost = round(RUNS * crowd.share_died_out)
    wait_for(figure, f"Eliminated by day 10: {lost} of 50 runs ({100 * lost / RUNS:.2g} %).")
    low, high = (row[-1] for row in crowd.band("C", 0.9))
    wait_for(figure, f"the median is {crowd.median('C')[-1]:.3g}, 9 of 10 runs lie between ")
    wait_for(figure, f"between {low:.3g} and {high:.3g}, and the mean of the equations is 148.")
    seen = set()
    for value in (1, 2, 3, 4, 5, 8252, 2**53 - 1):
        seed(figure, value)
        wait_for(figure, own_run(value))
        seen.add("not eliminated" in own_run(value))
    assert seen == {True, False}
    assert "1,570 tumour cells" in own_run(8252)  # more than three digits: rounded, and grouped

    figure.get_by_text("Data table").click()
    rows = figure.locator("table", has_text="Many runs by chance").locator("tbody tr")
    day_4 = [float(cell.rstrip(" %")) for cell in rows.nth(4).inner_text().split("\t")]
    at = 80  # of 201 times
    low_4, high_4 = (row[at] for row in crowd.band("C", 0.9))
    wanted = [4, low_4, crowd.median("C")[at], high_4, 100 * crowd.died_out[at]]
    assert day_4 == pytest.approx(wanted, rel=5e-3)


def test_sliders_scenarios_and_broken_models_run_anew(open_page: Open) -> None:
    page = open_page()
    figure = luck(page)
    seed(figure, 3)
    height = figure.bounding_box()["height"]
    figure.get_by_role("button", name="Five founders").click()
    crowd = ensemble(birth_death, runs=RUNS, days=(0, 10), seed=0, d=0.8, C=5)
    wait_for(figure, f"Eliminated by day 10: {round(RUNS * crowd.share_died_out)} of 50")
    wait_for(figure, own_run(3, d=0.8, C=5))
    # Founders are whole: a slider between two numbers takes the nearer one.
    figure.get_by_label("Tumour cells at the start, as a number").fill("4.6")
    wait_for(figure, own_run(3, d=0.8, C=5))
    figure.get_by_label("Tumour cells at the start, as a number").fill("3")
    wait_for(figure, own_run(3, d=0.8, C=3))
    figure.get_by_role("button", name="Over time").click()
    assert figure.get_by_role("button", name="Log axis").is_visible()
    assert figure.bounding_box()["height"] == height
    figure.get_by_role("button", name="By chance").click()
    figure.get_by_role("button", name="Break it").click()
    figure.get_by_role("checkbox", name="division").uncheck()
    wait_for(figure, "This is the model without division.")
    wait_for(figure, "Eliminated by day 10: 50 of 50 runs (100 %).")


def test_a_seed_is_kept_for_the_next_visit_and_a_wrong_one_is_refused(open_page: Open) -> None:
    page = open_page()
    figure = luck(page)
    box = figure.get_by_label("Your seed", exact=True)
    assert re.fullmatch(r"[1-9]\d{0,3}", box.input_value())
    seed(figure, 4711)
    wait_for(figure, own_run(4711))
    page.reload()
    figure = luck(page)
    assert box.input_value() == "4711"
    wait_for(figure, own_run(4711))
    seed(figure, "-3")
    error = figure.locator(".xp-error")
    error.get_by_text("type a whole number from 0").wait_for()
    box.blur()
    error.wait_for(state="hidden")
    assert box.input_value() == "4711"
    figure.get_by_role("button", name="Another").click()
    assert box.input_value() != "4711"
    wait_for(figure, own_run(int(box.input_value())))


def test_too_many_cells_are_said_and_nothing_breaks_or_blocks(open_page: Open) -> None:
    page = open_page()
    figure = luck(page)
    figure.get_by_label("Death, as a number").fill("0")
    figure.get_by_label("Division, as a number").fill("2")
    wait_for(figure, "a run has reached 200000 events")
    assert figure.locator(".xp-error").is_hidden()
    figure.get_by_role("button", name="Reset").click()
    wait_for(figure, "Eliminated by day 10: 26 of 50")
    # Many events: the page goes on answering while they are worked out.
    figure.get_by_label("Tumour cells at the start, as a number").fill("20")
    worst = page.evaluate(SLOWEST_TASK)
    wait_for(figure, "Eliminated by day 10: 0 of 50")
    assert worst < 400, worst  # ms; a slice is 8, and a single run a few more


def test_a_model_with_levels_and_treatments_opens_by_chance(open_page: Open) -> None:
    page = open_page()
    figure = page.locator("figure.explorer").nth(1)
    crowd = ensemble(
        surveillance, runs=20, days=(0, 20), seed=0, treatments=[DRUGS.during(2, 60)], T=1e-6
    )
    lost = round(20 * crowd.share_died_out)
    wait_for(figure, f"Eliminated by day 20: {lost} of 20 runs")
    assert figure.get_attribute("data-xp-view") == "chance"
    figure.get_by_label("Tumour cells at the start, as a number").fill("10")
    wait_for(figure, "too many to follow one by one")
    assert not faults(page)


def test_on_a_phone_in_the_dark_all_of_it_is_seen(open_page: Open) -> None:
    page = open_page(viewport=(320, 700), color_scheme="dark")
    luck(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    assert not faults(page, only_colours=True)
