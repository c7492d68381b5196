"""Power: Schoenfeld's events, the error of the first kind, trials drawn from virtual patients."""

import math

import numpy as np
import pandas as pd
import pytest

from course_utils import ModelError, schoenfeld_events, simulated_power, trial_power

# Months. Such a control arm gives the power of 0.78 that the course prints.
TRIAL = {"median": 8.0, "follow_up": 24.0}


def virtual(ratio: float, patients: int = 2000) -> pd.DataFrame:
    """Return a trial in which each patient is in both arms."""
    rng = np.random.default_rng(3)
    tables = []
    for arm, hazard in (("control", 1.0), ("treated", ratio)):
        time = rng.exponential(1 / hazard, patients)
        tables.append(
            pd.DataFrame(
                {
                    "patient": range(patients),
                    "arm": arm,
                    "time": np.minimum(time, 3),
                    "event": time <= 3,
                }
            )
        )
    return pd.concat(tables)


@pytest.mark.parametrize(("ratio", "events"), [(0.5, 66), (0.7, 247), (0.6, 121), (2.0, 66)])
def test_schoenfeld_s_formula_asks_for_so_many_events(ratio: float, events: int) -> None:
    assert math.ceil(schoenfeld_events(ratio)) == events


def test_without_a_difference_one_trial_in_twenty_finds_one() -> None:
    assert simulated_power(1.0, 43, **TRIAL, runs=1000).value == pytest.approx(0.05, abs=0.025)


def test_a_halved_hazard_is_found_by_four_trials_in_five() -> None:
    power = simulated_power(0.5, 43, **TRIAL, runs=1000, seed=1)
    assert abs(power.value - 0.78) < 4 * math.sqrt(0.78 * 0.22 / 1000)
    low, high = power.interval
    assert low < power.value < high
    assert high - low == pytest.approx(0.05, abs=0.005)
    assert power.mean_events == pytest.approx(schoenfeld_events(0.5), abs=3)


def test_power_follows_events_and_not_patients() -> None:
    many_patients = simulated_power(0.5, 86, median=24.0, follow_up=8.0, runs=300)
    few_patients = simulated_power(0.5, 43, median=8.0, follow_up=24.0, runs=300)
    assert many_patients.mean_events < few_patients.mean_events
    assert many_patients.value < few_patients.value


def test_real_trials_are_drawn_from_a_virtual_one() -> None:
    power = trial_power(virtual(0.5), ("control", "treated"), 43, runs=400)
    z = math.sqrt(power.mean_events) / 2 * math.log(2) - 1.96
    formula = 0.5 * math.erfc(-z / math.sqrt(2))
    assert abs(power.value - formula) < 4 * math.sqrt(formula * (1 - formula) / 400)
    assert trial_power(virtual(1.0), ("control", "treated"), 43, runs=400).value < 0.1


def test_a_trial_in_which_nothing_happens_finds_nothing() -> None:
    quiet = virtual(0.5).assign(event=False)
    assert trial_power(quiet, ("control", "treated"), 20, runs=5).value == 0


def test_a_trial_that_cannot_be_is_refused() -> None:
    with pytest.raises(ModelError, match="The hazard ratio is 1; give one above 0 that is not 1"):
        schoenfeld_events(1)
    with pytest.raises(ModelError, match="power is 1; it must lie between 0 and 1"):
        schoenfeld_events(0.5, power=1)
    with pytest.raises(ModelError, match="n_per_arm is 0"):
        simulated_power(0.5, 0, **TRIAL)
    with pytest.raises(ModelError, match="follow_up is 0"):
        simulated_power(0.5, 10, median=8, follow_up=0)
    with pytest.raises(ModelError, match="median is 0"):
        simulated_power(0.5, 10, median=0, follow_up=1)
    with pytest.raises(ModelError, match="alpha is 5"):
        simulated_power(0.5, 10, **TRIAL, alpha=5)
    with pytest.raises(ModelError, match="no arm 'drug'; it has: control, treated"):
        trial_power(virtual(0.5), ("control", "drug"), 10)
    with pytest.raises(ModelError, match="need at least 2400 virtual ones in each"):
        trial_power(virtual(0.5), ("control", "treated"), 1200)
