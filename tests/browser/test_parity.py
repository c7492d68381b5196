"""The page and Python solve the same model to the same numbers."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from course_utils.explorer import build_spec, figure_html
from course_utils.explorer.spec import sliders
from course_utils.explorer.widget import STATIC
from course_utils.modelling import Model
from course_utils.models import MODELS, surveillance
from course_utils.simulate import simulate
from course_utils.verification import BROWSER

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAYS = (0.0, 200.0)
POINTS = 101
CORNERS = 200
INSIDE = 50
# What SciPy is told to take for zero: a state that stays empty is exactly zero in the page, and
# rounding far below this in SciPy.
NOTHING = 1e-100
# All runs of a model in one call: the way between Python and the page is slower than the runs.
RUN_ALL = """async (requests) => {
  const { explorer } = document.querySelector("figure.explorer");
  const answers = [];
  for (const request of requests) {
    try { answers.push({ y: (await explorer.run(request)).y }); }
    catch (error) { answers.push({ error: error.message }); }
  }
  return answers;
}"""


def box(model: Model) -> dict[str, tuple[float, float]]:
    declared = {**model.parameters, **model.states}
    ranges = {name: declared[name].range for name in sliders(model)}
    return {name: ends for name, ends in ranges.items() if ends is not None}


def points_of(model: Model) -> list[dict[str, float]]:
    """Return the defaults, all corners of the default controls, and a seeded choice of the box."""
    ends = box(model)
    controls = build_spec(model)["view"]["controls"]
    corners = [
        dict(zip(controls, values, strict=True))
        for values in itertools.product(*(ends[name] for name in controls))
    ]
    rng = np.random.default_rng(20260101)
    far = [
        {name: ends[name][side] for name, side in zip(ends, sides, strict=True)}
        for sides in rng.integers(0, 2, (CORNERS, len(ends))).tolist()
    ]
    inside = [
        {
            name: low + (high - low) * share
            for (name, (low, high)), share in zip(ends.items(), shares, strict=True)
        }
        for shares in rng.random((INSIDE, len(ends))).tolist()
    ]
    return [{}, *corners, *far, *inside]


def any_schedule(model: Model, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Return a window, or doses, of every treatment, on any days of the run."""
    courses: list[dict[str, Any]] = []
    for treatment in model.treatments.values():
        first, *others = (float(day) for day in rng.uniform(*DAYS, 4))
        if treatment.is_window:
            course = treatment.during(first, first + 0.5 + others[0])
        else:
            course = treatment.at(first, *others, dose=float(rng.uniform(0, 2)))
        courses += course.to_dicts()
    return courses


def treated(model: Model) -> list[dict[str, Any]]:
    """Return one course of every treatment, begun and ended inside the run."""
    courses: list[dict[str, Any]] = []
    for i, treatment in enumerate(model.treatments.values()):
        if treatment.is_window:
            course = treatment.during(31 + 7 * i, 90.5 + 11 * i)
        else:
            course = treatment.at(20 + i, 60.25 + i, dose=1)
        courses += course.to_dicts()
    return courses


def worst_gap(ours: dict[str, list[float]], model: Model, request: dict[str, Any]) -> float:
    """Return the largest difference from Python, in units of what parity allows."""
    run = simulate(
        model.set(**request["values"]),
        days=DAYS,
        points=POINTS,
        treatments=request["treatments"],
        rtol=1e-12,
        atol=NOTHING,
    )
    gaps = []
    for name in model.states:
        a, b = np.array(ours[name]), run[name]
        allowed = np.maximum(
            BROWSER.allowed * np.maximum(np.abs(b), 1e-6 * np.abs(b).max()), NOTHING
        )
        different = a != b
        gaps.append(float(np.max(np.abs(a - b)[different] / allowed[different], initial=0.0)))
    return max(gaps)


def open_figure(model: Model, new_page: Callable[..., Page], folder: Path) -> Page:
    script = (STATIC / "explorer.page.js").as_uri()
    figure = figure_html(model, build_spec(model, days=DAYS))
    document = folder / "page.html"
    document.write_text(
        f'<!doctype html><meta charset="utf-8"><script src="{script}"></script>{figure}',
        encoding="utf-8",
    )
    page = new_page(offline=True)
    page.goto(document.as_uri())
    page.wait_for_selector("figure.explorer[data-state=live]")
    return page


def test_what_happens_on_the_first_and_the_last_day_happens_once(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    first, last = DAYS
    treatments = [
        {"t": first, "state": "T", "op": "add", "value": 5},
        {"t": 60.0, "state": "T", "op": "scale", "value": 0.1},
        {"t": last, "state": "T", "op": "add", "value": 7},
        {"name": "immunosuppression", "from": first, "to": last},
    ]
    request = {"values": {"s": 0.03}, "days": DAYS, "points": POINTS, "treatments": treatments}
    (answer,) = open_figure(surveillance, new_page, tmp_path).evaluate(RUN_ALL, [request])
    assert answer["y"]["T"][0] == 6
    assert worst_gap(answer["y"], surveillance, request) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELS)
def test_page_and_python_agree_to_a_millionth(
    name: str, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    model = MODELS[name]
    courses = treated(model)
    points = points_of(model)
    rng = np.random.default_rng(20260102)
    schedules = [courses] * (len(points) - INSIDE)
    schedules += [any_schedule(model, rng) for _ in range(INSIDE)]
    requests = [
        {"values": values, "days": DAYS, "points": POINTS, "treatments": treatments}
        for values, schedule in zip(points, schedules, strict=True)
        for treatments in ([], schedule)[: 2 if courses else 1]
    ]
    answers = open_figure(model, new_page, tmp_path).evaluate(RUN_ALL, requests)

    # A point may be too hard for a page, which then says so; it never guesses.
    refused = [answer["error"] for answer in answers if "error" in answer]
    assert len(refused) <= 0.02 * len(answers), refused[:3]
    gaps = {
        i: worst_gap(answer["y"], model, requests[i])
        for i, answer in enumerate(answers)
        if "y" in answer
    }
    worst = max(gaps, key=gaps.__getitem__)
    assert gaps[worst] <= 1, f"{gaps[worst]:.2g} times too far apart at {requests[worst]}"
    # And the model's reference page says the truth.
    assert gaps[worst] * BROWSER.allowed <= BROWSER.within, requests[worst]
    assert len(gaps) == BROWSER.runs[name]
