"""The compiled engine gives what `simulate` gives, patient by patient."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from course_utils import ModelError, exponential, il6, simulate, surveillance
from course_utils.modelling import Course, Model
from course_utils.simulate.cohort import compiled, follow_patients

DAYS = (0.0, 60.0)
T = np.linspace(*DAYS, 121)


def every_treatment(model: Model) -> list[Course]:
    """Give every treatment a model has, on days that are and are not reported."""
    return [
        treatment.during(6.1, 30) if treatment.is_window else treatment.at(0, 12, 41.3, dose=1.5)
        for treatment in model.treatments.values()
    ]


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (il6, {"pS": [20, 50, 120], "rB": [0.08, 0.1, 0.13], "B": [98, 50, 150]}),
        # The effector cells begin at s / d, whatever those are.
        (surveillance, {"s": [0.01, 0.02, 0.033], "d": [0.03, 0.04, 0.06]}),
        # A dose leaves the share 1 - f, whatever that is.
        (exponential, {"f": [0.1, 0.5, 0.9], "r": [0.05, 0.1, 0.2]}),
    ],
    ids=lambda given: given.name if isinstance(given, Model) else "",
)
def test_each_patient_is_followed_as_by_simulate(
    model: Model, values: dict[str, list[float]]
) -> None:
    courses = every_treatment(model)
    arrays = {name: np.array(column, dtype=float) for name, column in values.items()}
    runs = follow_patients(model, courses, arrays, DAYS, T)
    for i in range(3):
        one = simulate(
            model, DAYS, T, courses, **{name: float(column[i]) for name, column in arrays.items()}
        )
        for name in runs:
            floor = 1e-6 * np.abs(one[name]).max()
            assert np.allclose(runs[name][i], one[name], rtol=1e-6, atol=1e-6 * floor), name


def test_actions_add_and_scale_and_set_states_as_by_simulate() -> None:
    actions = [
        {"t": 5.3, "state": "B", "op": "set", "value": 20},
        {"t": 20, "state": "S", "op": "add", "value": 3},
        {"t": 20, "state": "S", "op": "scale", "value": 0.5},
    ]
    runs = follow_patients(il6, actions, {"pS": np.array([50.0])}, DAYS, T)
    one = simulate(il6, DAYS, T, actions)
    np.testing.assert_allclose(runs["N"][0], one["N"], rtol=1e-6)


def test_what_is_looked_at_does_not_move_what_happens() -> None:
    values = {"rB": np.array([0.1, 0.12])}
    fine = follow_patients(il6, [], values, DAYS, T)
    coarse = follow_patients(il6, [], values, DAYS, np.array([0.0, 60.0]))
    np.testing.assert_array_equal(fine.y[:, :, -1], coarse.y[:, :, -1])


def test_an_action_that_scales_a_parameter_counts_in_what_is_observed_too() -> None:
    values = {"pS": np.array([50.0])}
    action = {"t": 20, "parameter": "u", "op": "scale", "value": 0.5}
    courses = [il6.treatments["blocker"].during(10, 60), action]
    runs = follow_patients(il6, courses, values, DAYS, T)
    one = simulate(il6, DAYS, T, courses)
    np.testing.assert_allclose(runs["x"][0], one["x"], rtol=1e-6)


def test_an_unknown_quantity_lists_the_known_ones() -> None:
    runs = follow_patients(il6, [], {"pS": np.array([50.0])}, DAYS, T)
    with pytest.raises(ModelError, match=r"no state or observable called 'M'.*It has: B, S, L, N"):
        runs["M"]


def test_a_patient_who_cannot_be_followed_is_named() -> None:
    values = {"r": np.array([0.1, 900.0])}
    with pytest.raises(ModelError, match="could not be solved for patient 1 in the arm 'control'"):
        follow_patients(exponential, [], values, DAYS, T, arm="control")


def test_an_action_that_would_take_more_than_there_is_is_refused() -> None:
    taken = {"t": 1, "state": "S", "op": "add", "value": -50}
    with pytest.raises(
        ModelError, match="patient 0 beyond day 1: an action would make a state neg"
    ):
        follow_patients(il6, [taken], {"pS": np.array([50.0])}, DAYS, T)


def test_a_start_that_cannot_be_is_refused() -> None:
    with pytest.raises(ModelError, match="'E' would be inf for one of the patients"):
        follow_patients(surveillance, [], {"d": np.array([0.04, 0.0])}, DAYS, T)


HITS = """
import numpy as np
from course_utils import exponential
from course_utils.simulate.cohort.compiled import compiled_solver
print(sum(compiled_solver(exponential).stats.cache_hits.values()))
"""


@pytest.mark.slow
def test_a_model_is_compiled_once_and_then_found_on_disk(tmp_path: Path) -> None:
    def hits() -> str:
        environment = {**os.environ, "COURSE_CACHE_DIR": str(tmp_path)}
        return subprocess.run(
            [sys.executable, "-c", HITS],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    assert hits() == "0"
    assert hits() == "1"
    (source,) = (tmp_path / "compiled").glob("exponential_*.py")
    assert "def slopes(states, constants, slope):" in source.read_text()


def test_without_a_folder_that_can_be_written_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_CACHE_DIR", str(tmp_path / "file"))
    assert compiled.cache_folder() is None


@pytest.mark.slow
def test_and_a_model_runs_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "cache_folder", lambda: None)
    compiled._solver.cache_clear()
    runs = follow_patients(exponential, [], {"r": np.array([0.1])}, DAYS, T)
    compiled._solver.cache_clear()
    np.testing.assert_allclose(runs["V"][0], runs["V"][0, 0] * np.exp(0.1 * T), rtol=1e-7)
