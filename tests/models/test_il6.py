"""Chapter 6's numbers: the loop that is off, the switch, thresholds of the blocker, the claims.

The expected numbers were computed independently. Eigenvalue, fixed points and the two ranges of
bistability are exact; the thresholds in time and those of the claims describe constants that were
chosen by hand, and none of them is a clinical finding.
"""

import numpy as np
import pytest

from course_utils.analysis import resting_levels, threshold
from course_utils.compile import jacobian_function, rhs_function
from course_utils.models import il6
from course_utils.simulate import Run, simulate


def arm(blocker: float | None = None, trastuzumab: bool = True, points: int = 2, **v: float) -> Run:
    """Run 200 days; `blocker` is the day from which IL-6R is blocked."""
    courses = [il6.treatments["trastuzumab"].during(0, 201)] if trastuzumab else []
    if blocker is not None:
        courses.append(il6.treatments["blocker"].during(blocker, 201))
    return simulate(il6, days=(0, 200), points=points, treatments=courses, **v)


def controlled(blocker: float, u: float) -> bool:
    return bool(arm(blocker, u=u)["N"][-1] < 100)


def levels(share: float, **held: float) -> list[float]:
    """Levels at which IL-6 rests while the share of stem-like cells is held."""
    return resting_levels(il6, "L", B=100 * (1 - share), S=100 * share, **held)


def test_the_right_hand_side_is_the_one_of_the_chapter() -> None:
    """The equations typed by hand, at twenty random points, with and without the windows."""
    rng = np.random.default_rng(6)
    names = list(il6.parameters)
    assert il6.constants == [*names, "trastuzumab", "blocker"]
    for _ in range(20):
        v = dict(zip(names, rng.uniform(0.1, 1, len(names)), strict=True))
        B, S, L = rng.uniform(0.1, 5, 3)  # noqa: N806
        H, U = (int(on) for on in rng.integers(0, 2, 2))  # noqa: N806
        N, f = B + S, S / (B + S)  # noqa: N806
        x = L * (1 - v["u"] * U)
        W = x**4 / (v["KL"] ** 4 + x**4)  # noqa: N806
        c = v["c0"] + v["c1"] * W
        back = v["q"] * (1 - W) * S
        expected = [
            v["rB"] * B * (1 - N / v["K"]) - v["kH"] * H * B - c * B + back,
            v["rS"] * S * (1 - N / v["K"]) + c * B - back,
            v["dL"] * ((1 - f) + v["pS"] * f * (1 + v["w"] * W) - L),
        ]
        found = rhs_function(il6)([B, S, L], [*v.values(), H, U])
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_6b_an_untreated_tumour_keeps_two_per_cent_stem_like_cells() -> None:
    v = il6.values
    assert v["c0"] / v["q"] == pytest.approx(0.020)
    assert arm(trastuzumab=False)["f"][-1] == pytest.approx(0.02006, abs=5e-6)


def loop_off() -> tuple[float, float]:
    """Return growth rate and stem-like share of the linear system without IL-6, by hand."""
    v = il6.values
    matrix = np.array([[v["rB"] - v["kH"] - v["c0"], v["q"]], [v["c0"], v["rS"] - v["q"]]])
    rates, vectors = np.linalg.eig(matrix)
    slowest = int(rates.argmax())
    return float(rates[slowest]), float(vectors[1, slowest] / vectors[:, slowest].sum())


def test_6b_with_the_loop_off_trastuzumab_eradicates_at_4_per_cent_a_day() -> None:
    rate, share = loop_off()
    assert rate == pytest.approx(-0.0405445, abs=5e-8)
    assert share == pytest.approx(0.0630363, abs=5e-8)
    # The model's own matrix, at a tumour so small that it is not crowded, and without IL-6.
    v = il6.values
    constants = [v.get(name, 0.0) for name in il6.constants]
    constants[il6.constants.index("trastuzumab")] = 1.0
    matrix = jacobian_function(il6)([1e-9, 1e-10, 0.0], constants)[:2, :2]
    assert np.linalg.eigvals(matrix).max() == pytest.approx(rate, abs=1e-9)


def test_6b_the_early_combination_shrinks_at_nearly_that_rate() -> None:
    run = arm(0, points=201)
    late = np.log(run["N"][180] / run["N"][120]) / 60
    assert late == pytest.approx(-0.04052, abs=5e-6)


def test_6b_eradication_needs_the_product_of_the_losses_to_exceed_that_of_the_exchanges() -> None:
    v = il6.values
    losses = (v["kH"] + v["c0"] - v["rB"]) * (v["q"] - v["rS"])
    exchanges = v["q"] * v["c0"]
    assert (losses, exchanges) == (pytest.approx(0.0054), pytest.approx(0.0008))
    assert losses - exchanges == pytest.approx(0.0046)


def test_e3_the_killing_that_is_just_enough_with_the_loop_off() -> None:
    v = il6.values
    needed = v["rB"] - v["c0"] + v["q"] * v["c0"] / (v["q"] - v["rS"])
    assert needed == pytest.approx(0.104)

    def grows(killing: float) -> bool:
        matrix = [[v["rB"] - killing - v["c0"], v["q"]], [v["c0"], v["rS"] - v["q"]]]
        return bool(np.linalg.eigvals(matrix).max() > 0)

    assert threshold(grows, 0, 0.4) == pytest.approx(needed, abs=1e-6)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.04, [3.15]), (0.05, [4.09, 6.55, 11.61]), (0.06, [15.05])]
)
def test_e4_il6_rests_at_one_level_or_three(share: float, expected: list[float]) -> None:
    assert levels(share) == pytest.approx(expected, abs=0.005)


def test_6b_the_switch_has_two_positions_between_4_65_and_5_30_per_cent() -> None:
    def bistable(share: float) -> bool:
        return len(levels(share)) == 3

    assert threshold(bistable, 0.04, 0.05, 1e-3) == pytest.approx(0.0465, abs=1e-4)
    assert threshold(bistable, 0.05, 0.06, 1e-3) == pytest.approx(0.0530, abs=1e-4)


def test_6b_trastuzumab_itself_flips_the_switch() -> None:
    """Untreated the share lies below the range; what trastuzumab selects lies above it."""
    untreated, (_, selected) = 0.02, loop_off()
    assert len(levels(untreated)) == len(levels(selected)) == 1
    assert levels(untreated)[0] < il6.values["KL"] < levels(selected)[0]


def test_6b_a_fully_stem_like_tumour_has_two_positions_between_93_5_and_94_8_per_cent() -> None:
    def bistable(blocked: float) -> bool:
        return len(resting_levels(il6, "L", B=1e-12, S=1, u=blocked, blocker=1)) == 3

    # A boundary given to three digits.
    assert threshold(bistable, 0.92, 0.94, 1e-3) == pytest.approx(0.935, abs=2e-3)
    assert threshold(bistable, 0.94, 0.96, 1e-3) == pytest.approx(0.948, abs=1e-3)


def test_6b_preventing_takes_less_blockade_than_rescuing() -> None:
    early = threshold(lambda u: controlled(0, u), 0, 1, 1e-3)
    late = threshold(lambda u: controlled(60, u), 0, 1, 1e-3)
    assert early == pytest.approx(0.343, abs=0.01)
    assert late == pytest.approx(0.933, abs=0.01)
    assert late - early == pytest.approx(0.59, abs=0.01)


@pytest.mark.parametrize(
    ("u", "day", "digit"), [(0.7, 19.07, 0.01), (0.8, 20.9, 0.1), (0.9, 26.1, 0.1)]
)
def test_6b_the_latest_day_on_which_the_blocker_still_works(
    u: float, day: float, digit: float
) -> None:
    latest = threshold(lambda start: controlled(start, u), 0, 60, 1e-5)
    assert latest == pytest.approx(day, abs=digit / 2)


def test_6b_the_window_closes_before_the_tumour_is_smallest() -> None:
    run = arm(points=20001)
    nadir = run.t[run["N"].argmin()]
    # Flat: a few hundredths of a day before and after, the volume is the same to six digits.
    assert nadir == pytest.approx(23.6, abs=0.1)
    assert nadir > 19.07


@pytest.mark.parametrize(
    ("number", "value", "digit"),
    [
        ("C6.1", 37.8, 0.1),
        ("C6.2", 41.8, 0.1),
        ("C6.3a", 1.00, 0.01),
        ("C6.3b", 125, 1),
        ("C6.4a", 0.063, 0.001),
        ("C6.4b", 0.024, 0.001),
        ("C6.5a", 1499.7, 0.1),
        ("C6.5b", 1.00, 0.01),
        ("C6.6a", 1.69, 0.01),
        ("C6.6b", 0.063, 0.001),
        ("C6.8a", 0.99, 0.01),
        ("C6.8b", 72.3, 0.1),
    ],
)
def test_the_value_behind_the_claim(number: str, value: float, digit: float) -> None:
    assert il6.claims[number].quantity(il6) == pytest.approx(value, abs=digit / 2)


def test_c6_7_the_blocker_alone_leaves_the_volume_as_it_is() -> None:
    untreated = arm(trastuzumab=False)["N"][-1]
    assert arm(0, trastuzumab=False)["N"][-1] == pytest.approx(untreated, rel=1e-7)


@pytest.mark.parametrize(
    ("values", "days", "treated", "outcome"),
    [
        ({}, 200, False, "growing"),
        ({}, 200, True, "resistant"),
        ({}, 28, True, "relapsing"),
        ({"w": 0.0, "c1": 0.0, "pS": 10.0}, 60, True, "responding"),
        ({"w": 0.0, "c1": 0.0, "pS": 10.0}, 200, True, "vanishing"),
    ],
)
def test_every_outcome_can_be_reached(
    values: dict[str, float], days: float, treated: bool, outcome: str
) -> None:
    courses = [il6.treatments["trastuzumab"].during(0, days + 1)] if treated else []
    run = simulate(il6, days=(0, days), points=201, treatments=courses, **values)
    assert run.outcome == outcome, run.outcome_words
    assert set(il6.outcomes) == {"growing", "resistant", "relapsing", "responding", "vanishing"}


@pytest.mark.parametrize(
    ("start", "strength", "last", "outcome"),
    [
        # What chapter 6 says of a blocker that begins at once: at 34 per cent the tumour is small
        # on day 200 and comes back, at 36 it never does.
        (0, 0.34, 200, "relapsing"),
        (0, 0.34, 600, "resistant"),
        (0, 0.36, 600, "vanishing"),
        (60, 0.93, 600, "resistant"),
        (60, 0.94, 600, "vanishing"),
    ],
)
def test_an_early_blocker_needs_to_stop_36_per_cent_and_a_late_one_more_than_93(
    start: int, strength: float, last: int, outcome: str
) -> None:
    treatments = [
        il6.treatments["trastuzumab"].during(0, last + 1),
        il6.treatments["blocker"].during(start, last + 1),
    ]
    run = simulate(il6, days=(0, last), treatments=treatments, u=strength)
    assert run.outcome == outcome
