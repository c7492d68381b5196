"""Survival: published numbers, closed forms, and columns that are not right."""

import math

import numpy as np
import pandas as pd
import pytest
from lifelines.datasets import load_gbsg2

from course_utils import ModelError, cox, kaplan_meier, log_rank

# Freireich and colleagues, Blood 21:699 (1963), as Gehan printed them: weeks of remission of 21
# children on 6-MP and 21 on placebo; False where the remission still lasted.
SIX_MP = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
SIX_MP_RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


@pytest.fixture(scope="module")
def leukaemia() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "arm": ["6-MP"] * 21 + ["placebo"] * 21,
            "time": SIX_MP + PLACEBO,
            "event": SIX_MP_RELAPSED + [1] * 21,
        }
    )


@pytest.fixture(scope="module")
def gbsg2() -> pd.DataFrame:
    loaded: pd.DataFrame = load_gbsg2()
    return loaded.rename(columns={"cens": "event"})


def exponential(rate: float, censoring: float, n: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    happens, lost = rng.exponential(1 / rate, n), rng.exponential(1 / censoring, n)
    return pd.DataFrame({"time": np.minimum(happens, lost), "event": happens <= lost})


def test_the_leukaemia_trial_has_its_published_numbers(leukaemia: pd.DataFrame) -> None:
    curves = kaplan_meier(leukaemia)
    treated = curves["6-MP"]
    assert treated.at(6) == pytest.approx(0.857143, abs=1e-6)
    assert treated.error_at(6) == pytest.approx(0.07636, abs=1e-5)
    assert treated.at(23) == pytest.approx(0.4482, abs=5e-5)
    assert (treated.median, curves["placebo"].median) == (23, 8)
    assert treated.at_risk([0, 6, 6.5, 10, 35, 36]).tolist() == [21, 21, 17, 15, 1, 0]
    assert (treated.n, treated.events) == (21, 9)


def test_its_log_rank_test_has_its_published_numbers(leukaemia: pd.DataFrame) -> None:
    test = log_rank(leukaemia)
    assert test.statistic == pytest.approx(16.7929, abs=5e-5)
    assert test.expected["6-MP"] == pytest.approx(19.2505, abs=5e-5)
    assert test.observed == {"6-MP": 9, "placebo": 21}
    assert sum(test.expected.values()) == pytest.approx(30)
    assert test.degrees == 1


def test_hormones_in_gbsg2_have_the_numbers_of_the_data(gbsg2: pd.DataFrame) -> None:
    curves = kaplan_meier(gbsg2, by="horTh")
    assert (curves["yes"].median, curves["no"].median) == (2018, 1528)
    assert sum(curve.n for curve in curves.values()) == 686
    assert sum(curve.events for curve in curves.values()) == 299
    test = log_rank(gbsg2, by="horTh")
    assert test.statistic == pytest.approx(8.5648, abs=5e-5)
    assert test.p == pytest.approx(0.00343, abs=5e-6)


def test_the_hazard_ratio_of_gbsg2_alone_and_adjusted(gbsg2: pd.DataFrame) -> None:
    alone = cox(gbsg2, ["horTh"])
    assert alone.hazard_ratio("horTh[yes]") == pytest.approx((0.6949, 0.5438, 0.8879), abs=5e-5)
    adjusted = cox(gbsg2, [name for name in gbsg2 if name not in ("time", "event")])
    assert adjusted.hazard_ratio("horTh[yes]") == pytest.approx((0.7073, 0.5492, 0.9109), abs=5e-5)
    assert adjusted.concordance == pytest.approx(0.692, abs=5e-4)
    with pytest.raises(ModelError, match="no covariate called 'age'"):
        alone.hazard_ratio("age")


def test_exponential_survival_is_one_over_e_after_a_mean_life() -> None:
    table = exponential(0.1, 0.05, 3000, 1)
    (curve,) = kaplan_meier(table, by=None).values()
    assert curve.at(10) == pytest.approx(math.exp(-1), abs=0.03)
    # Of two things that wait for each other, one comes first in proportion to its rate.
    assert table["event"].mean() == pytest.approx(2 / 3, abs=4 * math.sqrt(2 / 9 / 3000))


def test_where_half_do_not_have_the_event_the_median_is_not_reached() -> None:
    table = pd.DataFrame({"time": [1, 2, 3, 3], "event": [1, 0, 0, 0]})
    assert math.isinf(kaplan_meier(table, by=None)["all"].median)


def test_a_signature_splits_survival_although_it_predicts_no_treatment() -> None:
    statistics = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        x = rng.lognormal(sigma=1.0, size=400)
        time = rng.exponential(1 / (0.1 * np.sqrt(x)))
        table = pd.DataFrame(
            {
                "group": np.where(x > np.median(x), "high", "low"),
                "time": np.minimum(time, 15),
                "event": time <= 15,
            }
        )
        statistics.append(log_rank(table, by="group").statistic)
    assert min(statistics) > 10.8
    assert abs(36 - np.mean(statistics)) < 4 * np.std(statistics, ddof=1)


def test_rows_of_one_patient_can_count_as_one(leukaemia: pd.DataFrame) -> None:
    twice = pd.concat([leukaemia, leukaemia]).assign(patient=[*range(42), *range(42)])
    once = cox(leukaemia, ["arm"]).hazard_ratio("arm[placebo]")
    naive = cox(twice, ["arm"]).hazard_ratio("arm[placebo]")
    honest = cox(twice, ["arm"], cluster="patient").hazard_ratio("arm[placebo]")
    assert naive[2] - naive[1] < 0.75 * (once[2] - once[1])  # as if there were 84 patients
    assert honest[2] - honest[1] > naive[2] - naive[1]


def test_what_is_no_survival_is_refused(leukaemia: pd.DataFrame) -> None:
    with pytest.raises(ModelError, match="The table has no column called 'day'"):
        kaplan_meier(leukaemia, time="day")
    with pytest.raises(ModelError, match="The table has no column called 'sex'"):
        log_rank(leukaemia, by="sex")
    with pytest.raises(ModelError, match="has no rows"):
        kaplan_meier(leukaemia.iloc[:0])
    with pytest.raises(ModelError, match="finite times of at least 0"):
        kaplan_meier(leukaemia.assign(time=-1))
    with pytest.raises(ModelError, match="must hold true or false"):
        kaplan_meier(leukaemia.assign(event=2))
    with pytest.raises(ModelError, match="between 0 and 1"):
        kaplan_meier(leukaemia, confidence=95)
    with pytest.raises(ModelError, match=r"only one group in 'arm' \(6-MP\)"):
        log_rank(leukaemia[leukaemia["arm"] == "6-MP"])
    with pytest.raises(ModelError, match="Nobody had the event"):
        log_rank(leukaemia.assign(event=0))
    with pytest.raises(ModelError, match="must be a list of columns"):
        cox(leukaemia, "arm")
    with pytest.raises(ModelError, match="could not be fitted"):
        cox(leukaemia.assign(event=leukaemia["arm"] == "placebo"), ["arm"])
