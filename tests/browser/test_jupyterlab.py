"""A chapter in a real JupyterLab: as a picture before it was run, alive afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CHAPTER = "02-immune-surveillance.ipynb"
# A cold kernel on a slow machine takes its time to import and to draw.
PATIENCE = 90_000


@pytest.fixture
def lab(jupyterlab: str, new_page: Callable[..., Page]) -> Iterator[Page]:
    """Open the chapter; JupyterLab's own complaints to the console are not the course's."""
    page = new_page(viewport=(1400, 1000), check=False)
    page.goto(f"{jupyterlab}lab/tree/notebooks/{CHAPTER}?reset")
    page.locator(".jp-Notebook").wait_for(timeout=PATIENCE)
    yield page
    assert not page.external_requests  # type: ignore[attr-defined]
    # Do not ask whether to save what the test changed.
    page.evaluate("window.onbeforeunload = null")


def run_all(page: Page) -> None:
    # Before the kernel is there, JupyterLab would ask which one to take.
    page.get_by_text("| Idle").first.wait_for(timeout=PATIENCE)
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).first.click()


def live_figure(page: Page) -> Locator:
    figure = page.locator(".jp-OutputArea figure.explorer[data-state=live]").first
    figure.wait_for(state="attached", timeout=PATIENCE)
    figure.scroll_into_view_if_needed()
    return figure


def canvas_of(figure: Locator) -> str:
    return figure.locator("canvas").first.evaluate("canvas => canvas.toDataURL()")  # type: ignore[no-any-return]


def python(page: Page, code: str) -> str:
    """Type code into the last cell of the notebook, run it, and return what it prints."""
    page.locator(".jp-Notebook").click(position={"x": 3, "y": 3})
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("^Insert a cell below")).first.click()
    cell = page.locator(".jp-Cell.jp-mod-active")
    cell.locator(".cm-content").click()
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    output = cell.locator(".jp-OutputArea-output").first
    output.wait_for(timeout=PATIENCE)
    return output.inner_text().strip()


def test_an_unrun_and_untrusted_notebook_shows_the_picture(lab: Page) -> None:
    picture = lab.locator(".jp-OutputArea img.explorer-picture").first
    picture.wait_for(state="attached", timeout=PATIENCE)
    picture.scroll_into_view_if_needed()
    assert picture.get_attribute("alt")
    size = picture.evaluate("image => [image.naturalWidth, image.getBoundingClientRect().width]")
    assert min(size) > 300
    assert lab.locator("figure.explorer[data-state=live]").count() == 0
    # Nothing in the output area is an error in place of a widget.
    assert "Error displaying widget" not in lab.locator(".jp-Notebook").inner_text()


TRIAL = """from course_utils import POPULATIONS, Progression, explore, il6
alone = il6.treatments["trastuzumab"].during(0, 181)
both = [alone, il6.treatments["blocker"].during(0, 181)]
explore(il6, show=["N"], controls=["u"], days=(0, 180), view="trial", trial={
"arms": {"Alone": [alone], "Both": both}, "population": POPULATIONS["il6"],
"endpoint": Progression("N"), "patients": 40})"""


def test_a_virtual_trial_draws_its_curves_and_follows_a_slider(lab: Page) -> None:
    lab.get_by_text("| Idle").first.wait_for(timeout=PATIENCE)
    python(lab, TRIAL)
    figure = live_figure(lab)
    figure.locator(".xp-curves polyline").nth(1).wait_for(timeout=PATIENCE)
    before = figure.locator(".xp-said").inner_text()
    assert "Both against Alone: hazard ratio" in before
    figure.locator("input[type=range][name=u]").press("Home")
    lab.wait_for_function(
        "([figure, before]) => figure.querySelector('.xp-said').innerText !== before",
        arg=[figure.element_handle(), before],
    )


def test_figure_and_python_move_each_other_and_what_is_wrong_moves_neither(lab: Page) -> None:
    run_all(lab)
    figure = live_figure(lab)
    before = canvas_of(figure)
    slider = figure.locator("input[type=range][name=s]")
    slider.evaluate(
        """(input) => {
          input.value = 0.05;
          input.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    lab.wait_for_function(
        "([figure, before]) => figure.querySelector('canvas').toDataURL() !== before",
        arg=[figure.element_handle(), before],
    )
    assert python(lab, "print(figure.values['s'])") == "0.05"

    moved = canvas_of(figure)
    python(lab, "figure.values = {'s': 0.02}; print('set')")
    lab.wait_for_function(
        "([figure, before]) => figure.querySelector('canvas').toDataURL() !== before",
        arg=[figure.element_handle(), moved],
    )
    assert float(slider.input_value()) == pytest.approx(0.02)

    answer = python(
        lab,
        "try:\n    figure.values = {'q': 1}\nexcept ValueError as error:\n    print(error)\n",
    )
    assert "no parameter or state called 'q'" in answer
    assert python(lab, "print(figure.values['s'])") == "0.02"
    assert float(slider.input_value()) == pytest.approx(0.02)

    # An arrow is the slider's, and does not lead JupyterLab to another cell.
    slider.focus()
    lab.keyboard.press("ArrowRight")
    assert float(slider.input_value()) > 0.02
    assert slider.evaluate("input => input === document.activeElement")
    # The same for treatments.
    python(
        lab,
        "drugs = surveillance.treatments['immunosuppression']\n"
        "figure.treatments = [drugs.during(45, 63)]\nprint('set')",
    )
    end = figure.locator(".xp-to")
    end.wait_for(state="attached", timeout=PATIENCE)
    end.scroll_into_view_if_needed()
    assert end.get_attribute("aria-valuetext") == "day 63"
    end.focus()
    for key in ("ArrowUp", "ArrowUp", "PageUp"):
        lab.keyboard.press(key)
    # The keys are the handle's, and not those that go from cell to cell.
    assert end.evaluate("(end) => end === end.getRootNode().activeElement")
    assert end.get_attribute("aria-valuetext") == "day 75"
    assert python(lab, "print(figure.treatments[0]['to'])") == "75"
    answer = python(
        lab,
        "try:\n    figure.treatments = [drugs.during(45, 63), drugs.during(50, 70)]\n"
        "except ValueError as error:\n    print(error)\n",
    )
    assert "overlap" in answer
    assert end.get_attribute("aria-valuetext") == "day 75"


def test_a_prediction_is_asked_before_python_hears_of_a_run(lab: Page) -> None:
    lab.get_by_text("| Idle").first.wait_for(timeout=PATIENCE)
    python(
        lab,
        "from course_utils import explore, surveillance\n"
        "guessed = explore(surveillance, show=['T'], controls=['s'], values={'s': 0.02},\n"
        "    predict={'sketch': 'T', 'values': {'T': 100}, 'answers': ['dormant', 'escaped']})\n"
        "guessed",
    )
    figure = lab.locator(".jp-OutputArea figure.explorer[data-predict]")
    figure.wait_for(timeout=PATIENCE)
    assert figure.get_attribute("data-predict") == "asking"
    assert python(lab, "print(guessed.values)") == "{'s': 0.013, 'T': 100.0}"
    # Arrows are the points' own, and lead to no other cell.
    point = figure.locator(".xp-point").last
    point.focus()
    lab.keyboard.press("ArrowUp")
    assert point.evaluate("(point) => point === point.getRootNode().activeElement")
    assert point.get_attribute("aria-valuetext") != "not drawn yet"
    figure.get_by_label("escaped").check()
    figure.get_by_role("button", name="Show me").click()
    assert figure.get_attribute("data-predict") == "shown"
    assert "You chose “escaped”, and so it is." in figure.locator(".xp-verdict").inner_text()
    # It goes on as any figure, in both directions.
    python(lab, "guessed.values = {'s': 0.05}; print('set')")
    slider = figure.locator("input[type=range][name=s]")
    lab.wait_for_function("(slider) => slider.value === '0.05'", arg=slider.element_handle())


def test_a_line_of_python_and_downloads_are_offered_but_no_link(lab: Page) -> None:
    run_all(lab)
    figure = live_figure(lab)
    figure.locator(".xp-chip").nth(1).click()
    figure.get_by_role("button", name="Share", exact=True).click()
    line = figure.locator(".xp-share-text")
    line.wait_for(timeout=PATIENCE)
    # The only field: an address of JupyterLab says nothing of a figure.
    assert line.count() == 1
    code = line.input_value()
    assert 'values={"T": 100}' in code
    # Its style has reached it, wherever JupyterLab has put it.
    assert (
        figure.locator(".xp-share-row").evaluate("row => getComputedStyle(row).display") == "flex"
    )
    last = code.rindex("explore(")
    assert python(lab, f"{code[:last]}print({code[last:]}.values['T'])") == "100.0"

    figure.get_by_role("button", name="Download", exact=True).click()
    offered = figure.locator(".xp-download button").all_inner_texts()
    assert offered == ["Picture (PNG)", "Drawing (SVG)", "Numbers (CSV)"]
    with lab.expect_download() as got:
        figure.get_by_role("button", name="Numbers (CSV)").click()
    assert got.value.suggested_filename == "surveillance.csv"
    assert b"\r\n400," in got.value.path().read_bytes()


def test_in_a_notebook_a_model_can_be_broken_fitted_and_left_to_chance(lab: Page) -> None:
    lab.get_by_text("| Idle").first.wait_for(timeout=PATIENCE)
    lab.locator(".jp-Notebook").click(position={"x": 3, "y": 3})
    lab.keyboard.press("Escape")
    lab.get_by_role("button", name=re.compile("^Insert a cell below")).first.click()
    cell = lab.locator(".jp-Cell.jp-mod-active")
    cell.locator(".cm-content").click()
    lab.keyboard.insert_text(
        "from course_utils import birth_death, explore\n"
        "explore(birth_death, days=(0, 10), controls=['b', 'd'], breakable=True,\n"
        "        chance=True, view='chance', data={'C': ([2, 4, 6], [2, 4, 8])})"
    )
    lab.keyboard.press("Control+Enter")
    figure = cell.locator("figure.explorer[data-state=live]")
    figure.wait_for(timeout=PATIENCE)
    said = figure.locator(".xp-said")
    said.get_by_text("Eliminated by day 10: 26 of 50 runs").wait_for(timeout=PATIENCE)
    figure.get_by_label("Your seed", exact=True).fill("3")
    said.get_by_text("Your run, with seed 3:").wait_for()
    figure.get_by_role("button", name="Break it").click()
    figure.get_by_role("checkbox", name="death").uncheck()
    said.get_by_text("This is the model without death.").wait_for()
    assert "C1.3 falls" in figure.locator(".xp-knockout").inner_text()
    figure.get_by_role("button", name="Restore all").click()
    figure.get_by_role("button", name="Fit", exact=True).click()
    figure.get_by_role("button", name="Find the best fit").click()
    figure.locator(".xp-fit").get_by_text("at best").wait_for()
    figure.get_by_role("button", name="Use these values").click()
    # A cell that divides 0.35 times a day more often than it dies.
    values = python(lab, "print(round(_.values['b'] - _.values['d'], 3))")
    assert values == "0.347"


def test_a_model_in_space_plays_in_a_notebook(lab: Page) -> None:
    lab.get_by_text("| Idle").first.wait_for(timeout=PATIENCE)
    python(
        lab,
        "from course_utils import explore_space, infiltration\n"
        "explore_space(infiltration, preset='excluded', days=20)",
    )
    figure = lab.locator(".jp-OutputArea figure.space[data-state=live]")
    figure.wait_for(timeout=PATIENCE)
    said = figure.locator(".sp-said")
    said.get_by_text("Day 0:").wait_for()
    # Its style has reached it, wherever JupyterLab has put it.
    assert figure.locator(".sp-main").evaluate("n => getComputedStyle(n).display") == "grid"
    figure.get_by_role("button", name="One day on").click()
    said.get_by_text("Day 1.").wait_for()
    figure.get_by_label("Speed").select_option("10")
    figure.get_by_role("button", name="Play").click()
    said.get_by_text("Day 20. Excluded:").wait_for(timeout=PATIENCE)
    # A key is the slider's, and does not lead JupyterLab to another cell.
    figure.get_by_text("Place cells").click()
    across = figure.get_by_label("From left to right")
    across.press("ArrowRight")
    assert across.evaluate("node => node === node.getRootNode().activeElement")
    assert across.get_attribute("aria-valuetext") == "0.05 mm from the middle"
