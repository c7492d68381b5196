"""The map of fates on a page that was opened from a disk: as Python has it, and to be played with.

Where a run ends is judged by Python's own solver, never by the page's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import expect

from course_utils.analysis import nullclines, separatrices, steady_states
from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.models import surveillance
from course_utils.simulate import simulate
from tests.browser.frames import FOLLOWED, NEXT_FRAME

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

E_RANGE, T_RANGE = (0.0, 3.5), (0.5, 500.0)
DRUGS = surveillance.treatments["immunosuppression"]
PIXELS = """figure => {
  const canvas = figure.querySelector(".xp-map canvas");
  return canvas.toDataURL();
}"""
PLANES = """(requests) => {
  const { explorer } = document.querySelector("figure.explorer");
  return requests.map((values) => explorer.plane(values));
}"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = build_spec(
        surveillance,
        controls=["s", "m", "E", "T"],
        days=(0, 1000),
        phase={"E": E_RANGE, "T": T_RANGE},
        presets={
            "Large": {"T": 100, "look": "It escapes."},
            "Drugs": {"E": 1.6, "T": 8.2, "treatments": [DRUGS.during(45, 136)], "look": "Pushed."},
        },
        question="Which starts are held?",
    )
    document = tmp_path_factory.mktemp("phase") / "page.html"
    document.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Map</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script></head><body><main>'
        f"{figure_html(surveillance, spec)}<p style='height:60rem'></p></main></body></html>",
        encoding="utf-8",
    )
    return document


@pytest.fixture
def open_map(new_page: Open, document: Path) -> Open:
    def open_map(**options: Any) -> Page:
        page = new_page(offline=True, **options)
        page.goto(document.as_uri())
        page.wait_for_selector("figure.explorer[data-state=live] .xp-map canvas")
        page.evaluate(FOLLOWED)
        return page

    return open_map


def figure_of(page: Page) -> Locator:
    return page.locator("figure.explorer")


def said(page: Page) -> str:
    page.evaluate(FOLLOWED)
    return figure_of(page).locator(".xp-said").inner_text()


def pixels(page: Page) -> str:
    page.evaluate(FOLLOWED)
    drawn: str = figure_of(page).evaluate(PIXELS)
    return drawn


def number(page: Page, label: str) -> float:
    page.evaluate(FOLLOWED)
    return float(figure_of(page).get_by_label(f"{label} at the start, as a number").input_value())


def start_of(page: Page) -> tuple[float, float]:
    return number(page, "Effector cells"), number(page, "Tumour cells")


def spot(page: Page, effectors: float, tumour: float) -> tuple[float, float]:
    """Return where on the screen a point of the plane lies."""
    box = figure_of(page).locator(".xp-map .u-over").bounding_box()
    assert box
    low, high = map(math.log, T_RANGE)
    across = (effectors - E_RANGE[0]) / (E_RANGE[1] - E_RANGE[0])
    upwards = (math.log(tumour) - low) / (high - low)
    return box["x"] + across * box["width"], box["y"] + (1 - upwards) * box["height"]


def points_of_the_box(count: int) -> list[dict[str, float]]:
    rng = np.random.default_rng(20260301)
    ends = {name: p.range for name, p in surveillance.parameters.items() if p.range}
    return [
        {name: float(rng.uniform(*pair)) for name, pair in ends.items() if pair}
        for _ in range(count)
    ]


def test_page_and_python_find_the_same_steady_states_of_the_same_kind(open_map: Open) -> None:
    # 0.0213 is just short of where C and D meet; at 0.0054 dormancy is about to go.
    requests = [{}, *({"s": s} for s in (0.0213, 0.02131, 0.0054, 0.033)), *points_of_the_box(12)]
    planes = open_map().evaluate(PLANES, requests)
    for request, plane in zip(requests, planes, strict=True):
        wanted = steady_states(surveillance, **request)
        found = plane["steady"]
        assert len(found) == len(wanted), request
        for ours, theirs in zip(found, wanted, strict=True):
            np.testing.assert_allclose(
                ours["values"], [*theirs.values.values()], rtol=1e-6, atol=1e-9
            )
            assert ours["stable"] == theirs.stable, request
            assert ours["kind"].lower() == theirs.kind.replace(" ", ""), request
            rates = [complex(value["re"], value["im"]) for value in ours["eigenvalues"]]
            np.testing.assert_allclose(rates, theirs.eigenvalues, rtol=1e-6, atol=1e-9)


def test_nothing_changes_along_the_nullclines(open_map: Open) -> None:
    (plane,) = open_map().evaluate(PLANES, [{}])
    fine = nullclines(surveillance, np.linspace(1e-6, 3.5, 800), np.geomspace(*T_RANGE, 800))
    for state in ("E", "T"):
        theirs = np.vstack(fine[state])
        assert len(plane["nullclines"][state]) == len(fine[state])
        for line in plane["nullclines"][state]:
            for place in line:
                effectors, tumour = values_at(place)
                # In widths of the plane; a pixel is about a thousandth.
                gaps = np.hypot(
                    (theirs[:, 0] - effectors) / 3.5,
                    np.log(theirs[:, 1] / tumour) / math.log(1000),
                )
                assert gaps.min() < 0.003


def values_at(place: list[float]) -> tuple[float, float]:
    low, high = map(math.log, T_RANGE)
    return 3.5 * place[0], math.exp(low + place[1] * (high - low))


def test_the_watershed_runs_through_the_saddle_and_divides_held_from_escaped(
    open_map: Open,
) -> None:
    (plane,) = open_map().evaluate(PLANES, [{}])
    (line,) = plane["separatrices"]
    points = np.array([values_at(place) for place in line])
    saddle = steady_states(surveillance)[2].values
    assert np.any(np.all(np.isclose(points, [saddle["E"], saddle["T"]], rtol=1e-9), axis=1))

    def outcome(effectors: float, tumour: float) -> str | None:
        return simulate(surveillance, days=(0, 3000), E=effectors, T=tumour).outcome

    inside = [p for p in points if 0.02 <= p[0] <= 3.5 and T_RANGE[0] <= p[1] <= T_RANGE[1]]
    for effectors, tumour in inside[:: len(inside) // 8]:
        assert outcome(effectors, 0.995 * tumour) == "dormant"
        assert outcome(effectors, 1.005 * tumour) == "escaped"
    # And it is the line that Python draws.
    (theirs,) = separatrices(surveillance, E_RANGE, T_RANGE, log_y=True)
    for effectors, tumour in inside:
        gaps = np.hypot(
            (theirs[:, 0] - effectors) / 3.5, np.log(theirs[:, 1] / tumour) / math.log(1000)
        )
        assert gaps.min() < 0.01


def test_there_is_no_watershed_where_all_is_held(open_map: Open) -> None:
    (plane,) = open_map().evaluate(PLANES, [{"s": 0.033}])
    assert plane["separatrices"] == []


def test_a_click_sets_the_start_and_its_number_boxes(open_map: Open) -> None:
    page = open_map()
    before = pixels(page)
    page.mouse.click(*spot(page, 2.0, 50))
    effectors, tumour = start_of(page)
    assert effectors == pytest.approx(2, abs=0.01)
    assert tumour == pytest.approx(50, rel=0.03)
    assert pixels(page) != before
    assert "held in check: dormant" in said(page)
    page.mouse.click(*spot(page, 0.4, 300))
    assert "escaped" in said(page)
    assert "the run is at point D (stable node)" in said(page)


def test_typing_a_start_moves_the_diamond_and_the_path(open_map: Open) -> None:
    page = open_map()
    before = pixels(page)
    figure = figure_of(page)
    figure.get_by_label("Effector cells at the start, as a number").fill("1")
    figure.get_by_label("Tumour cells at the start, as a number").fill("20")
    assert pixels(page) != before
    box = figure.locator(".xp-start").bounding_box()
    assert box
    x, y = spot(page, 1, 20)
    assert box["x"] + box["width"] / 2 == pytest.approx(x, abs=1.5)
    assert box["y"] + box["height"] / 2 == pytest.approx(y, abs=1.5)


def test_the_diamond_is_dragged_without_a_jump(open_map: Open) -> None:
    page = open_map()
    page.mouse.click(*spot(page, 1, 20))
    x, y = spot(page, 1, 20)
    page.mouse.move(x + 8, y + 8)
    page.mouse.down()
    page.mouse.move(x + 9, y + 8)
    page.evaluate(FOLLOWED)
    assert start_of(page)[0] == pytest.approx(1, abs=0.01)
    there = spot(page, 3, 100)
    page.mouse.move(there[0] + 8, there[1] + 8, steps=4)
    page.mouse.up()
    effectors, tumour = start_of(page)
    assert effectors == pytest.approx(3, abs=0.02)
    assert tumour == pytest.approx(100, rel=0.05)
    page.mouse.move(*spot(page, 0.5, 1))
    assert start_of(page) == (effectors, tumour)


def test_arrow_keys_move_the_start_in_steps_that_are_spoken(open_map: Open) -> None:
    page = open_map()
    handle = figure_of(page).get_by_role("slider", name="Start of the run on the map")
    effectors, tumour = start_of(page)
    handle.focus()
    page.keyboard.press("ArrowRight")
    assert start_of(page)[0] == pytest.approx(effectors + 0.035, abs=0.002)
    assert start_of(page)[1] == tumour
    page.keyboard.press("ArrowUp")
    assert start_of(page)[1] == pytest.approx(tumour * 1000**0.01, rel=0.01)
    for _ in range(9):
        page.keyboard.press("Shift+ArrowUp")
    assert "escaped" in said(page)
    spoken = handle.get_attribute("aria-valuetext")
    assert spoken
    assert spoken_number(spoken, "tumour cells") == pytest.approx(start_of(page)[1], rel=0.01)
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def spoken_number(words: str, label: str) -> float:
    return float(words.split(f"{label} ")[1].split()[0].replace(",", ""))


def test_the_start_never_leaves_its_sliders(open_map: Open) -> None:
    page = open_map()
    # The map shows 500 million cells, the slider ends at 450.
    page.mouse.click(*spot(page, 1, 495))
    assert start_of(page)[1] == 450
    assert not figure_of(page).locator(".xp-error").is_visible()


def test_sliders_move_the_lines_and_the_words(open_map: Open) -> None:
    page = open_map()
    before = pixels(page)
    figure = figure_of(page)
    assert "C, saddle, unstable" in said(page)
    figure.get_by_label("Effector supply, as a number").fill("0.033")
    assert pixels(page) != before
    assert "C, saddle" not in said(page)
    assert "B, stable spiral: effector cells" in said(page)


def test_words_in_the_live_region_name_the_points_and_where_the_run_ends(open_map: Open) -> None:
    page = open_map()
    heard = figure_of(page).get_by_role("status")
    points = ("A, saddle, unstable:", "B, stable spiral:", "D, stable node:")
    for words in points:
        expect(heard).to_contain_text(words)
    page.mouse.click(*spot(page, 0.4, 300))
    expect(heard).to_contain_text("at point D")
    expect(heard).to_contain_text("escaped")
    # They stayed where they were, so they are not named again.
    for words in points:
        expect(heard).not_to_contain_text(words)
    figure_of(page).get_by_label("Effector supply, as a number").fill("0.033")
    expect(heard).to_contain_text("B, stable spiral:")


def test_the_data_table_lists_the_steady_states(open_map: Open) -> None:
    page = open_map()
    figure = figure_of(page)
    figure.get_by_text("Data table").click()
    table = figure.locator("table", has_text="Steady states")
    table.wait_for()  # it is filled once it has unfolded
    rows = table.locator("tbody tr")
    assert rows.count() == 4
    assert "stable spiral" in rows.nth(1).inner_text()
    assert "8.19" in rows.nth(1).inner_text()
    assert "−0.00552 ± 0.0634 i" in rows.nth(1).inner_text()
    figure.get_by_label("Effector supply, as a number").fill("0.033")
    rows.nth(2).wait_for(state="detached")


def test_views_change_places_without_a_jump_and_share_the_choice(open_map: Open) -> None:
    page = open_map()
    figure = figure_of(page)
    figure.get_by_role("button", name="Large").click()
    height = figure.bounding_box()["height"]
    over_time = figure.get_by_role("button", name="Over time")
    over_time.click()
    page.evaluate(FOLLOWED)
    assert over_time.get_attribute("aria-pressed") == "true"
    assert not figure.locator(".xp-map canvas").is_visible()
    assert figure.locator(".xp-chart:not(.xp-map) canvas").is_visible()
    assert figure.get_by_role("button", name="Log axis").is_visible()
    assert "Tumour cells: highest" in said(page)
    assert start_of(page)[1] == 100
    assert figure.bounding_box()["height"] == height
    figure.get_by_role("button", name="Drugs", exact=True).click()
    figure.get_by_role("button", name="Map of fates").click()
    assert "Begun at effector cells 1.6, tumour cells 8.2" in said(page)
    assert "escaped" in said(page)
    assert figure.bounding_box()["height"] == height


def test_nothing_jumps_while_the_start_or_a_slider_moves(open_map: Open) -> None:
    page = open_map(viewport=(700, 900))
    heights = set()
    for supply in ("0.001", "0.013", "0.0213", "0.09"):
        figure_of(page).get_by_label("Effector supply, as a number").fill(supply)
        for place in ((0.2, 0.6), (3, 400)):
            page.mouse.click(*spot(page, *place))
            page.evaluate(FOLLOWED)
            heights.add(figure_of(page).bounding_box()["height"])
    assert len(heights) == 1


def test_a_pinned_run_stays_on_the_map(open_map: Open) -> None:
    page = open_map()
    figure = figure_of(page)
    figure.get_by_role("button", name="Large").click()
    alone = pixels(page)
    page.mouse.click(*spot(page, 2.5, 20))
    figure.get_by_role("button", name="Pin this run").click()
    figure.get_by_role("button", name="Large").click()
    assert pixels(page) != alone
    figure.get_by_role("button", name="Unpin").click()
    assert pixels(page) == alone


def test_a_finger_taps_a_start_and_still_scrolls_the_page(open_map: Open) -> None:
    page = open_map(has_touch=True, is_mobile=True, viewport=(360, 740))
    figure_of(page).locator(".xp-map").scroll_into_view_if_needed()
    page.touchscreen.tap(*spot(page, 2.0, 50))
    effectors, tumour = start_of(page)
    assert effectors == pytest.approx(2, abs=0.03)
    assert tumour == pytest.approx(50, rel=0.1)
    touch = "(selector) => getComputedStyle(document.querySelector(selector)).touchAction"
    assert page.evaluate(touch, ".xp-surface") == "auto"
    assert page.evaluate(touch, ".xp-start") == "none"
    box = figure_of(page).locator(".xp-start").bounding_box()
    assert min(box["width"], box["height"]) >= 44
    for button in figure_of(page).locator(".xp-switch button").all():
        assert button.bounding_box()["height"] >= 43
    # A swipe that begins on the map scrolls, and leaves the start where it is.
    session = page.context.new_cdp_session(page)
    x, y = spot(page, 1.0, 20)

    def touch_event(kind: str, *at: float) -> None:
        points = [{"x": x, "y": at[0]}] if at else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch_event("touchStart", y)
    for step in range(1, 7):
        touch_event("touchMove", y - 25 * step)
        page.evaluate(FOLLOWED)
    touch_event("touchEnd")
    assert page.evaluate("window.scrollY") > 50
    assert start_of(page) == (effectors, tumour)


@pytest.mark.parametrize("width", [320, 360, 768, 1300])
def test_no_width_makes_the_page_scroll_sideways(open_map: Open, width: int) -> None:
    page = open_map(viewport=(width, 800))
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_map_is_drawn_anew_in_the_dark(open_map: Open) -> None:
    page = open_map(color_scheme="dark")
    dark = pixels(page)
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    page.wait_for_selector("figure.explorer[data-xp-theme=light]")
    assert pixels(page) != dark


def test_without_scripts_a_picture_of_the_map_stays(new_page: Open, document: Path) -> None:
    page = new_page(offline=True, java_script_enabled=False)
    page.goto(document.as_uri())
    picture = page.locator(".explorer-picture")
    assert picture.is_visible()
    assert "Saddle at effector cells 0.759" in picture.get_attribute("alt")


def test_a_drag_is_painted_in_the_next_frame(open_map: Open) -> None:
    page = open_map()
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
    # The quicker quarter shows what the work costs, the rest how busy the machine is.
    assert times[len(times) // 4] < 40, times
