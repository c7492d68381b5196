"""The same seed gives the same run by chance in the page and in Python."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from course_utils.modelling import Model
from course_utils.models import (
    MODELS,
    birth_death,
    exponential,
    progestin,
    seeding,
    surveillance,
    treg_rankl,
    virion,
)
from course_utils.simulate import ensemble, simulate_stochastic
from course_utils.verification import BY_CHANCE
from tests.browser.test_parity import open_figure

if TYPE_CHECKING:
    from playwright.sync_api import Page

SEEDS = 100
POINTS = 25
# The logarithm may differ in its last bit, and every waiting time is one.
CLOSE = BY_CHANCE.within
# All seeds in one call. A number in JSON is exact, and thousands of them are slow to send, so
# the names of the processes come as places in one list.
RUN_ALL = """async (request) => {
  const { explorer } = document.querySelector("figure.explorer");
  const answers = [];
  for (const seed of request.seeds) {
    const { runs: [run] } = await explorer.runStochastic({ ...request, seeds: undefined, seed });
    answers.push({
      t: JSON.stringify(run.events.t),
      process: run.events.process.map((name) => request.names.indexOf(name)).join(),
      y: run.y,
    });
  }
  return answers;
}"""
ASK = """async (request) => {
  const { explorer } = document.querySelector("figure.explorer");
  try { return await explorer.runStochastic(request); }
  catch (error) { return error.message; }
}"""

NETWORKS: dict[str, tuple[Model, dict[str, Any]]] = {
    "birth and death": (birth_death, {"days": (0.0, 8.0)}),
    "surveillance from one cell": (
        surveillance,
        {
            "days": (0.0, 30.0),
            "values": {"T": 1e-6, "u": 0.5},
            "treatments": surveillance.treatments["immunosuppression"].during(4, 9).to_dicts(),
        },
    ),
    "seeding without Tregs": (seeding, {"days": (0.0, 60.0), "values": {"phi": 0.0}}),
    "seeding, every treatment": (
        seeding,
        {
            "days": (0.0, 45.0),
            "treatments": [
                *seeding.treatments["antibody"].during(20, 30.25).to_dicts(),
                *seeding.treatments["rankl_injection"].at(5, 12.5, 31).to_dicts(),
                *seeding.treatments["surgery"].at(40).to_dicts(),
            ],
        },
    ),
    "colonies": (treg_rankl, {"days": (0.0, 60.0)}),
    "one virion": (virion, {"days": (0.0, 60.0)}),
    "a cohort of women": (
        progestin,
        {
            "days": (0.0, 90.0),
            "treatments": progestin.treatments["progestin"].during(30, 60).to_dicts(),
        },
    ),
}


@pytest.mark.parametrize("network", NETWORKS)
def test_the_same_seed_gives_the_same_events(
    network: str, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    model, setting = NETWORKS[network]
    names = list(model.jumps)
    rng = np.random.default_rng(20260103)
    seeds = [0, 1, 2**53 - 1, *rng.integers(0, 2**53, SEEDS - 3).tolist()]
    request = {"points": POINTS, "names": names, "seeds": seeds, **setting}
    answers = open_figure(model, new_page, tmp_path).evaluate(RUN_ALL, request)

    happened = 0
    for seed, answer in zip(seeds, answers, strict=True):
        run = simulate_stochastic(
            model.set(**setting.get("values", {})),
            days=setting["days"],
            seed=seed,
            points=POINTS,
            treatments=setting.get("treatments", ()),
        )
        assert answer["process"] == ",".join(map(str, run.event_processes.tolist())), seed
        times = np.array(json.loads(answer["t"]))
        assert times == pytest.approx(run.event_times, rel=CLOSE, abs=0)
        for name in model.states:
            close = pytest.approx(run[name], rel=CLOSE, abs=0)
            assert np.array(answer["y"][name]) == close, (seed, name)
        happened += run.event_times.size
    assert happened > 10 * SEEDS


def test_a_figure_runs_as_many_times_as_python_and_from_the_same_seeds(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_figure(birth_death, new_page, tmp_path)
    answer = page.evaluate(ASK, {"days": [0, 5], "runs": 30, "seed": 7, "points": 11})
    python = ensemble(birth_death, runs=30, days=(0, 5), seed=7, points=11)
    assert answer["t"] == pytest.approx(python.t.tolist())
    assert [run["seed"] for run in answer["runs"]] == list(python.seeds)
    assert [run["y"]["C"] for run in answer["runs"]] == python["C"].tolist()
    assert np.mean([run["diedOut"] for run in answer["runs"]]) == python.share_died_out


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"seed": 1.5}, "The seed is 1.5, but it must be a whole number from 0 to 2**53 - 1."),
    ({"seed": -1}, "The seed is -1, but it must be a whole number from 0 to 2**53 - 1."),
    ({"runs": 0}, "runs is 0, but it must be a whole number of at least 1."),
    (
        {"values": {"C": 1.5}},
        "Tumour cells: 1.5 single ones, but only a whole number can be counted.",
    ),
    (
        {"values": {"C": -1}},
        "The start value of 'C' is -1, but it cannot be negative; give at least 0.",
    ),
    (
        {"values": {"C": 1e8}},
        "Tumour cells: 100000000 single ones are too many to follow one by one (at most "
        "100000); among so many, chance averages out.",
    ),
    ({"days": [5, 0]}, "The run would last from day 5 to day 0; it must end after it begins."),
]


def test_bad_input_is_refused_in_words(new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_figure(birth_death, new_page, tmp_path)
    for request, sentence in REFUSED:
        assert page.evaluate(ASK, request) == sentence


def test_too_many_events_are_refused_on_the_same_day_as_in_python(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_figure(birth_death, new_page, tmp_path)
    answer = page.evaluate(ASK, {"days": [0, 100], "seed": 3, "values": {"b": 2, "d": 0}})
    assert answer.startswith("On day ")
    assert "a run has reached 200000 events" in answer


def test_a_model_that_counts_nothing_is_refused(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    answer = open_figure(exponential, new_page, tmp_path).evaluate(ASK, {})
    assert answer == (
        "The model 'exponential' does not run by chance: none of its states is counted."
    )


def test_a_burst_that_is_not_whole_is_refused(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    answer = open_figure(virion, new_page, tmp_path).evaluate(ASK, {"values": {"bu": 7.5}})
    assert answer == (
        "One event of 'bursting' would change 'V' by 7.5; what is counted changes by whole "
        "numbers, and loses one at a time."
    )


def test_the_models_that_run_by_chance_are_these() -> None:
    by_chance = {name for name, model in MODELS.items() if model.counted}
    assert by_chance == {
        "birth_death",
        "progestin",
        "seeding",
        "surveillance",
        "treg_rankl",
        "virion",
    }


def test_the_pages_of_the_models_say_how_many_runs_were_compared() -> None:
    runs = Counter(model.name for model, _ in NETWORKS.values() for _ in range(SEEDS))
    assert BY_CHANCE.runs == runs
