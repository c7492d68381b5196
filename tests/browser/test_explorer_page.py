"""The live figure on a page that was opened from a disk, without a network."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.models import surveillance
from course_utils.simulate import simulate
from tests.browser.frames import FOLLOWED, NEXT_FRAME

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

DRUGS = surveillance.treatments["immunosuppression"]
PRESETS = {
    "Strong supply": {"s": 0.09, "look": "The tumour vanishes."},
    "Drugs": {"T": 8.2, "treatments": [DRUGS.during(45, 136)], "look": "Watch day 136."},
}
HASH_CANVAS = """figure => {
  const canvas = figure.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let hash = 0;
  for (let i = 0; i < data.length; i++) hash = (hash * 31 + data[i]) | 0;
  return hash;
}"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page with two figures."""
    spec = build_spec(
        surveillance,
        show=["T", "E"],
        controls=["s", "n", "T", "E"],
        presets=PRESETS,
        days=(0, 400),
        question="Can it hold the tumour?",
    )
    second = build_spec(surveillance, question="And here?")
    document = tmp_path_factory.mktemp("explorer") / "page.html"
    document.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Figures</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script></head><body><main>'
        f"{figure_html(surveillance, spec)}{figure_html(surveillance, second)}"
        "</main></body></html>",
        encoding="utf-8",
    )
    return document


@pytest.fixture
def open_figures(new_page: Open, document: Path) -> Open:
    """Return a function that opens the page; the figures are live unless scripts are off."""

    def open_figures(**options: Any) -> Page:
        page = new_page(offline=True, **options)
        page.goto(document.as_uri())
        if options.get("java_script_enabled", True):
            page.wait_for_selector("figure.explorer[data-state=live] canvas")
            page.evaluate(FOLLOWED)
        return page

    return open_figures


def first(page: Page) -> Locator:
    return page.locator("figure.explorer").first


def look(page: Page) -> int:
    """Return a number that changes with the drawing."""
    page.evaluate(FOLLOWED)
    hashed: int = first(page).evaluate(HASH_CANVAS)
    return hashed


def readout(page: Page) -> str:
    page.evaluate(FOLLOWED)
    return first(page).locator(".xp-said").inner_text()


def move(page: Page, name: str, value: float) -> None:
    """Put a slider where `value` is, as a drag would."""
    first(page).locator(f"input[type=range][name={name}]").evaluate(
        "(node, value) => { node.value = value; node.dispatchEvent(new Event('input')); }", value
    )
    page.evaluate(FOLLOWED)


def test_both_figures_are_live_and_only_the_first_moves(open_figures: Open) -> None:
    page = open_figures()
    assert page.locator("figure.explorer[data-state=live]").count() == 2
    assert page.locator(".explorer-picture:visible").count() == 0
    other = page.locator("figure.explorer").nth(1)
    before, theirs = look(page), other.evaluate(HASH_CANVAS)
    move(page, "s", 0.05)
    assert look(page) != before
    assert other.evaluate(HASH_CANVAS) == theirs


def test_moving_a_slider_changes_curve_box_value_text_and_readout(open_figures: Open) -> None:
    page = open_figures()
    before = readout(page)
    move(page, "s", 0.09)
    figure = first(page)
    assert "eliminated" in readout(page) != before
    slider = figure.locator("input[name=s]")
    assert slider.get_attribute("aria-valuetext") == "0.09 million cells per day"
    assert figure.get_by_label("Effector supply, as a number").input_value() == "0.09"


def test_sliders_that_are_folded_away_tell_that_they_were_moved(open_figures: Open) -> None:
    page = open_figures()
    folded = first(page).locator(".xp-more > summary")
    assert folded.inner_text() == "More parameters"
    move(page, "s", 0.02)  # in view
    assert folded.inner_text() == "More parameters"
    move(page, "m", 0.002)
    move(page, "a", 0.2)
    assert folded.inner_text() == "More parameters, 2 changed"
    first(page).get_by_role("button", name="Reset").click()
    page.evaluate(FOLLOWED)
    assert folded.inner_text() == "More parameters"


def test_a_start_value_follows_its_parameters_until_it_is_moved(open_figures: Open) -> None:
    page = open_figures()
    box = first(page).get_by_label("Effector cells at the start, as a number")
    move(page, "s", 0.0412)
    assert box.input_value() == "1"
    move(page, "E", 2)
    move(page, "s", 0.02)
    assert box.input_value() == "2"


def test_a_slider_of_factors_counts_in_powers_of_ten(open_figures: Open) -> None:
    page = open_figures()
    move(page, "T", 2)
    assert first(page).get_by_label("Tumour cells at the start, as a number").input_value() == "100"


def test_number_box_moves_the_slider_and_refuses_what_the_slider_cannot(open_figures: Open) -> None:
    page = open_figures()
    figure = first(page)
    box = figure.get_by_label("Effector supply, as a number")
    box.fill("0.05")
    page.evaluate(FOLLOWED)
    assert float(figure.locator("input[name=s]").input_value()) == 0.05
    before = look(page)
    box.fill("7")
    error = figure.locator(".xp-error")
    assert error.inner_text() == (
        "Effector supply: type a number from 0.001 to 0.09 million cells per day."
    )
    assert box.get_attribute("aria-invalid") == "true"
    assert look(page) == before
    box.press("Tab")
    page.evaluate(FOLLOWED)
    assert box.input_value() == "0.05"
    assert not error.is_visible()


def test_presets_set_values_and_courses_and_show_their_sentence(open_figures: Open) -> None:
    page = open_figures()
    figure = first(page)
    chip = figure.get_by_role("button", name="Drugs", exact=True)
    chip.click()
    assert "escaped" in readout(page)
    assert chip.get_attribute("aria-pressed") == "true"
    assert figure.get_by_text("Watch day 136.").is_visible()
    assert figure.get_by_label("Immunosuppressive drugs: to day").input_value() == "136"
    assert figure.locator(".xp-bar").count() == 1
    move(page, "s", 0.02)
    assert chip.get_attribute("aria-pressed") == "false"


def test_windows_are_edited_by_typing_and_bad_ones_are_refused_in_words(open_figures: Open) -> None:
    page = open_figures()
    figure = first(page)
    start = figure.get_by_label("Immunosuppressive drugs: from day")
    start.fill("10")
    figure.get_by_label("Immunosuppressive drugs: to day").fill("150")
    checkbox = figure.get_by_role("checkbox", name="Immunosuppressive drugs")
    assert checkbox.is_checked()
    assert "escaped" in readout(page)
    before = look(page)
    start.fill("200")
    page.evaluate(FOLLOWED)
    sentence = "begins on day 200 and ends on day 150; it must end after it begins"
    assert sentence in figure.locator(".xp-error").inner_text()
    assert look(page) == before
    checkbox.uncheck()
    assert "dormant" in readout(page)
    assert figure.locator(".xp-bar").count() == 0


def test_reset_brings_back_the_first_picture(open_figures: Open) -> None:
    page = open_figures()
    before = look(page), readout(page)
    move(page, "s", 0.05)
    figure = first(page)
    for name in ("Pin this run", "Log axis", "Drugs", "Reset"):
        figure.get_by_role("button", name=name, exact=True).click()
        page.evaluate(FOLLOWED)
    assert (look(page), readout(page)) == before


def test_a_pinned_run_stays_while_the_other_moves(open_figures: Open) -> None:
    page = open_figures()
    figure = first(page)
    move(page, "s", 0.05)
    moved = look(page)
    move(page, "s", 0.013)
    figure.get_by_role("button", name="Pin this run").click()
    move(page, "s", 0.05)
    assert look(page) != moved
    figure.get_by_role("button", name="Unpin").click()
    assert look(page) == moved


def test_log_axis_is_a_switch(open_figures: Open) -> None:
    page = open_figures()
    button = first(page).get_by_role("button", name="Log axis")
    before = look(page)
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert look(page) != before
    button.click()
    assert look(page) == before


def test_the_pointer_reads_the_curve(open_figures: Open) -> None:
    page = open_figures()
    box = first(page).locator(".u-over").bounding_box()
    assert box
    hover = first(page).locator(".xp-hover")
    assert hover.inner_text() == ""
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hover.get_by_text(re.compile(r"^Day 200 · Tumour cells [\d.,]+ million cells · ")).wait_for()
    chart = first(page).locator(".xp-canvas").bounding_box()
    words = hover.bounding_box()
    assert chart
    assert words
    assert words["y"] < chart["y"] + 20  # above the curve, and not below the chart
    page.mouse.move(2, 2)
    page.wait_for_function("node => node.innerText === ''", arg=hover.element_handle())


def test_table_is_built_when_opened_and_follows(open_figures: Open) -> None:
    page = open_figures()
    figure = first(page)
    assert page.locator("table").count() == 0
    figure.get_by_text("Data table").click()
    rows = figure.locator("tbody tr")
    rows.nth(20).wait_for()
    assert rows.count() == 21
    before = rows.last.inner_text()
    assert before.startswith("400")
    move(page, "s", 0.05)
    page.wait_for_function("text => !document.body.innerText.includes(text)", arg=before)


def test_keyboard_alone_is_enough(open_figures: Open) -> None:
    page = open_figures()
    before = readout(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "eliminated" in readout(page) != before
    page.locator("input[name=s]").first.focus()
    page.keyboard.press("Home")
    assert "escaped" in readout(page)
    assert float(page.locator("input[name=s]").first.input_value()) == 0.001
    focused = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert focused != "none"


def test_live_region_speaks_once_things_are_quiet(open_figures: Open) -> None:
    page = open_figures()
    status = first(page).get_by_role("status")
    for value in (0.02, 0.04, 0.09):
        move(page, "s", value)
        assert "eliminated" not in status.text_content()
    page.wait_for_function(
        "() => document.querySelector('[role=status]').textContent.includes('elim')"
    )


def test_nothing_jumps_while_a_slider_moves(open_figures: Open) -> None:
    page = open_figures(viewport=(700, 900))
    heights = set()
    for value in (0.001, 0.013, 0.05, 0.09):
        move(page, "s", value)
        heights.add(first(page).bounding_box()["height"])
    for preset in PRESETS:
        first(page).get_by_role("button", name=preset, exact=True).click()
        page.evaluate(FOLLOWED)
        heights.add(first(page).bounding_box()["height"])
    assert len(heights) == 1


def run(page: Page, request: dict[str, Any]) -> Any:
    return page.evaluate(
        """async request => {
          const { explorer } = document.querySelector("figure.explorer");
          try { return await explorer.run(request); } catch (error) { return error.message; }
        }""",
        request,
    )


@pytest.mark.parametrize(
    "treatments",
    [
        [],
        [{"name": "immunosuppression", "from": 45, "to": 136}],
        [{"name": "immunosuppression", "from": -5, "to": 50}],
        [
            {"name": "immunosuppression", "from": 10, "to": 50},
            {"name": "immunosuppression", "from": 50, "to": 80},
        ],
        [
            {"t": 50, "state": "T", "op": "scale", "value": 0.1},
            {"t": 100, "parameter": "p", "op": "scale", "value": 0.5},
            {"t": 100, "state": "E", "op": "add", "value": 0.3},
            {"t": 150, "parameter": "p", "op": "set", "value": 0.1},
        ],
    ],
)
def test_run_answers_as_python_does(open_figures: Open, treatments: list[dict[str, Any]]) -> None:
    page = open_figures()
    request = {"values": {"s": 0.02, "T": 5}, "days": [0, 200], "treatments": treatments}
    answer = run(page, request)
    wanted = simulate(
        surveillance, days=(0, 200), treatments=treatments, rtol=1e-12, atol=1e-100, s=0.02, T=5
    )
    assert answer["t"] == wanted.t.tolist()
    assert answer["outcome"] == wanted.outcome
    assert answer["observables"] == {}
    for name in ("E", "T"):
        np.testing.assert_allclose(answer["y"][name], wanted[name], rtol=1e-6)


def test_run_reports_the_value_after_an_action(open_figures: Open) -> None:
    page = open_figures()
    action = {"t": 50, "state": "T", "op": "set", "value": 3}
    answer = run(page, {"days": [0, 100], "treatments": [action], "points": 101})
    assert answer["y"]["T"][50] == 3


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        ({"values": {"zz": 1}}, "no parameter or state called 'zz'. It has: s, p, g"),
        ({"values": {"T": -1}}, "The start value of 'T' is -1, but it cannot be negative"),
        ({"values": {"s": "many"}}, "must be a finite number, but many was given"),
        ({"days": [5, 1]}, "must end after it begins"),
        ({"days": [5]}, "two numbers"),
        ({"points": 1}, "at least 2 times"),
        ({"treatments": [{"name": "x", "from": 1, "to": 2}]}, "It has: immunosuppression."),
        ({"treatments": [{"name": "immunosuppression", "at": [3]}]}, "needs the days"),
        (
            {
                "treatments": [
                    {"name": "immunosuppression", "from": 1, "to": 9},
                    {"name": "immunosuppression", "from": 5, "to": 12},
                ]
            },
            "two windows overlap",
        ),
        ({"treatments": [{"t": 3, "op": "add", "value": 1}]}, "is not complete"),
        ({"treatments": [{"t": 3, "state": "Q", "op": "add", "value": 1}]}, "It has: E, T."),
        ({"treatments": [{"t": 3, "state": "T", "op": "cut", "value": 1}]}, "use add, scale or"),
        ({"treatments": [{"t": 3, "state": "T", "op": "add", "value": -9e9}]}, "negative"),
        ({"values": {"n": 1e9}}, "change too fast to be solved here"),
    ],
)
def test_run_refuses_bad_input_in_words(
    open_figures: Open, request_: dict[str, Any], sentence: str
) -> None:
    assert sentence in run(open_figures(), request_)


def test_without_scripts_the_picture_stays(open_figures: Open) -> None:
    page = open_figures(java_script_enabled=False)
    picture = first(page).locator(".explorer-picture")
    assert picture.is_visible()
    assert picture.bounding_box()["height"] > 100


def test_a_figure_that_cannot_start_keeps_its_picture(new_page: Open, document: Path) -> None:
    broken = document.with_name("broken.html")
    text = document.read_text(encoding="utf-8")
    broken.write_text(text.replace('["mul",', '["summon",', 1), encoding="utf-8")
    page = new_page(offline=True, check=False)
    page.goto(broken.as_uri())
    page.wait_for_selector("figure.explorer[data-state=live]")
    assert first(page).get_attribute("data-state") == "broken"
    assert first(page).locator(".explorer-picture").is_visible()
    assert len(page.console_errors) == 1


def test_print_shows_the_picture(open_figures: Open) -> None:
    page = open_figures()
    page.emulate_media(media="print")
    assert first(page).locator(".explorer-picture").is_visible()
    assert not first(page).locator(".xp-live").is_visible()


def test_the_theme_of_the_page_is_followed(open_figures: Open) -> None:
    page = open_figures(color_scheme="dark")
    assert first(page).get_attribute("data-xp-theme") == "dark"
    dark = look(page)
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    page.wait_for_selector("figure.explorer[data-xp-theme=light]")
    assert look(page) != dark
    page.evaluate("delete document.documentElement.dataset.theme")
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    page.wait_for_selector("figure.explorer[data-xp-theme=dark]")
    assert look(page) == dark


@pytest.mark.parametrize("width", [320, 360, 768, 1300])
def test_no_width_makes_the_page_scroll_sideways(open_figures: Open, width: int) -> None:
    page = open_figures(viewport=(width, 800))
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_every_target_is_big_enough_to_touch(open_figures: Open) -> None:
    page = open_figures(has_touch=True, is_mobile=True, viewport=(360, 800))
    for control in page.locator("button, input[type=range], summary").all():
        box = control.bounding_box()
        if box:
            assert min(box["height"], box["width"]) >= 43, control.inner_text()


def drag_by_touch(page: Page, slider: Locator, across: float, down: float) -> None:
    """Put a finger on the middle of a slider, move it in ten steps, and lift it."""
    session = page.context.new_cdp_session(page)
    box = slider.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for step in range(11):
        at = {"x": x + across * step / 10, "y": y + down * step / 10}
        kind = "touchMove" if step else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
        page.evaluate(FOLLOWED)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.evaluate(FOLLOWED)


def test_a_swipe_that_begins_on_a_slider_scrolls_and_leaves_the_value(open_figures: Open) -> None:
    page = open_figures(has_touch=True, is_mobile=True, viewport=(360, 740))
    slider = first(page).locator("input[name=s]")
    box = slider.locator("xpath=..").locator(".xp-box")
    slider.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    was = box.input_value(), slider.input_value(), readout(page), look(page)
    scrolled = page.evaluate("window.scrollY")
    for _ in range(2):
        drag_by_touch(page, slider, 0, -120)
    assert page.evaluate("window.scrollY") > scrolled + 100
    assert (box.input_value(), slider.input_value(), readout(page), look(page)) == was


def test_after_such_a_swipe_a_start_still_follows_its_parameters(open_figures: Open) -> None:
    page = open_figures(has_touch=True, is_mobile=True, viewport=(360, 740))
    start = first(page).locator("input[name=E]")
    start.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    drag_by_touch(page, start, 0, -120)
    was = float(start.input_value())
    source = first(page).locator("input[name=s]")
    box = source.locator("xpath=..").locator(".xp-box")
    doubled = 2 * float(box.input_value())
    box.fill(str(doubled))
    page.evaluate(FOLLOWED)
    assert float(start.input_value()) == pytest.approx(2 * was)


def test_a_finger_still_drags_a_slider_sideways_and_taps_it(open_figures: Open) -> None:
    page = open_figures(has_touch=True, is_mobile=True, viewport=(360, 740))
    slider = first(page).locator("input[name=s]")
    box = slider.locator("xpath=..").locator(".xp-box")
    slider.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    low, high = (float(slider.get_attribute(end) or "") for end in ("min", "max"))
    slider.tap()
    page.evaluate(FOLLOWED)
    tapped = float(slider.input_value())
    assert (tapped - low) / (high - low) == pytest.approx(0.5, abs=0.03)
    shown = box.input_value()
    drag_by_touch(page, slider, 80, 4)
    assert float(slider.input_value()) > tapped + 0.15 * (high - low)
    assert box.input_value() != shown


def test_the_data_table_does_not_seem_to_end_early_on_a_phone(open_figures: Open) -> None:
    page = open_figures(has_touch=True, is_mobile=True, viewport=(360, 740))
    first(page).locator(".xp-data > summary").click()
    table = first(page).locator(".xp-table")
    table.locator("tbody tr").last.wait_for()
    assert table.evaluate("(node) => node.scrollHeight - node.clientHeight") <= 1


def test_escape_closes_a_panel_and_goes_back_to_its_button(open_figures: Open) -> None:
    page = open_figures()
    figure = first(page)
    share = figure.get_by_role("button", name="Share")
    panel = figure.locator(".xp-panel")
    for inside in (True, False):
        share.click()
        panel.locator("input").first.wait_for()
        if inside:
            panel.locator("input").first.focus()
        page.keyboard.press("Escape")
        assert panel.is_hidden()
        assert share.get_attribute("aria-expanded") == "false"
        assert share.evaluate("(node) => node === document.activeElement")


def test_nothing_is_left_on_the_page_but_the_figures_and_what_their_scripts_share(
    open_figures: Open,
) -> None:
    page = open_figures()
    added = page.evaluate(
        """() => {
          const frame = document.createElement("iframe");
          document.body.append(frame);
          const fresh = new Set(Object.getOwnPropertyNames(frame.contentWindow));
          return Object.getOwnPropertyNames(window).filter(name => !fresh.has(name));
        }"""
    )
    assert [name for name in added if not re.match(r"^(\d+|__pw|__playwright)", name)] == [
        # What the page's script lends to the parts that it fetches.
        "coldToWarm"
    ]


def test_a_drag_is_painted_in_the_next_frame(open_figures: Open) -> None:
    page = open_figures()
    times = page.evaluate(
        f"""async () => {{
          const slider = document.querySelector("input[name=s]");
          const times = [];
          for (let i = 0; i < 40; i++) {{
            slider.value = 0.01 + i * 0.001;
            const start = performance.now();
            slider.dispatchEvent(new Event("input"));
            await ({NEXT_FRAME})();
            times.push(performance.now() - start);
          }}
          return times.sort((a, b) => a - b);
        }}"""
    )
    # Two frames at 60 Hz; a busy machine gets some slack.
    assert times[len(times) // 2] < 50, times
