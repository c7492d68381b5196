"""Runs by chance: the same seed gives the same run, and bad input is refused in words."""

from __future__ import annotations

import importlib
import itertools
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.compile import browser_program, jumps_of, rhs_function
from course_utils.modelling import Model, ModelError, Parameter, Process, State, Treatment
from course_utils.models import MODELS, birth_death, gompertz, seeding, surveillance, virion
from course_utils.simulate import ensemble, lineages, simulate, simulate_stochastic
from course_utils.simulate.draws import MOST, seeds_of_runs, uniform, unit

gillespie = importlib.import_module("course_utils.simulate.gillespie")
draws = importlib.import_module("course_utils.simulate.draws")

BY_CHANCE = [model for model in MODELS.values() if model.counted]


class Queue(Model):
    """Cells come and go at steady rates."""

    come = Parameter("Coming", 3, unit="cell/day", source="illustrative")
    go = Parameter("Going", 1, unit="1/day", range=(0, 5), source="illustrative")

    N = State("Cells", start=2, unit="cell", measured_by="counting", single=1)
    level = State("Debris", start=0, unit="cell", measured_by="counting")

    more = Treatment("Infusion", adds={N: 4})
    kill = Treatment("Kill", scales={N: 0.5})

    arrival = Process(come, makes=N)
    death = Process(go * N, removes=N, makes={level: 2})
    clearing = Process(go * level, removes=level)


queue = Queue()


# Random numbers


def test_the_generator_gives_the_numbers_of_its_authors() -> None:
    """xoshiro128starstar.c 1.1, from the state 1, 2, 3, 4."""
    draw = unit(1, 2, 3, 4)
    published = [11520, 0, 5927040, 70819200, 2031721883, 1637235492]
    assert [draw() * 2**32 - 0.5 for _ in published] == published


def test_seeds_are_spread_by_the_published_generator() -> None:
    """splitmix64.c, from the seed 1234567."""
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    assert list(itertools.islice(draws._splitmix64(1234567), 3)) == published
    assert seeds_of_runs(1234567, 3) == [number >> 11 for number in published]


def test_numbers_lie_evenly_between_0_and_1() -> None:
    draw = uniform(5)
    numbers = np.array([draw() for _ in range(20_000)])
    assert 0 < numbers.min() < numbers.max() < 1
    filled = np.bincount((numbers * 20).astype(int), minlength=20)
    chi_squared = float(np.sum((filled - 1000) ** 2) / 1000)
    assert chi_squared < 45  # passed by 999 of 1000 good generators (19 degrees of freedom)
    assert abs(np.corrcoef(numbers[:-1], numbers[1:])[0, 1]) < 4 / np.sqrt(numbers.size)


@given(seed=st.integers(0, MOST - 1))
def test_neighbouring_seeds_give_other_numbers(seed: int) -> None:
    a, b = uniform(seed), uniform(seed + 1)
    assert [a() for _ in range(4)] != [b() for _ in range(4)]


# One run


@pytest.mark.parametrize("model", BY_CHANCE, ids=lambda model: model.name)
def test_rates_and_slopes_add_up_to_the_right_hand_side(model: Model) -> None:
    """What jumps and what flows together are the equations, at twenty random points."""
    rng = np.random.default_rng(8)
    jumps = jumps_of(model)
    sizes = list(model.jumps.values())
    for _ in range(20):
        constants = rng.uniform(0.1, 2, len(model.constants)).tolist()
        states = rng.uniform(0, 50, len(model.states)).tolist()
        still = [0.0] * len(jumps.levels)
        slopes, paces, total = jumps.rates_with(constants)(states, 0.0, still)
        assert total == pytest.approx(sum(paces), rel=1e-14)
        found = [0.0] * len(states)
        for place, slope in zip(jumps.levels, slopes, strict=True):
            found[place] += slope
        for pace, size, changes in zip(paces, sizes, jumps.changes_with(constants), strict=True):
            for place, by in changes:
                found[place] += pace * size * by
        assert found == pytest.approx(rhs_function(model)(states, constants), rel=1e-10)


def test_the_same_seed_gives_the_same_run_and_another_one_does_not() -> None:
    runs = [simulate_stochastic(birth_death, seed=seed, C=5) for seed in (3, 3, 4)]
    assert runs[0].events == runs[1].events
    assert runs[0].y.tolist() == runs[1].y.tolist()
    assert runs[0].events != runs[2].events


@pytest.mark.parametrize("model", [birth_death, queue], ids=["counts alone", "with a level"])
def test_other_times_of_report_leave_the_run_as_it_is(model: Model) -> None:
    few = simulate_stochastic(model, days=(0, 6), seed=1, points=7)
    many = simulate_stochastic(model, days=(0, 6), seed=1, points=601)
    assert few.events == many.events
    assert few.y.tolist() == many.y[:, ::100].tolist()


def test_the_values_are_what_the_events_make_of_the_start() -> None:
    run = simulate_stochastic(queue, days=(0, 20), seed=2, points=2001)
    expected = np.full(run.t.size, 2.0)
    for day, process in run.events:
        expected[run.t >= day] += 1 if process == "arrival" else -1
    assert run["N"].tolist() == expected.tolist()
    assert np.all(np.diff(run.event_times) > 0)


def test_an_event_also_moves_a_level_that_it_changes() -> None:
    """Every death leaves two units of debris, and with nothing cleared they stay."""
    run = simulate_stochastic(queue.without("clearing"), days=(0, 20), seed=2)
    deaths = sum(process == "death" for _, process in run.events)
    assert run["level"][-1] == pytest.approx(2 * deaths, rel=1e-12)
    assert deaths > 10


def test_what_stands_still_is_left_alone() -> None:
    run = simulate_stochastic(birth_death, C=0)
    assert not run.events
    assert run["C"].tolist() == [0] * 401
    assert run.outcome_words == "No tumour cells left."


def test_a_dose_and_a_window_act_on_their_day() -> None:
    still = queue.set(come=0, go=0)
    dose = queue.treatments["more"].at(2, 4)
    run = simulate_stochastic(still, days=(0, 4), points=5, treatments=dose)
    assert run["N"].tolist() == [2, 2, 6, 6, 10]
    halved = queue.treatments["kill"].at(1)
    run = simulate_stochastic(still, days=(0, 4), points=5, treatments=halved)
    assert run["N"].tolist() == [2, 1, 1, 1, 1]
    stopped = [{"t": 3, "parameter": "come", "op": "set", "value": 0}]
    run = simulate_stochastic(queue, days=(0, 9), treatments=stopped)
    assert max(day for day, process in run.events if process == "arrival") < 3


def test_a_run_says_how_it_ended_without_speaking_of_means() -> None:
    gone = simulate_stochastic(birth_death, seed=2, b=0)
    assert gone.died_out
    assert gone.outcome == "died out"
    assert gone.outcome_words == f"No tumour cells left from day {gone.event_times[-1]:.3g} on."
    alive = simulate_stochastic(birth_death, seed=2, d=0, days=(0, 2))
    assert alive.outcome == "alive"
    assert alive.outcome_words == f"On the last day, tumour cells: {alive['C'][-1]:g} cells."


def test_a_run_can_be_pickled_and_made_a_table() -> None:
    run = simulate_stochastic(virion, seed=12, V=5)
    assert pickle.loads(pickle.dumps(run)).events == run.events
    assert list(run.to_frame().columns) == ["V", "I"]


@settings(max_examples=30)
@given(
    seed=st.integers(0, MOST),
    b=st.floats(0, 1.5),
    d=st.floats(0, 2),
    n=st.integers(0, 20),
)
def test_counts_stay_whole_and_never_become_negative(seed: int, b: float, d: float, n: int) -> None:
    run = simulate_stochastic(birth_death, days=(0, 3), seed=seed, points=50, b=b, d=d, C=n)
    assert np.all(run["C"] >= 0)
    assert np.all(run["C"] == np.round(run["C"]))
    assert run["C"][0] == n


def test_a_single_cell_is_a_millionth_of_a_million() -> None:
    run = simulate_stochastic(surveillance, days=(0, 20), seed=4, T=3e-6)
    counts = run["T"] / 1e-6
    assert counts == pytest.approx(np.round(counts), abs=1e-9)
    assert run["T"][0] == 3e-6
    # A few cells change the level of effector cells by a hundred thousandth at most.
    assert run["E"] == pytest.approx(np.full(401, 0.013 / 0.0412), rel=1e-5)


# Many runs


def test_an_ensemble_repeats_any_of_its_runs() -> None:
    many = ensemble(birth_death, runs=6, seed=9, points=21)
    assert len(set(many.seeds)) == len(many) == 6
    for i, seed in enumerate(many.seeds):
        again = simulate_stochastic(birth_death, seed=seed, points=21)
        assert many["C"][i].tolist() == again["C"].tolist()


def test_the_first_runs_do_not_depend_on_how_many_follow() -> None:
    few, many = (ensemble(birth_death, runs=n, seed=1, days=(0, 3)) for n in (3, 8))
    assert many["C"][:3].tolist() == few["C"].tolist()


def test_an_ensemble_tells_its_middle_and_its_band() -> None:
    many = ensemble(birth_death, runs=40, seed=2, days=(0, 4), points=5)
    rows = many["C"]
    assert rows.shape == (40, 5)
    assert many.median("C").tolist() == np.median(rows, axis=0).tolist()
    assert many.mean("C").tolist() == rows.mean(axis=0).tolist()
    low, high = many.band("C", 0.5)
    assert np.mean((rows >= low) & (rows <= high), axis=0)[-1] >= 0.5
    assert many.died_out.tolist() == (rows == 0).mean(axis=0).tolist()
    assert many.share_died_out == many.died_out[-1]
    assert list(many) == ["C"]


def test_an_ensemble_knows_the_observables() -> None:
    many = ensemble(seeding, runs=2, days=(0, 20), points=3)
    expected = simulate(seeding, days=(0, 20), points=3)["S"]
    assert many["S"][1] == pytest.approx(expected, rel=1e-6)


# Families


def test_lineages_add_up_to_all_cells() -> None:
    run = simulate_stochastic(birth_death, seed=6, C=8, days=(0, 6))
    sizes = lineages(run, "C")
    assert sizes.size == 8
    assert sizes.sum() == run["C"][-1]
    assert 0 < np.count_nonzero(sizes) < 8


def test_who_comes_from_outside_founds_a_lineage() -> None:
    run = simulate_stochastic(queue, seed=6, days=(0, 6), come=20)
    arrivals = sum(process == "arrival" for _, process in run.events)
    sizes = lineages(run, "N")
    assert sizes.size == 2 + arrivals
    assert sizes.sum() == run["N"][-1] > 5
    assert set(sizes.tolist()) == {0, 1}


def test_a_founder_among_eight_has_an_eighth_of_the_descendants() -> None:
    totals = np.zeros(8)
    for seed in range(300):
        totals += lineages(simulate_stochastic(birth_death, (0, 1), seed, points=2, C=8), "C")
    # One clone has the mean exp(0.5) and the variance 3 exp(0.5) (exp(0.5) - 1) = 3.21.
    assert totals / 300 == pytest.approx(np.full(8, np.exp(0.5)), abs=4 * np.sqrt(3.21 / 300))


@pytest.mark.parametrize(
    ("run", "name", "words"),
    [
        (simulate_stochastic(queue), "level", "no counted state called 'level'.* It has: N"),
        (simulate_stochastic(virion), "V", "one event of 'bursting' changes it by bu"),
        (
            simulate_stochastic(queue, treatments=queue.treatments["more"].at(1)),
            "N",
            "something was done to it",
        ),
    ],
)
def test_lineages_that_cannot_be_told_are_refused(run: Any, name: str, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        lineages(run, name)


# What is refused


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"seed": 1.5}, r"The seed is 1.5, but it must be a whole number from 0 to 2\*\*53 - 1"),
        ({"seed": "a"}, "The seed is 'a', but it must be a whole number"),
        ({"seed": True}, "The seed is True, but it must be a whole number"),
        ({"seed": -1}, "The seed is -1, but it must be a whole number"),
        ({"seed": 2**53}, "it must be a whole number from 0"),
        ({"C": 1.5}, r"Tumour cells \('C'\) would start with 1.5 single ones, but only a whole"),
        ({"C": -1}, "start value of 'C' is -1, but it cannot be negative"),
        ({"C": 1e8}, "would start with 100000000 single ones, too many to follow one by one"),
        ({"days": (3, 1)}, "must end after it begins"),
        ({"points": 1}, "at least 2 times"),
        ({"q": 1}, "no parameter or state called 'q'"),
    ],
)
def test_bad_input_is_refused_in_words(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        simulate_stochastic(birth_death, **arguments)


def test_a_model_that_counts_nothing_is_refused() -> None:
    with pytest.raises(ModelError, match=r"'gompertz' does not run by chance: none of its states"):
        simulate_stochastic(gompertz)


def test_a_tumour_of_a_million_cells_is_too_many() -> None:
    with pytest.raises(ModelError, match=r"'T'\) would start with 1000000 single ones, too many"):
        simulate_stochastic(surveillance)


def test_a_fraction_of_a_cell_is_refused_in_its_unit() -> None:
    with pytest.raises(ModelError, match=r"1.5 single ones.*a single one is 1e-06 million cells"):
        simulate_stochastic(surveillance, T=1.5e-6)


def test_a_run_that_grows_beyond_chance_is_stopped() -> None:
    words = r"On day \d.* has reached 200000 events, with \d{6} single ones of tumour cells \('C'\)"
    with pytest.raises(ModelError, match=words):
        simulate_stochastic(birth_death, days=(0, 100), seed=3, b=2, d=0)


def test_a_dose_that_leaves_half_a_cell_is_refused() -> None:
    kill = queue.treatments["kill"].at(2)
    with pytest.raises(ModelError, match=r"on day 2 would have 1.5 single ones"):
        simulate_stochastic(queue, treatments=kill, come=0, go=0, N=3)


def test_a_burst_that_is_not_whole_is_refused() -> None:
    with pytest.raises(ModelError, match=r"'bursting' would change 'V' by 7.5; what is counted"):
        simulate_stochastic(virion, bu=7.5)


def test_rates_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(ModelError, match="rates of 'birth_death' could not be worked out"):
        simulate_stochastic(birth_death, b=1e308, C=20)


@pytest.mark.parametrize("runs", [0, -1, 2.5, True])
def test_a_number_of_runs_that_is_none_is_refused(runs: Any) -> None:
    with pytest.raises(ModelError, match="it must be a whole number of at least 1"):
        ensemble(birth_death, runs=runs)


def test_a_share_outside_0_to_1_and_an_unknown_name_are_refused() -> None:
    many = ensemble(birth_death, runs=2, days=(0, 1))
    with pytest.raises(ModelError, match=r"share of the runs is 1\.5"):
        many.band("C", 1.5)
    with pytest.raises(ModelError, match=r"called 'X'.* It has: C"):
        many["X"]


def test_only_models_that_count_carry_what_the_page_needs_for_it() -> None:
    assert "chance" not in browser_program(gompertz)
    assert list(browser_program(surveillance)["chance"]["singles"]) == ["T"]


def test_what_a_model_counts_must_fit_together() -> None:
    from tests.modelling.test_model import declare, parameter, state

    def two_sizes(body: dict[str, Any]) -> Process:
        return Process(body["a"] * body["X"], converts=(body["X"], body["Y"]))

    def two_at_once(body: dict[str, Any]) -> Process:
        return Process(body["a"] * body["X"], removes={body["X"]: 2})

    def half(body: dict[str, Any]) -> Process:
        return Process(body["a"] * body["X"], makes={body["X"]: 0.5})

    a = {"a": parameter()}
    for body, sentence in [
        ({"X": state(single=0)}, "A single one of 'X' of Broken is 0"),
        ({"X": state(single=-1)}, "A single one of 'X' of Broken is -1"),
        (
            {**a, "X": state(single=1), "Y": state(single=2), "p": two_sizes},
            "a single one is 1 and 2",
        ),
        ({**a, "X": state(single=1), "p": two_at_once}, "changes 'X' by -2"),
        ({**a, "X": state(single=1), "p": half}, "changes 'X' by 0.5"),
    ]:
        with pytest.raises(ModelError, match=sentence):
            declare(**body)
