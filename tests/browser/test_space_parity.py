"""The page and Python have the same fields, and the same cells for the same seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from course_utils.explorer import build_space_spec, space_figure_html
from course_utils.explorer.widget import STATIC
from course_utils.models import infiltration
from course_utils.simulate import SpatialRun, simulate_agents, simulate_space

if TYPE_CHECKING:
    from playwright.sync_api import Page

ASK = """async (request, days) => {
  const spec = JSON.parse(document.querySelector(".explorer-spec").textContent);
  const runner = new coldToWarm.parts.space.Runner(spec);
  const answers = [];
  const plain = (rows) => Object.fromEntries(Object.entries(rows).map(([k, v]) => [k, [...v]]));
  try {
    await runner.begin(request);
    for (const day of days) {
      const { fields, means, ratio, pattern, t, profiles, distances } = await runner.advance(day);
      answers.push({ t, ratio, pattern, means, distances: [...distances],
        profiles: plain(profiles), fields: plain(fields) });
    }
    return { answers, worker: Boolean(runner.worker) };
  } catch (error) { return error.message; }
  finally { runner.destroy(); }
}"""
DAYS = [5.0, 12.5, 30.0]
# A step of single cells is short.
CELL_DAYS = [1.0, 4.5, 9.0]
OPENED = infiltration.treatments["barrier_opened"].during(3, 8.25)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("space") / "page.html"
    file.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Space</title>'
        f"<main>{space_figure_html(infiltration, build_space_spec(infiltration))}</main>"
        f'<script src="{(STATIC / "explorer.page.js").as_uri()}"></script>',
        encoding="utf-8",
    )
    return file


@pytest.fixture
def page(document: Path, new_page: Callable[..., Page]) -> Page:
    page = new_page(offline=True)
    page.goto(document.as_uri())
    page.wait_for_selector("figure.space[data-state=live]")
    page.evaluate(f"() => {{ window.ask = {ASK} }}")
    return page


def field(answer: dict[str, Any], name: str) -> Any:
    values = np.array(answer["fields"][name])
    side = round(len(values) ** 0.5)
    return values.reshape(side, side)


ARMS: dict[str, tuple[dict[str, float], list[dict[str, Any]]]] = {
    "hot": (dict(infiltration.presets["hot"]), []),
    "excluded": (dict(infiltration.presets["excluded"]), []),
    "cold": (dict(infiltration.presets["cold"]), []),
    "opened for a while": (dict(infiltration.presets["excluded"]), OPENED.to_dicts()),
    "far from the defaults": ({"R": 0.9, "Dout": 0.002, "kappa": 4, "a": 0.6, "u": 0.3}, []),
}


@pytest.mark.parametrize("arm", ARMS)
def test_the_fields_agree_at_three_times(arm: str, page: Page) -> None:
    values, treatments = ARMS[arm]
    request = {"values": values, "treatments": treatments, "cells": 41}
    found = page.evaluate("([request, days]) => ask(request, days)", [request, DAYS])
    run = simulate_space(
        infiltration.set(**values),
        days=DAYS[-1],
        points=[0, *DAYS],
        cells=41,
        treatments=treatments,
    )
    assert found["worker"]
    assert [answer["t"] for answer in found["answers"]] == DAYS
    for answer, day in zip(found["answers"], DAYS, strict=True):
        place = run.t.tolist().index(day)
        for name in run:
            assert np.abs(field(answer, name) - run[name][place]).max() < 1e-5, (name, day)
        agree(answer, run, day)


def agree(answer: dict[str, Any], run: SpatialRun, day: float) -> None:
    """Check what is said about the fields."""
    place = run.t.tolist().index(day)
    assert answer["pattern"] == run.pattern(at=day)
    assert answer["ratio"] == pytest.approx(run.core_to_rim(at=day), abs=1e-9)
    for region in ("tumour", "stroma", "core", "rim", "all"):
        assert answer["means"][region]["c"] == pytest.approx(run.mean("c", region)[place])
    distance, level = run.profile("c", at=day)
    assert answer["distances"] == pytest.approx(distance)
    assert answer["profiles"]["c"] == pytest.approx(level, abs=1e-9)


@pytest.mark.parametrize("arm", ["hot", "cold", "opened for a while"])
def test_the_same_seed_gives_the_same_cells(arm: str, page: Page) -> None:
    values, treatments = ARMS[arm]
    for seed in (0, 2**53 - 1):
        request = {
            "kind": "cells", "values": values, "treatments": treatments, "cells": 40, "seed": seed,
        }  # fmt: skip
        found = page.evaluate("([request, days]) => ask(request, days)", [request, CELL_DAYS])
        run = simulate_agents(
            infiltration.set(**values),
            days=CELL_DAYS[-1],
            points=[0, *CELL_DAYS],
            cells=40,
            treatments=treatments,
            seed=seed,
        )
        for answer, day in zip(found["answers"], CELL_DAYS, strict=True):
            place = run.t.tolist().index(day)
            for name in run:
                assert np.array_equal(field(answer, name), run[name][place]), (name, day, seed)
            agree(answer, run, day)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"cells": 3}, "cells is 3, but it must be a whole number from 5 to 401."),
    (
        {"values": {"R": 1.5}},
        "A tumour with a radius of 1.5 mm does not fit into a square with a side of 2.4 mm.",
    ),
    (
        {"values": {"R": 0.01}, "cells": 20},
        "The tumour is empty: its radius of 0.01 mm is smaller than the grid can show.",
    ),
    ({"seed": 0.5}, "The seed is 0.5, but it must be a whole number from 0 to 2**53 - 1."),
    (
        {"values": {"Din": -1}},
        "The parameter 'Din' is -1, but it cannot be negative; give at least 0.",
    ),
]


@pytest.mark.parametrize(("request_", "sentence"), REFUSED)
def test_a_mistake_gets_one_sentence(request_: Any, sentence: str, page: Page) -> None:
    assert page.evaluate("(request) => ask(request, [1])", request_) == sentence


def test_without_a_worker_the_page_runs_it_itself(page: Page) -> None:
    page.evaluate("() => { window.Worker = class { constructor() { throw Error('refused'); } } }")
    found = page.evaluate("() => ask({}, [1])")
    assert found["worker"] is False
    assert found["answers"][0]["t"] == 1


def test_a_worker_says_a_mistake_in_the_language_of_the_page(
    document: Path, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    german = tmp_path / "seite.html"
    german.write_text(
        document.read_text(encoding="utf-8").replace('lang="en"', 'lang="de"'), "utf-8"
    )
    page = new_page(offline=True)
    page.goto(german.as_uri())
    page.wait_for_selector("figure.space[data-state=live]")
    page.evaluate(f"() => {{ window.ask = {ASK} }}")
    said = page.evaluate("() => ask({ cells: 4 }, [1])")
    assert said == "cells ist 4; nötig ist eine ganze Zahl von 5 bis 401."
