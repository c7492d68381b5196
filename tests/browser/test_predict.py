"""Predict, then see: nothing gives the answer away, and every way to guess leads to a verdict."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.models import surveillance
from course_utils.simulate import simulate
from tests.browser.axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

DRUGS = surveillance.treatments["immunosuppression"]
PAUSE = DRUGS.during(45, 136)
ASLEEP = {"E": 1.60811, "T": 8.18638}
RANGE = (0.01, 1000.0)
DAYS = (0, 600)
ANSWERS = {"It falls asleep again": "dormant", "It escapes": "escaped", "It never wakes": "level"}
WHY = "It wears out effector cells faster than they come."
PIXELS = "(figure) => figure.querySelector('.xp-canvas canvas').toDataURL()"
TELLS = "(figure) => figure.querySelector('.xp-live').innerText"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = build_spec(
        surveillance,
        show=["T", "E"],
        controls=["u", "s"],
        days=DAYS,
        log=True,
        values=ASLEEP,
        presets={
            "Pause": {"u": 0.9, "treatments": [PAUSE], "look": "It was pushed over the edge."}
        },
        question="When does a pause become a defeat?",
        predict={
            "sketch": "T",
            "question": "Drugs hold recruitment down for 91 days. And the tumour?",
            "values": {**ASLEEP, "u": 0.9},
            "treatments": [PAUSE],
            "answers": ANSWERS,
            "explanation": WHY,
            "range": RANGE,
        },
    )
    document = tmp_path_factory.mktemp("predict") / "page.html"
    document.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Predict</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script></head><body><main>'
        f"<h1>Predict</h1>{figure_html(surveillance, spec)}</main></body></html>",
        encoding="utf-8",
    )
    return document


@pytest.fixture
def opened(new_page: Open, document: Path) -> Open:
    def opened(**options: Any) -> Page:
        page = new_page(offline=True, reduced_motion="reduce", **options)
        page.goto(document.as_uri())
        page.wait_for_selector("figure.explorer[data-state=live] .xp-canvas canvas")
        return page

    return opened


def figure_of(page: Page) -> Locator:
    return page.locator("figure.explorer")


def state(page: Page) -> str | None:
    return figure_of(page).get_attribute("data-predict")


def place(value: float) -> float:
    """Return how high a value stands on the axis, from 0 to 1."""
    low, high = np.log(RANGE)
    return float((np.log(value) - low) / (high - low))


def spot(page: Page, day: float, value: float) -> tuple[float, float]:
    pad = figure_of(page).locator(".xp-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    share = (day - DAYS[0]) / (DAYS[1] - DAYS[0])
    return box["x"] + share * box["width"], box["y"] + (1 - place(value)) * box["height"]


def draw(page: Page, course: list[tuple[float, float]]) -> None:
    """Drag the mouse along a course of days and values."""
    page.mouse.move(*spot(page, *course[0]))
    page.mouse.down()
    for day, value in course[1:]:
        page.mouse.move(*spot(page, day, value), steps=5)
    page.mouse.up()


def press(page: Page, name: str) -> None:
    figure_of(page).get_by_role("button", name=name, exact=True).click()


def verdict(page: Page) -> str:
    return figure_of(page).locator(".xp-verdict").inner_text()


def points(page: Page) -> list[str | None]:
    found = figure_of(page).locator(".xp-point").all()
    return [point.get_attribute("aria-valuetext") for point in found]


def level(page: Page, point: int) -> float:
    return float(str(points(page)[point]).split()[0].replace(",", ""))


def test_nothing_gives_the_answer_away_before_the_reader_commits(opened: Open) -> None:
    page = opened()
    figure = figure_of(page)
    assert state(page) == "asking"
    told = figure.evaluate(TELLS)
    for telltale in ("pushed over the edge", WHY, "escaped", "447", "highest"):
        assert telltale not in told
    assert figure.locator(".xp-outcome.xp-shown").text_content() == ""
    assert figure.locator(".xp-readout [role=status]").text_content() == ""
    assert not figure.locator("img.explorer-picture").is_visible()
    assert not figure.locator(".xp-data table").count()

    # The chart is the same whatever the model would do: with drugs that do nothing, too.
    chart = figure.evaluate(PIXELS)
    figure.locator(".xp-side input[type=range][name=u]").evaluate(
        "(input) => { input.value = 0; input.dispatchEvent(new Event('input')); }"
    )
    page.wait_for_timeout(50)
    assert figure.evaluate(PIXELS) == chart
    # What waits cannot be reached, by mouse or by keyboard.
    assert figure.locator(".xp-side, .xp-tools, .xp-presets, .xp-strip").evaluate_all(
        "(parts) => parts.length === 4 && parts.every((part) => part.inert)"
    )
    # A page's script gets its run meanwhile.
    run = figure.evaluate(
        "(f) => f.explorer.run({ values: { E: 1.60811, T: 8.18638 } }).then(({ y }) => y.T.at(-1))"
    )
    assert run == pytest.approx(ASLEEP["T"], rel=1e-3)


def test_a_drawn_curve_is_judged_against_the_run_and_kept(opened: Open) -> None:
    page = opened()
    draw(page, [(0, 8), (100, 30), (150, 150), (300, 20), (600, 8)])
    assert "not drawn yet" not in points(page)
    # The second point lies on day 200, where the line is between 150 and 20.
    assert level(page, 1) == pytest.approx(76.4, rel=0.02)
    figure_of(page).get_by_label("It falls asleep again").check()
    press(page, "Show me")

    assert state(page) == "shown"
    run = simulate(surveillance.set(**ASLEEP, u=0.9), days=DAYS, points=2, treatments=[PAUSE])
    said = verdict(page)
    assert "Your curve peaks and falls; the model’s rises and levels off." in said
    assert f"the model at {run['T'][-1]:.0f} million cells: a factor of" in said
    assert "in the model it is “It escapes”" in said
    assert WHY in said
    spoken = figure_of(page).locator(".xp-predict [role=status]").text_content()
    assert spoken
    assert WHY in spoken
    assert figure_of(page).locator(".xp-outcome.xp-shown").inner_text().endswith("escaped.")
    assert page.evaluate("() => document.activeElement.className") == "xp-verdict"
    with_guess = figure_of(page).evaluate(PIXELS)

    # A reader who comes back sees the same, and may try again.
    page.reload()
    page.wait_for_selector("figure.explorer[data-predict=shown] .xp-canvas canvas")
    assert verdict(page) == said
    page.wait_for_function(
        "(wanted) => document.querySelector('.xp-canvas canvas').toDataURL() === wanted",
        arg=with_guess,
    )
    press(page, "Try again")
    assert state(page) == "asking"
    assert "escaped" not in figure_of(page).evaluate(TELLS)
    draw(page, [(0, 8), (45, 8), (110, 430), (130, 470), (600, 447)])
    figure_of(page).get_by_label("It escapes").check()
    press(page, "Show me")
    assert verdict(page).startswith("You saw it coming.")

    # The guess stays while sliders move, until it is cleared; then it is gone for good.
    figure_of(page).get_by_role("button", name="Pause").click()
    assert verdict(page).startswith("You saw it coming.")
    press(page, "Clear my guess")
    assert state(page) == "skipped"
    page.reload()
    page.wait_for_selector("figure.explorer[data-predict=skipped] .xp-canvas canvas")
    assert not figure_of(page).locator(".xp-verdict").is_visible()
    press(page, "Predict first")
    assert set(points(page)) == {"not drawn yet"}


def test_keys_taps_fingers_and_numbers_sketch_as_well(opened: Open) -> None:
    page = opened(viewport=(360, 800), has_touch=True)
    figure = figure_of(page)
    press(page, "Show me")
    assert "Draw a curve or choose an answer first" in figure.inner_text()
    # By keyboard, from point to point.
    first = figure.locator(".xp-point").first
    first.focus()
    for key in ("ArrowUp", "Shift+ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    start = place(ASLEEP["T"])
    wanted = np.exp(np.log(RANGE[0]) + (start + 0.1) * np.log(RANGE[1] / RANGE[0]))
    assert points(page)[0] == f"{wanted:.3g} million cells"
    assert first.evaluate("(point) => point === document.activeElement")
    page.keyboard.press("End")
    assert points(page)[0] == "1,000 million cells"
    press(page, "Show me")
    assert "Your curve ends on day 100: draw on to day 600." in figure.inner_text()
    # By a tap for each point.
    page.touchscreen.tap(*spot(page, 300, 10))
    assert level(page, 2) == pytest.approx(10, rel=0.03)
    # By number.
    figure.get_by_text("Type the points instead").click()
    box = figure.get_by_label("Day 600", exact=True)
    box.fill("5000")
    box.press("Tab")
    assert "Day 600: type a number from 0.01 to 1,000 million cells." in figure.inner_text()
    box.fill("10")
    box.press("Tab")
    assert points(page)[-1] == "10 million cells"
    assert level(page, 3) == pytest.approx(10, rel=0.03)
    # A finger draws, and the page stays where it is.
    scrolled = page.evaluate("() => scrollY")
    x0, y0 = spot(page, 0, 1)
    x1, y1 = spot(page, 600, 100)
    touch = page.context.new_cdp_session(page)
    steps = np.linspace(0, 1, 30)
    for i, share in enumerate(steps):
        at = {"x": x0 + share * (x1 - x0), "y": y0 + share * (y1 - y0)}
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": "touchMove" if i else "touchStart", "touchPoints": [at]},
        )
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert page.evaluate("() => scrollY") == scrolled
    drawn = [level(page, point) for point in range(6)]
    np.testing.assert_allclose(drawn, np.geomspace(1, 100, 7)[1:], rtol=0.05)
    press(page, "Start over")
    assert set(points(page)) == {"not drawn yet"}
    # An answer alone is a guess, too.
    figure.get_by_label("It escapes").check()
    press(page, "Show me")
    assert verdict(page).startswith("You saw it coming.")


def test_a_browser_that_keeps_nothing_still_asks_and_skipping_is_remembered(
    opened: Open, new_page: Open, document: Path
) -> None:
    page = new_page(offline=True)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });"
    )
    page.goto(document.as_uri())
    page.wait_for_selector("figure.explorer[data-predict=asking]")
    figure_of(page).get_by_label("It never wakes").check()
    press(page, "Show me")
    assert "in the model it is “It escapes”" in verdict(page)

    page = opened()
    press(page, "Skip")
    assert state(page) == "skipped"
    assert figure_of(page).locator(".xp-outcome.xp-shown").inner_text().endswith("escaped.")
    # Drawn anew, the axes are the same: nothing of the question is left on them.
    skipped = figure_of(page).evaluate(PIXELS)
    press(page, "Log axis")
    press(page, "Log axis")
    assert figure_of(page).evaluate(PIXELS) == skipped
    page.reload()
    page.wait_for_selector("figure.explorer[data-state=live][data-predict=skipped]")
    # Then the figure opens as it would without a question.
    assert figure_of(page).locator(".xp-outcome.xp-shown").inner_text().endswith("dormant.")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_no_fault_while_it_asks_is_drawn_on_and_answers(
    opened: Open, scheme: str, width: int
) -> None:
    page = opened(color_scheme=scheme, viewport=(width, 900))
    figure = figure_of(page)
    found = {"asking": faults(page, figure)}
    draw(page, [(0, 8), (300, 100), (600, 8)])
    figure.get_by_text("Type the points instead").click()
    found["sketched"] = faults(page, figure)
    press(page, "Show me")
    found["shown"] = faults(page, figure)
    press(page, "Clear my guess")
    found["cleared"] = faults(page, figure)
    assert not any(found.values()), json.dumps(found, indent=1)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
