"""Chapter 3's numbers: the arms, thresholds and sweeps that the model must reproduce.

The expected numbers were computed independently. Those of the arms describe constants that were
chosen by hand; the invasion rate, the thresholds, the plateau and the drug's decay are exact.
"""

import math

import numpy as np
import pytest

from course_utils.compile import rhs_function
from course_utils.models import hotcold
from course_utils.simulate import Run, simulate

DENOSUMAB = hotcold.treatments["denosumab"].at(15, 22)


def arm(
    days: float = 35, *, denosumab: bool = False, anti_pd1: float | None = None, **values: float
) -> Run:
    """Run one arm; `anti_pd1` is the day from which PD-1 is blocked."""
    courses = [DENOSUMAB] if denosumab else []
    if anti_pd1 is not None:
        courses.append(hotcold.treatments["anti_pd1"].during(anti_pd1, days + 1))
    return simulate(hotcold, days=(0, days), points=2, treatments=courses, **values)


def ratio(name: str, days: float, **treated: float | None) -> float:
    """Return the final value with denosumab as a multiple of that without."""
    untreated = {key: value for key, value in treated.items() if key == "r" and value is not None}
    given = arm(days, denosumab=True, **treated)  # type: ignore[arg-type]
    return float(given[name][-1] / arm(days, **untreated)[name][-1])


def slope(constants: dict[str, float], **states: float) -> dict[str, float]:
    """Return the rate of change of every state at one point."""
    model = hotcold.set(**constants)
    held = [model.values.get(name, 0.0) for name in model.constants]
    at = [states.get(name, model.values[name]) for name in model.states]
    return dict(zip(model.states, rhs_function(model)(at, held), strict=True))


def test_the_right_hand_side_is_the_one_of_the_chapter() -> None:
    """The equations typed by hand, at twenty random points, with and without the windows."""
    rng = np.random.default_rng(3)
    names = list(hotcold.parameters)
    for _ in range(20):
        v = dict(zip(names, rng.uniform(0.1, 2, len(names)), strict=True))
        T, N, C, D = rng.uniform(0, 50, 4)  # noqa: N806
        on, depleted = rng.integers(0, 2, 2)
        bound = D / (D + v["KD"])
        left = 1 / (1 + v["th"] * (1 - v["up"] * on) * C / (C + v["cP"]))
        door = (1 - depleted) / (1 + N / v["Ns"])
        expected = [
            v["a"] * T * (1 - T / v["K"]) - v["k"] * left * C * T / (v["h"] + T),
            v["nu"] * v["r"] * (1 - bound) * T / (v["hN"] + T) - v["dN"] * N,
            (v["s"] + v["rho"] * T / (v["hC"] + T)) * door - v["dC"] * C,
            -v["kD"] * D,
        ]
        constants = [*v.values(), on, depleted]
        assert hotcold.constants == [*names, "anti_pd1", "cd8_depletion"]
        found = rhs_function(hotcold)([T, N, C, D], constants)
        assert found == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("blocked", "needed"),
    [(0.0, 4 + math.sqrt(28)), (0.9, (-2.8 + math.sqrt(55.84)) / 2)],
    ids=["without blockade", "with 90 % PD-1 blockade"],
)
def test_the_t_cells_that_stop_a_small_tumour(blocked: float, needed: float) -> None:
    """At the closed form a tiny tumour stands still, just below it grows, just above it shrinks."""
    assert needed == pytest.approx({0.0: 9.29150, 0.9: 2.33631}[blocked], abs=1e-5)
    tiny = 1e-9

    def growth(C: float) -> float:  # noqa: N803
        # The brake that is left, without the window: a strength of PD-L1 lowered as much.
        return slope({"th": 6 * (1 - blocked)}, T=tiny, C=C)["T"] / tiny

    assert growth(needed) == pytest.approx(0, abs=1e-9)
    assert growth(needed * 0.99) > 0 > growth(needed * 1.01)


def test_the_window_blocks_as_much_as_a_weaker_brake() -> None:
    blocked = arm(anti_pd1=0)["T"][-1]
    assert blocked == pytest.approx(arm(th=0.6)["T"][-1], rel=1e-7)


def test_depleting_cd8_cells_is_the_same_as_having_none() -> None:
    depletion = hotcold.treatments["cd8_depletion"].during(0, 36)
    run = simulate(hotcold, days=(0, 35), points=36, treatments=depletion, C=0)
    assert run["C"].max() == 0
    assert run["T"][-1] == pytest.approx(arm(k=0)["T"][-1], rel=1e-7)


@pytest.mark.parametrize(
    ("number", "value", "digit"),
    [
        ("C3.1", 0.859, 0.001),
        ("C3.2", 0.825, 0.001),
        ("C3.3", 0.318, 0.001),
        ("C3.4", 0.391, 0.001),
        ("C3.5", 3.59, 0.01),
        ("C3.6", 0.135, 0.001),
        ("C3.7", 0.7, 0.1),
        ("C3.8", 0, 1e-6),
        ("C3.9", 0.186, 0.001),
        ("C3.11", 2.70, 0.01),
    ],
)
def test_the_value_behind_the_claim(number: str, value: float, digit: float) -> None:
    assert hotcold.claims[number].quantity(hotcold) == pytest.approx(value, abs=digit / 2)


def test_c3_4_the_bliss_product_is_0_709() -> None:
    control = arm()["T"][-1]
    product = arm(denosumab=True)["T"][-1] / control * arm(anti_pd1=15)["T"][-1] / control
    # 0.8586 times 0.8251, before rounding.
    assert product == pytest.approx(0.7085, abs=5e-5)


@pytest.mark.parametrize(
    ("rank", "fold"), [(0.05, 1.33), (0.2, 2.12), (0.4, 2.78), (0.7, 3.31), (1, 3.59)]
)
def test_c3_10_the_fold_of_cd8_cells_rises_with_rank(rank: float, fold: float) -> None:
    assert ratio("C", 25, r=rank) == pytest.approx(fold, abs=0.005)


@pytest.mark.parametrize(("start", "size"), [(15, 1264), (20, 1399), (25, 1537)])
def test_e2_starting_together_is_better_than_priming_first(start: float, size: float) -> None:
    courses = [DENOSUMAB, hotcold.treatments["anti_pd1"].during(start, start + 20)]
    run = simulate(hotcold, days=(0, 45), points=2, treatments=courses)
    assert run["T"][-1] == pytest.approx(size, abs=0.5)


@pytest.mark.parametrize(
    ("blocked", "share"), [(0, 0.859), (0.3, 0.765), (0.6, 0.609), (0.9, 0.318), (1, 0.177)]
)
def test_e3_the_stronger_the_blockade_the_smaller_the_tumour(blocked: float, share: float) -> None:
    assert ratio("T", 35, anti_pd1=15, up=blocked) == pytest.approx(share, abs=5e-4)


def test_a_drug_that_acted_on_division_would_break_claim_3_7() -> None:
    """The reverse of the claim: the same measure finds a drug that slows division."""
    slower = {"t": 15, "parameter": "a", "op": "scale", "value": 0.9}
    run = simulate(hotcold, days=(0, 25), points=2, treatments=[slower])
    control = simulate(hotcold, days=(0, 25), points=2)
    change = 100 * (run["proliferation"][-1] / control["proliferation"][-1] - 1)
    assert not hotcold.claims["C3.7"].admits(change)


@pytest.mark.parametrize(
    ("values", "treated", "outcome"),
    [
        ({}, False, "cold"),
        ({}, True, "warm"),
        ({"r": 0.0}, False, "warm"),
        ({"r": 0.0, "th": 0.0}, False, "held"),
        ({"T": 0.01, "C": 20.0, "th": 0.0, "k": 10.0, "h": 10.0}, False, "eliminated"),
    ],
)
def test_every_outcome_can_be_reached(
    values: dict[str, float], treated: bool, outcome: str
) -> None:
    run = simulate(
        hotcold, days=(0, 35), points=351, treatments=[DENOSUMAB] if treated else [], **values
    )
    assert run.outcome == outcome
    assert set(hotcold.outcomes) == {"eliminated", "held", "cold", "warm"}


@pytest.mark.slow
def test_an_empty_state_can_only_rise() -> None:
    """Positivity by construction: put to zero, a state rises or rests, whatever the others are."""
    rng = np.random.default_rng(4)
    for position, name in enumerate(hotcold.states):
        for _ in range(20):
            states = rng.uniform(0, 100, len(hotcold.states))
            states[position] = 0
            constants = [hotcold.values.get(constant, 1.0) for constant in hotcold.constants]
            assert rhs_function(hotcold)(list(states), constants)[position] >= 0, name
