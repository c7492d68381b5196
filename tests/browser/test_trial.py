"""The virtual trial on a page that was opened from a disk: Python's patients, and to be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from course_utils import POPULATIONS, il6, kaplan_meier, log_rank, virtual_trial
from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.widget import STATIC
from course_utils.simulate import Arm, Death, Progression
from tests.browser.axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

TRASTUZUMAB = il6.treatments["trastuzumab"].during(0, 121)
BLOCKER = il6.treatments["blocker"].during(10, 60)
ARMS = {"Alone": Arm([TRASTUZUMAB]), "Blocker later": Arm([TRASTUZUMAB, BLOCKER], {"c1": 0.03})}
PATIENTS, SEED, LAST = 60, 2024, 120
MOVED = {"pS": 80.0, "rB": 0.11}
# The page holds every step to 1e-6, Python to 1e-8; an event's day then differs by seconds (days).
SAME_DAY = 1e-4

SOLVE = """(values) => document.querySelector("figure.explorer").explorer.trial(values)"""
NO_WORKERS = {
    "refused": "window.Worker = class { constructor() { throw new Error('refused'); } };",
    # As where a policy of the page forbids them: told later, and of a worker that seems to start.
    "told_later": """window.Worker = class {
      constructor() { setTimeout(() => this.onerror(new Event("error")), 5); }
      postMessage() {}
      terminate() {}
    };""",
}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = build_spec(
        il6,
        show=["N"],
        controls=["pS", "rB"],
        days=(0, LAST),
        trial={
            "arms": ARMS,
            "population": POPULATIONS["il6"],
            "endpoint": {"Progression": Progression("N"), "Death": Death("N", 400)},
            "patients": PATIENTS,
            "seed": SEED,
        },
    )
    document = tmp_path_factory.mktemp("trial") / "page.html"
    document.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Trial</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script></head><body><main>'
        f"<h1>Trial</h1>{figure_html(il6, spec)}</main></body></html>",
        encoding="utf-8",
    )
    return document


@pytest.fixture
def open_trial(new_page: Open, document: Path) -> Open:
    def open_trial(script: str = "", **options: Any) -> Page:
        page = new_page(offline=True, **options)
        if script:
            page.add_init_script(script)
        page.goto(document.as_uri())
        page.wait_for_selector("figure.explorer[data-state=live]")
        return page

    return open_trial


def choose(page: Page) -> None:
    page.get_by_role("button", name="Trial", exact=True).click()
    page.wait_for_selector(".xp-curves svg")


def said(page: Page) -> str:
    return page.locator("figure.explorer .xp-said").inner_text()


def in_python(endpoint: Progression | Death) -> pd.DataFrame:
    return virtual_trial(
        il6.set(**MOVED),
        ARMS,
        POPULATIONS["il6"],
        PATIENTS,
        SEED,
        endpoint,
        days=(0, LAST),
        progress=False,
    )


def assert_the_same(found: Any) -> None:
    """Compare what the page found with Python: patients, events, curves and the test."""
    for k, endpoint in enumerate((Progression("N"), Death("N", 400))):
        table = in_python(endpoint)
        for arm, (name, rows) in enumerate(table.groupby("arm", observed=True)):
            # The drawn numbers are the same to the last bit, so they are compared as they are.
            for each in POPULATIONS["il6"].varies:
                assert found["values"][arm][each] == rows[each].tolist()
            assert found["events"][k][arm] == rows["event"].astype(int).tolist()
            np.testing.assert_allclose(found["times"][k][arm], rows["time"], rtol=0, atol=SAME_DAY)
            mine, curve = kaplan_meier(table)[name], found["statistics"][k]["curves"][arm]
            np.testing.assert_allclose(curve["t"], mine.t, rtol=0, atol=SAME_DAY)
            np.testing.assert_allclose(curve["survival"], mine.survival, atol=1e-12)
            np.testing.assert_allclose(curve["low"], mine.low, atol=1e-9)
            np.testing.assert_allclose(curve["high"], mine.high, atol=1e-9)
            assert curve["median"] == pytest.approx(mine.median, abs=SAME_DAY)
        assert 0 < table["event"].sum() < len(table)
        test, (compared,) = log_rank(table), found["statistics"][k]["comparisons"]
        assert compared["statistic"] == pytest.approx(test.statistic, rel=1e-9)
        assert compared["p"] == pytest.approx(test.p, rel=1e-8)
        assert compared["expected"] == pytest.approx(test.expected["Blocker later"], rel=1e-9)


def test_workers_find_the_patients_and_the_curves_that_python_finds(open_trial: Open) -> None:
    found = open_trial().evaluate(SOLVE, MOVED)
    assert not found["alone"]
    assert_the_same(found)


@pytest.mark.parametrize("how", NO_WORKERS)
def test_where_no_worker_can_start_the_page_finds_the_same_and_goes_on_answering(
    open_trial: Open, how: str
) -> None:
    page = open_trial(NO_WORKERS[how])
    found, turns = page.evaluate(
        """async (values) => {
          let turns = 0;
          const counting = setInterval(() => turns++, 0);
          const found = await document.querySelector("figure.explorer").explorer.trial(values);
          clearInterval(counting);
          return [found, turns];
        }""",
        MOVED,
    )
    assert found["alone"]
    # Between any two slices of a few patients the page could do something else.
    assert turns >= PATIENTS // 8
    assert_the_same(found)


def test_the_trial_is_fetched_when_it_is_chosen_and_follows_the_sliders(open_trial: Open) -> None:
    page = open_trial()
    parts = "() => performance.getEntriesByType('resource').map((one) => one.name).join()"
    scripts = (
        "() => [...document.scripts].filter((one) => one.src.includes('explorer.trial')).length"
    )
    assert page.evaluate(scripts) == 0, page.evaluate(parts)
    choose(page)
    assert page.evaluate(scripts) == 1
    page.wait_for_function(
        "() => document.querySelector('.xp-said').innerText.includes('hazard ratio')"
    )
    before = said(page)
    assert f"{PATIENTS} virtual patients" in before
    assert "Blocker later against Alone: hazard ratio" in before
    page.get_by_role("slider", name="IL-6 of stem-like cells").press("End")
    page.wait_for_function(
        "(before) => document.querySelector('.xp-said').innerText !== before", arg=before
    )
    page.get_by_label("Until", exact=True).select_option(label="death")
    assert "Median time to death" in said(page)


def test_a_patient_is_picked_by_number_or_by_a_click_and_shown_in_every_arm(
    open_trial: Open,
) -> None:
    page = open_trial()
    choose(page)
    page.locator(".xp-same > summary").press("Enter")
    box = page.get_by_label(f"Patient (0 to {PATIENTS - 1})")
    box.fill("7")
    told = page.locator(".xp-same .xp-facts")
    assert told.inner_text().startswith("Patient 7. Alone: ")
    box.press("ArrowUp")
    assert told.inner_text().startswith("Patient 8. ")
    # One line for each arm, and none of them told apart by colour alone.
    lines = page.locator(".xp-course-of polyline")
    assert lines.count() == 2
    dashes = lines.evaluate_all("(all) => all.map((one) => one.getAttribute('stroke-dasharray'))")
    assert len(set(dashes)) == 2
    table = in_python_at_first()
    first = table[(table["arm"] == "Alone") & table["event"]].sort_values("time").iloc[0]
    # The first step of the first curve is that of the first patient who progressed.
    place = page.evaluate(
        """() => {
          const frame = document.querySelector(".xp-curves").getBoundingClientRect();
          const [line] = document.querySelectorAll(".xp-curves polyline");
          const points = line.getAttribute("points").split(" ")
            .map((one) => one.split(",").map(Number));
          const [x, y] = points.find(([, y]) => y > points[0][1]);
          return [frame.left + x, frame.top + y];
        }"""
    )
    page.mouse.click(*place)
    assert box.input_value() == str(first["patient"])
    assert f"progression on day {first['time']:.3g}" in told.inner_text()
    box.fill("999")
    assert f"whole number from 0 to {PATIENTS - 1}" in page.locator(".xp-error").inner_text()


def in_python_at_first() -> pd.DataFrame:
    return virtual_trial(
        il6, ARMS, POPULATIONS["il6"], PATIENTS, SEED, Progression("N"), days=(0, LAST)
    )


def test_the_table_has_every_patient_in_every_arm(open_trial: Open) -> None:
    page = open_trial()
    choose(page)
    page.locator(".xp-data > summary").click()
    rows = page.locator(".xp-table table >> nth=0").locator("tbody tr")
    rows.first.wait_for()
    assert rows.count() == 2 * PATIENTS
    last = in_python_at_first().iloc[-1]
    cells = rows.last.locator("th, td").all_inner_texts()
    assert cells[:2] == [str(PATIENTS - 1), "Blocker later"]
    assert cells[2:] == [f"{last['time']:.4g}", "yes" if last["event"] else "no"]


def test_a_link_keeps_the_patient_and_the_endpoint_and_says_what_it_cannot_use(
    open_trial: Open, document: Path
) -> None:
    page = open_trial()
    choose(page)
    page.get_by_label("Until", exact=True).select_option(label="death")
    page.locator(".xp-same > summary").click()
    page.get_by_label(f"Patient (0 to {PATIENTS - 1})").fill("7")
    page.get_by_role("button", name="Share", exact=True).click()
    link = page.get_by_label("Link that opens this page").input_value()
    assert link.endswith("#figure=il6-1&view=trial&patient=7&until=2")
    assert "leaves the trial out" in page.locator(".xp-share").inner_text()

    page.goto("about:blank")
    page.goto(link)
    page.locator(".xp-course-of svg").wait_for()
    assert "Patient 7." in page.locator(".xp-same .xp-facts").inner_text()
    assert "Median time to death" in said(page)

    page.goto("about:blank")
    page.goto(f"{document.as_uri()}#figure=il6-1&view=trial&patient={PATIENTS}")
    page.get_by_text(f"they have the numbers 0 to {PATIENTS - 1}").wait_for()


def test_the_downloaded_numbers_are_those_of_every_patient(
    open_trial: Open, tmp_path: Path
) -> None:
    page = open_trial()
    choose(page)
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Numbers (CSV)").click()
    file = tmp_path / "trial.csv"
    download.value.save_as(file)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    begin = next(i for i, line in enumerate(lines) if line.startswith("Patient,Arm,"))
    table = pd.read_csv(file, skiprows=begin, encoding="utf-8-sig", float_precision="round_trip")
    mine = in_python_at_first()
    for name in POPULATIONS["il6"].varies:
        np.testing.assert_array_equal(table[name], mine[name])
    np.testing.assert_allclose(table["Progression: time (days)"], mine["time"], atol=SAME_DAY)
    assert table["Progression: event (1) or none (0)"].tolist() == mine["event"].tolist()
    # A picture of the curves is not offered, and that is said.
    page.get_by_role("button", name="Picture (PNG)").click()
    page.get_by_text("There is no picture of a trial's curves here").wait_for()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360), ("light", 320)])
def test_axe_finds_no_fault_and_nothing_is_wider_than_the_page(
    open_trial: Open, scheme: str, width: int
) -> None:
    page = open_trial(color_scheme=scheme, viewport=(width, 900))
    choose(page)
    page.locator(".xp-same > summary").click()
    page.locator(".xp-data > summary").click()
    page.locator(".xp-table table >> nth=0").wait_for()
    assert not faults(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
