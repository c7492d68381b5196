"""The figure for those who hear it: the curve as pitch, and what has changed in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.models import surveillance
from course_utils.simulate import simulate

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

# What the loudspeaker is asked for, written down on the way to it.
LISTEN = """
window.heard = [];
const { setValueCurveAtTime } = AudioParam.prototype;
AudioParam.prototype.setValueCurveAtTime = function (curve, start, seconds) {
  window.heard.push({ curve: [...curve], seconds });
  return setValueCurveAtTime.call(this, curve, start, seconds);
};
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = build_spec(surveillance, controls=["s"], days=(0, 400), show=["T", "E"])
    document = tmp_path_factory.mktemp("sound") / "page.html"
    document.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sound</title>'
        f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script></head><body><main>'
        f"{figure_html(surveillance, spec)}</main></body></html>",
        encoding="utf-8",
    )
    return document


@pytest.fixture
def page(new_page: Open, document: Path) -> Page:
    page = new_page(offline=True)
    page.add_init_script(LISTEN)
    page.goto(document.as_uri())
    page.wait_for_selector("figure.explorer[data-state=live]")
    return page


def open_sound(page: Page) -> None:
    button = page.get_by_role("button", name="Sound")
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    page.get_by_role("group", name="The curve as sound").wait_for()


def heard(page: Page) -> dict[str, Any]:
    page.get_by_role("button", name="Play").press("Enter")
    page.get_by_role("button", name="Stop").wait_for()
    curve: dict[str, Any] = page.evaluate("window.heard.at(-1)")
    return curve


def test_nothing_sounds_until_it_is_asked_for(page: Page) -> None:
    open_sound(page)
    assert page.evaluate("window.heard") == []


def test_pitch_follows_the_curve_over_three_octaves(page: Page) -> None:
    open_sound(page)
    run = simulate(surveillance, days=(0, 400), points=401)
    curve = heard(page)["curve"]
    assert len(curve) == 401
    for day in (0, 45, 160, 400):
        share = run["T"][day] / run["T"].max()
        assert curve[day] == pytest.approx(110 * 8**share, rel=1e-4)
    assert max(curve) == pytest.approx(880, rel=1e-6)


def test_another_curve_can_be_chosen_and_the_legend_says_what_is_heard(page: Page) -> None:
    open_sound(page)
    page.get_by_label("Effector cells", exact=True).check()
    legend = page.locator(".xp-legend").inner_text()
    assert legend.startswith("Effector cells: the lowest tone is zero")
    assert "2.98 million cells. 400 days take 4 seconds." in legend
    run = simulate(surveillance, days=(0, 400), points=401)
    curve = heard(page)["curve"]
    assert curve[0] == pytest.approx(110 * 8 ** (run["E"][0] / run["E"].max()), rel=1e-4)


def test_the_tone_ends_by_itself_and_shows_where_it_is_meanwhile(page: Page) -> None:
    open_sound(page)
    heard(page)
    page.wait_for_function(
        "() => /Day (?!0 )\\d/.test(document.querySelector('.xp-hover').textContent)"
    )
    page.get_by_role("button", name="Play").wait_for(timeout=10_000)
    assert page.locator(".xp-hover").inner_text() == ""


def test_a_moved_slider_silences_what_no_longer_holds(page: Page) -> None:
    open_sound(page)
    heard(page)
    page.get_by_label("Effector supply", exact=True).press("ArrowRight")
    page.get_by_role("button", name="Play").wait_for(timeout=2000)


def test_the_figure_tells_what_changed_and_what_came_of_it(page: Page) -> None:
    status = page.get_by_role("status")
    page.wait_for_function("() => document.querySelector('[role=status]').textContent")
    assert "from" not in (status.text_content() or "").split(".")[0]
    page.get_by_label("Effector supply, as a number").fill("0.08")
    page.wait_for_function(
        "() => document.querySelector('[role=status]').textContent.includes('0.08')"
    )
    spoken = status.text_content() or ""
    assert spoken.startswith("Effector supply: from 0.013 to 0.08 million cells per day. ")
    assert "The ending was dormant and is now eliminated." in spoken
    assert "Tumour cells: highest" in spoken
