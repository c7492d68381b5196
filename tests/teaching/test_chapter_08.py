"""What chapter 8 says about its patients and its trials is so, and `check` takes its answers."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd
import pytest

from course_utils.models import POPULATIONS, il6
from course_utils.simulate import LogNormal, Population, Progression, simulate, virtual_trial
from course_utils.teaching import check

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "08-virtual-trials.ipynb"
TRASTUZUMAB = il6.treatments["trastuzumab"].during(0, 181)
BLOCKER = il6.treatments["blocker"].during(0, 181)
ARMS = {"trastuzumab": [TRASTUZUMAB], "with blocker": [TRASTUZUMAB, BLOCKER]}
# Day of progression in each arm, as the scenarios tell it; 180 is the end.
TOLD = {"patient_3": (180, 180), "patient_8": (23, 95), "patient_10": (47, 180)}


def outcomes(table: pd.DataFrame) -> pd.DataFrame:
    return table.pivot(index="patient", columns="arm", values="time")


@pytest.fixture(scope="module")
def trial() -> pd.DataFrame:
    return virtual_trial(il6, ARMS, POPULATIONS["il6"], 200, 8, Progression("N"))


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    """Return what each cell printed; the comparison of notebooks holds it to a fresh run."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return {
        cell.id: "".join(o.text for o in cell.outputs if o.output_type == "stream")
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def values_in_notebook() -> dict[str, dict[str, float]]:
    found = {}
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        if cell.cell_type == "code":
            for line in cell.source.splitlines():
                if line.startswith("patient_"):
                    name, _, values = line.partition(" = ")
                    found[name] = ast.literal_eval(values)
    return found


@pytest.mark.parametrize(
    ("id_", "answer"),
    [
        ("8.1", 0.6275),
        ("8.1", "63 %"),
        ("8.2", 121),
        ("8.2", 120.3),
        ("8.3", 65),
        ("8.4", 140),
        ("8.4", "20 weeks"),
    ],
)
def test_the_answer_of_the_chapter_is_right(id_: str, answer: Any) -> None:
    assert check(id_, answer).right


@pytest.mark.parametrize("name", TOLD)
def test_a_patient_of_a_figure_is_the_one_of_the_trial(name: str, trial: pd.DataFrame) -> None:
    number = int(name.removeprefix("patient_"))
    given = values_in_notebook()[name]
    drawn = trial[trial["patient"] == number].iloc[0]
    assert given == pytest.approx({key: drawn[key] for key in given}, rel=1e-3)


@pytest.mark.parametrize(("name", "days"), TOLD.items())
def test_a_patient_of_a_figure_progresses_on_the_day_that_is_told(
    name: str, days: tuple[int, int]
) -> None:
    one = il6.set(**values_in_notebook()[name])
    nobody_differs = Population({"pS": LogNormal(0)})
    table = virtual_trial(one, ARMS, nobody_differs, 1, 1, Progression("N"))
    assert table["time"].to_numpy() == pytest.approx(days, abs=0.6)


def test_the_blocker_helps_many_harms_nobody_and_leaves_out_some(trial: pd.DataFrame) -> None:
    days = outcomes(trial)
    gain = (days["with blocker"] - days["trastuzumab"]).to_numpy()
    assert trial.groupby("arm", observed=True)["event"].sum().tolist() == [162, 19]
    assert (np.sum(gain < 0), np.sum(gain == 0)) == (0, 38)
    assert np.median(gain) == pytest.approx(141, abs=0.5)


def test_a_claim_holds_and_fails_without_what_it_rests_on(printed: dict[str, str]) -> None:
    rows = [line.split() for line in printed["trial-claims-table"].splitlines()[1:]]
    assert [row[0] for row in rows] == [f"V{number}" for number in range(1, 7)]
    assert all(row[1] == "yes" for row in rows)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("trial-leukaemia-numbers", "week 6: 0.857 ± 0.076"),
        ("trial-leukaemia-numbers", "expected 19.25\nlog-rank 16.79,"),
        ("trial-gbsg-numbers", "log-rank 8.56, p = 0.0034"),
        ("trial-gbsg-numbers", "alone: 0.69 (0.54 to 0.89)"),
        ("trial-gbsg-numbers", "adjusted: 0.71 (0.55 to 0.91)"),
        ("trial-gbsg-numbers", "5 years: 42% against 56%"),
        ("trial-power", "HR 0.5: 66 events wanted\nHR 0.7: 247 events wanted"),
        ("trial-sobol", "the test: 0.31, 0.44, 0.00"),
    ],
)
def test_the_chapter_prints_the_published_numbers(
    cell: str, said: str, printed: dict[str, str]
) -> None:
    assert said in printed[cell]


def test_the_trial_of_the_source_agrees_within_four_standard_errors() -> None:
    """Of sixty patients of another generator 45 progressed, and 6 with the blocker."""
    table = virtual_trial(il6, ARMS, POPULATIONS["il6"], 2000, 1, Progression("N"))
    shares = table.groupby("arm", observed=True)["event"].mean().to_numpy()
    for share, count in zip(shares, (45, 6), strict=True):
        assert abs(count - 60 * share) < 4 * np.sqrt(60 * share * (1 - share))


def test_the_median_gain_is_near_the_truth_for_little_more_than_half(trial: pd.DataFrame) -> None:
    days = outcomes(trial)
    gain = (days["with blocker"] - days["trastuzumab"]).to_numpy()
    assert np.sum(abs(gain - 141) <= 15) == 114


def test_stopped_on_day_30_no_arm_has_a_median(trial: pd.DataFrame) -> None:
    days = outcomes(trial)
    assert np.all((days <= 30).mean() < 0.5)
    assert 30 < days["trastuzumab"].median() < 35


def test_a_stronger_drug_turns_the_loop_of_the_typical_tumour_on_sooner() -> None:
    on = []
    for strength in (0.124, 0.15, 0.182):
        run = simulate(il6, days=(0, 60), points=601, treatments=[TRASTUZUMAB], kH=strength)
        on.append(run.t[run["W"] > 0.5][0])
    assert on == sorted(on, reverse=True)
    assert on[0] < 60
