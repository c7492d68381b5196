"""Virtual trials: the numbers of chapter 8, the same patients everywhere, plain refusals."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from course_utils import POPULATIONS, ModelError, il6, kaplan_meier, log_rank
from course_utils.simulate import (
    Arm,
    BestChange,
    Burden,
    LogNormal,
    Population,
    Progression,
    virtual_cohort,
    virtual_trial,
)

TRASTUZUMAB = il6.treatments["trastuzumab"].during(0, 181)
BLOCKER = il6.treatments["blocker"].during(0, 181)
ARMS = {"trastuzumab": [TRASTUZUMAB], "both": [TRASTUZUMAB, BLOCKER]}
PATIENTS = POPULATIONS["il6"]
SMALL = 60  # patients of the trial whose numbers are to be met


@pytest.fixture(scope="module")
def many() -> pd.DataFrame:
    """Return twenty trials of sixty patients, one after another."""
    return virtual_trial(il6, ARMS, PATIENTS, 20 * SMALL, 2024, Progression("N"))


@pytest.fixture(scope="module")
def trials(many: pd.DataFrame) -> list[pd.DataFrame]:
    return [group for _, group in many.groupby(many["patient"] // SMALL)]


def within_four_standard_errors(value: float, of: list[float]) -> bool:
    return abs(value - float(np.mean(of))) < 4 * float(np.std(of, ddof=1))


def events(trial: pd.DataFrame, arm: str) -> float:
    return float(trial.loc[trial["arm"] == arm, "event"].sum())


def test_of_60_patients_about_45_progress_on_trastuzumab_and_6_with_the_blocker(
    trials: list[pd.DataFrame],
) -> None:
    # Another generator drew the 60 patients of which 45 and 6 progressed.
    for arm, expected in (("trastuzumab", 45), ("both", 6)):
        counts = [events(trial, arm) for trial in trials]
        share = float(np.mean(counts)) / SMALL
        assert abs(expected - SMALL * share) < 4 * math.sqrt(SMALL * share * (1 - share)), arm


def test_the_median_time_to_progression_is_about_36_days_and_with_the_blocker_not_reached(
    trials: list[pd.DataFrame],
) -> None:
    curves = [kaplan_meier(trial) for trial in trials]
    assert within_four_standard_errors(36, [curve["trastuzumab"].median for curve in curves])
    assert all(math.isinf(curve["both"].median) for curve in curves)


def test_the_log_rank_statistic_is_about_60(trials: list[pd.DataFrame]) -> None:
    assert within_four_standard_errors(59.8, [log_rank(trial).statistic for trial in trials])


def test_no_virtual_patient_loses_time_by_the_blocker(many: pd.DataFrame) -> None:
    alone, both = (many[many["arm"] == arm]["time"].to_numpy() for arm in ARMS)
    assert np.all(both >= alone - 1e-6)


def test_the_same_patient_is_in_every_arm(many: pd.DataFrame) -> None:
    alone, both = (many[many["arm"] == arm].reset_index(drop=True) for arm in ARMS)
    same = ["patient", *PATIENTS.varies]
    pd.testing.assert_frame_equal(alone[same], both[same])


def test_the_table_has_one_row_a_patient_and_arm(many: pd.DataFrame) -> None:
    assert list(many) == ["patient", "arm", "time", "event", "pS", "kH", "c0", "rB", "rS"]
    assert len(many) == 2 * 20 * SMALL
    assert not many.duplicated(["patient", "arm"]).any()
    assert many["event"].dtype == bool


def test_the_result_does_not_depend_on_who_does_the_work(many: pd.DataFrame) -> None:
    for workers in (1, 3):
        again = virtual_trial(
            il6, ARMS, PATIENTS, 20 * SMALL, 2024, Progression("N"), workers=workers
        )
        pd.testing.assert_frame_equal(again, many, check_exact=True)


def test_a_patient_is_the_same_in_a_smaller_trial(many: pd.DataFrame) -> None:
    few = virtual_trial(il6, ARMS, PATIENTS, 7, 2024, Progression("N"))
    same = many[many["patient"] < 7].reset_index(drop=True)
    pd.testing.assert_frame_equal(few, same, check_exact=True)


def test_another_seed_draws_other_patients(many: pd.DataFrame) -> None:
    other = virtual_trial(il6, ARMS, PATIENTS, 7, 2025, Progression("N"))
    assert not np.any(np.isin(other["pS"], many["pS"]))


def test_a_cohort_is_the_same_patients_day_by_day(many: pd.DataFrame) -> None:
    cohort = virtual_cohort(il6, ARMS, PATIENTS, 5, 2024)
    np.testing.assert_array_equal(cohort["both"].values["pS"], many["pS"][:5])
    time = Progression("N")(cohort["trastuzumab"])["time"]
    np.testing.assert_array_equal(time, many["time"][:5])


def test_an_arm_may_change_a_parameter() -> None:
    arms = {f"{u:.0%}": Arm([TRASTUZUMAB, BLOCKER], {"u": u}) for u in (0.2, 0.7, 0.99)}
    table = virtual_trial(il6, arms, PATIENTS, 200, 1, [Progression("N"), Burden("N", 180)])
    progressed = [events(table, arm) for arm in arms]
    assert progressed[0] > progressed[1] > progressed[2]
    assert list(table)[2:5] == ["time", "event", "burden"]


def test_a_bar_shows_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    virtual_trial(il6, ARMS, PATIENTS, 3, 1, BestChange("N"), progress=True)
    assert "virtual patients" in capsys.readouterr().err
    virtual_trial(il6, ARMS, PATIENTS, 3, 1, BestChange("N"))
    assert capsys.readouterr().err == ""  # no terminal, no bar


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"arms": {}}, "A trial needs at least one arm"),
        ({"arms": [[TRASTUZUMAB]]}, "arms must give each arm a name"),
        ({"arms": {"a": "trastuzumab"}}, "The arm 'a' is given as 'trastuzumab'"),
        ({"arms": {"a": Arm((), {"v": 1})}}, "no parameter or state called 'v'"),
        ({"n": 0}, "n is 0, but it must be a whole number of patients, at least 1"),
        ({"n": 2.5}, "n is 2.5, but"),
        ({"n": True}, "n is True, but"),
        ({"seed": -1}, "The seed is -1"),
        ({"workers": 0}, "workers is 0, but it must be a whole number of threads"),
        ({"endpoint": []}, "give what is measured"),
        ({"endpoint": "time"}, "endpoint is 'time'"),
        ({"endpoint": lambda _: 3}, "gave int; it must give columns by name"),
        ({"endpoint": Progression("V")}, "no state or observable called 'V'"),
        ({"model": "il6"}, "needs a model, such as il6"),
        ({"population": {"pS": LogNormal(1)}}, "give a Population"),
        ({"population": Population({"zz": LogNormal(1)})}, "called 'zz'"),
        ({"days": (10, 0)}, "it must end after it begins"),
        ({"rtol": 0}, "give a tolerance between"),
        ({"points": 1}, "ask for at least 2"),
    ],
)
def test_what_makes_no_trial_is_refused_in_one_sentence(changed: dict[str, Any], said: str) -> None:
    given: dict[str, Any] = {
        "model": il6,
        "arms": ARMS,
        "population": PATIENTS,
        "n": 3,
        "seed": 1,
        "endpoint": Progression("N"),
    }
    with pytest.raises(ModelError, match=said):
        virtual_trial(**{**given, **changed})


def test_more_courses_than_memory_holds_are_refused() -> None:
    with pytest.raises(ModelError, match="2166 million numbers; follow fewer patients"):
        virtual_cohort(il6, ARMS, PATIENTS, 1_000_000, 1)
