"""Taking processes out of a live figure: as Python has it, and as a reader does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from course_utils.analysis import steady_states
from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.modelling import Model
from course_utils.models import MODELS, birth_death, surveillance
from course_utils.simulate import simulate_stochastic
from tests.browser.axe import faults
from tests.browser.frames import FOLLOWED
from tests.browser.test_parity import DAYS, POINTS, RUN_ALL, treated, worst_gap

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

LARGE = {"T": 100, "look": "It escapes."}


@pytest.fixture
def open_figure(new_page: Open, tmp_path: Path) -> Open:
    def open_figure(model: Model, options: dict[str, Any], **context: Any) -> Page:
        document = tmp_path / "page.html"
        spec = build_spec(model, breakable=True, **options)
        document.write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Figure</title>'
            '<meta name="viewport" content="width=device-width">'
            f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script></head><body><main>'
            f"<h1>Figure</h1>{figure_html(model, spec)}</main></body></html>",
            encoding="utf-8",
        )
        page = new_page(offline=True, **context)
        page.goto(document.as_uri())
        page.wait_for_selector("figure.explorer[data-state=live]")
        return page

    return open_figure


def panel(page: Page) -> Locator:
    page.get_by_role("button", name="Break it").click()
    found = page.locator(".xp-knockout")
    found.wait_for()
    return found


def said(page: Page) -> str:
    page.evaluate(FOLLOWED)
    return page.locator(".xp-said").inner_text()


def drawn(page: Page) -> str:
    page.evaluate(FOLLOWED)
    url: str = page.locator("canvas").first.evaluate("canvas => canvas.toDataURL()")
    return url


@pytest.mark.slow
@pytest.mark.parametrize("name", ["surveillance", "hotcold", "cart", "il6", "ov_cart", "progestin"])
def test_without_any_process_the_page_runs_as_python_does(name: str, open_figure: Open) -> None:
    model = MODELS[name]
    requests = [
        {"values": {}, "days": DAYS, "points": POINTS, "treatments": courses, "without": [process]}
        for process in model.processes
        for courses in ([], treated(model))[: 2 if model.treatments else 1]
    ]
    answers = open_figure(model, {"days": DAYS}).evaluate(RUN_ALL, requests)
    solved = 0
    for request, answer in zip(requests, answers, strict=True):
        if "error" in answer:
            # Nothing holds it back any more, and the page says so.
            assert "too fast to be solved" in answer["error"], request
            continue
        assert worst_gap(answer["y"], model.without(*request["without"]), request) <= 1, request
        solved += 1
    assert solved >= 0.8 * len(requests)


def test_the_whole_model_is_the_same_to_the_last_bit_whatever_was_broken_before(
    open_figure: Open, new_page: Open, tmp_path: Path
) -> None:
    request = {"days": DAYS, "points": POINTS, "treatments": treated(surveillance)}
    broken = {**request, "without": ["recruitment", "killing"]}
    page = open_figure(surveillance, {})
    first, _, again = page.evaluate(RUN_ALL, [request, broken, request])
    document = tmp_path / "plain.html"
    script = (STATIC / "explorer.page.js").as_uri()
    document.write_text(
        f'<!doctype html><meta charset="utf-8"><script src="{script}"></script>'
        f"{figure_html(surveillance, build_spec(surveillance))}",
        encoding="utf-8",
    )
    plain = new_page(offline=True)
    plain.goto(document.as_uri())
    plain.wait_for_selector("figure.explorer[data-state=live]")
    (unbreakable,) = plain.evaluate(RUN_ALL, [request])
    assert first["y"] == again["y"] == unbreakable["y"]
    (unknown,) = page.evaluate(RUN_ALL, [{"without": ["x"]}])
    assert "no process that can be taken out called 'x'" in unknown["error"]


def test_map_and_runs_by_chance_are_those_of_the_broken_model(open_figure: Open) -> None:
    page = open_figure(surveillance, {"phase": {"E": (0, 3.5), "T": (0.5, 500)}})
    for process in surveillance.processes:
        plane = page.evaluate(
            "(without) => document.querySelector('figure.explorer').explorer.plane({}, without)",
            [process],
        )
        wanted = steady_states(surveillance.without(process))
        assert len(plane["steady"]) == len(wanted), process
        for ours, theirs in zip(plane["steady"], wanted, strict=True):
            values = [*theirs.values.values()]
            np.testing.assert_allclose(ours["values"], values, rtol=1e-6, atol=1e-9)
            rates = [complex(value["re"], value["im"]) for value in ours["eigenvalues"]]
            np.testing.assert_allclose(rates, theirs.eigenvalues, rtol=1e-6, atol=1e-9)
    request = {"days": [0, 30], "points": 31, "values": {"T": 1e-6}, "seed": 5}
    answer = page.evaluate(
        "(request) => document.querySelector('figure.explorer').explorer.runStochastic(request)",
        {**request, "without": ["killing"]},
    )
    run = simulate_stochastic(
        surveillance.without("killing"), days=(0, 30), points=31, seed=5, T=1e-6
    )
    for name in ("E", "T"):
        assert answer["runs"][0]["y"][name] == pytest.approx(run[name].tolist(), rel=1e-9)


def test_a_reader_breaks_the_model_and_mends_it(open_figure: Open) -> None:
    options = {"days": (0, 400), "controls": ["s"], "presets": {"Large": LARGE}, "log": True}
    page = open_figure(surveillance, options)
    whole = drawn(page)
    height = page.locator(".xp-readout").bounding_box()["height"]
    tools = panel(page)
    assert "its 7 claims hold" in tools.inner_text()
    killing = tools.get_by_role("checkbox", name="killing")
    assert "removes tumour cells" in tools.locator("label", has_text="killing").inner_text()
    killing.press("Space")
    assert "This is the model without killing." in said(page)
    assert "escaped" in said(page)
    assert drawn(page) != whole
    assert page.locator(".xp-readout").bounding_box()["height"] == height
    assert tools.get_by_role("status").inner_text() == (
        "Without killing: 4 claims fall, 3 claims still hold."
    )
    verdicts = tools.locator("li").all_inner_texts()
    assert verdicts[0].startswith("C2.1a falls With an effector supply of 0.0716")
    assert sum("still holds" in verdict for verdict in verdicts) == 3
    # The scenario's sentence is about the whole model; sliders and scenarios work all the same.
    page.get_by_role("button", name="Large").click()
    assert not page.get_by_text("It escapes.").is_visible()
    before = drawn(page)
    page.get_by_label("Effector supply, as a number").fill("0.05")
    assert drawn(page) != before
    tools.get_by_role("checkbox", name="supply").uncheck()
    assert "without supply and without killing" in said(page)
    assert "one process out at a time" in tools.get_by_role("status").inner_text()
    assert "Without supply: 4 claims fall" in tools.inner_text()
    assert not faults(page)
    tools.get_by_role("button", name="Restore all").click()
    assert "without" not in said(page)
    assert tools.locator("input:not(:checked)").count() == 0
    killing.uncheck()
    page.get_by_role("button", name="Reset").click()
    assert drawn(page) == whole
    assert killing.is_checked()


def test_what_cannot_be_run_any_more_is_said_and_the_claims_all_the_same(
    open_figure: Open,
) -> None:
    page = open_figure(MODELS["il6"], {"days": (0, 200)})
    tools = panel(page)
    tools.get_by_role("checkbox", name="crowding of bulk cells").uncheck()
    error = page.locator(".xp-error")
    error.get_by_text("too fast to be solved here").wait_for()
    assert error.inner_text().startswith("This is the model without crowding of bulk cells.")
    assert "Without crowding of bulk cells:" in tools.inner_text()
    tools.get_by_role("button", name="Restore all").click()
    page.evaluate(FOLLOWED)
    assert not error.is_visible()


def test_a_phone_shows_all_of_the_panel(open_figure: Open) -> None:
    page = open_figure(birth_death, {}, viewport=(320, 640), color_scheme="dark")
    tools = panel(page)
    tools.get_by_role("checkbox", name="death").uncheck()
    page.evaluate(FOLLOWED)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    assert not faults(page, only_colours=True)
