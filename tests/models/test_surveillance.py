"""Chapter 2's numbers: the equilibria, thresholds and runs that the model must reproduce.

Rates are those of Kuznetsov and colleagues (1994). The equilibria and thresholds were computed
from them independently; the paper's rounded rescaled constants are a second test of the same
model.
"""

from typing import ClassVar

import numpy as np
import pytest
import sympy

from course_utils.analysis import steady_states, threshold
from course_utils.modelling import Model
from course_utils.models import surveillance
from course_utils.simulate import simulate

B = {"E": 1.608110, "T": 8.186382}


def final(model: Model, days: float = 6000, **values: float) -> float:
    return float(simulate(model, days=(0, days), points=2, **values)["T"][-1])


@pytest.mark.parametrize(
    ("name", "E", "T", "eigenvalues", "kind"),
    [
        ("A", 0.315534, 0, [0.145260, -0.0412], "saddle"),
        ("B", 1.608110, 8.186382, [-0.005516 + 0.063420j] * 2, "stable spiral"),
        ("C", 0.758509, 268.022675, [0.035686, -0.149313], "saddle"),
        ("D", 0.173213, 447.025840, [-0.049706, -0.186276], "stable node"),
    ],
)
def test_the_four_equilibria(
    name: str,
    E: float,  # noqa: N803
    T: float,  # noqa: N803
    eigenvalues: list[complex],
    kind: str,
) -> None:
    states = steady_states(surveillance)
    assert len(states) == 4
    state = states["ABCD".index(name)]
    assert state.values["E"] == pytest.approx(E, abs=1e-5)
    assert state.values["T"] == pytest.approx(T, rel=1e-4, abs=1e-9)
    found = [complex(e.real, abs(e.imag)) for e in state.eigenvalues]
    assert found == pytest.approx(eigenvalues, abs=1e-5)
    assert state.kind == kind


def test_the_dormant_tumour_swings_with_a_period_of_99_days() -> None:
    assert steady_states(surveillance)[1].period == pytest.approx(99.07, abs=0.005)


def test_elimination_threshold() -> None:
    v = surveillance.values
    assert v["a"] * v["d"] / v["n"] == pytest.approx(0.0673569, abs=1e-7)
    assert threshold(
        lambda s: steady_states(surveillance, s=s)[0].stable, 0.06, 0.08, 1e-7
    ) == pytest.approx(0.0673569, abs=1e-7)


def test_the_escape_state_vanishes_in_a_saddle_node() -> None:
    at = threshold(lambda s: len(steady_states(surveillance, s=s)) == 4, 0.015, 0.03, 1e-6)
    assert at == pytest.approx(0.0212905, abs=1e-6)
    c, d = steady_states(surveillance, s=at - 1e-7)[-2:]
    # Exactly, from the double root of the reduced polynomial: E = 0.46306, T = 358.38.
    assert (c.values["E"] + d.values["E"]) / 2 == pytest.approx(0.46306, abs=1e-5)
    assert (c.values["T"] + d.values["T"]) / 2 == pytest.approx(358.38, abs=0.005)


@pytest.mark.parametrize(
    ("s", "small", "large"),
    [(0.0055, 480, 480), (0.013, 8.19, 447), (0.033, 4.42, 4.42), (0.0716, 0, 0)],
)
def test_along_the_supply_escape_bistable_dormant_eliminated(
    s: float, small: float, large: float
) -> None:
    assert final(surveillance, s=s, T=1) == pytest.approx(small, rel=2e-3, abs=1e-6)
    assert final(surveillance, s=s, T=100) == pytest.approx(large, rel=2e-3, abs=1e-6)


def test_a_tiny_inoculum_overshoots_and_settles() -> None:
    run = simulate(surveillance, days=(0, 6000), points=60001, T=1e-6)
    assert run["T"][::10].max() == pytest.approx(86.19, abs=0.005)  # looked at once a day
    assert run.peak("T") == pytest.approx((139.78, 86.201), abs=0.05)  # between two days
    assert run["T"][-1] == pytest.approx(8.186, abs=0.0005)


def test_no_limit_cycle_by_dulac() -> None:
    """With the factor 1/(E T) the divergence is -s/(E² T) - a b/E, negative everywhere."""
    E, T = sympy.symbols("E T", nonnegative=True)  # noqa: N806
    rates = surveillance.without("immunosuppression").derivatives()
    divergence = sum(sympy.diff(rates[str(x)] / (E * T), x) for x in (E, T))
    s, a, b = sympy.symbols("s a b", nonnegative=True)
    assert sympy.simplify(divergence - (-s / (E**2 * T) - a * b / E)) == 0


@pytest.mark.parametrize(
    ("start", "escapes"),
    [(1e-3, True), (0.1, False), (1, False), (10, False), (100, False), (400, True)],
)
def test_sneaking_through(start: float, escapes: bool) -> None:
    assert (final(surveillance, s=0.0055, E=1.0, T=start) > 250) is escapes


def test_no_sneaking_through_from_the_naive_start() -> None:
    ends = [final(surveillance, T=T) > 250 for T in (1e-6, 1e-3, 0.1, 1, 10, 60, 70, 100, 400)]
    assert ends == sorted(ends)


@pytest.mark.parametrize(("left", "days", "end"), [(0.5, 18, 8.186), (0.1, 91, 447.03)])
def test_immunosuppression_from_dormancy(left: float, days: float, end: float) -> None:
    drugs = surveillance.treatments["immunosuppression"].during(45, 45 + days)
    run = simulate(surveillance, days=(0, 6000), points=2, treatments=drugs, u=1 - left, **B)
    assert run["T"][-1] == pytest.approx(end, rel=1e-4)
    scaled = [
        {"t": 45, "parameter": "p", "op": "scale", "value": left},
        {"t": 45 + days, "parameter": "p", "op": "scale", "value": 1 / left},
    ]
    same = simulate(surveillance, days=(0, 6000), points=2, treatments=scaled, **B)
    assert same["T"][-1] == pytest.approx(end, rel=1e-4)


class TestRescaled:
    """The paper's form without units, with its rounded constants, as the same model.

    One unit of time is 1/(n T0) = 9.0827 days with T0 a million cells, one unit of cells is T0.
    """

    n = 0.1101
    constants: ClassVar = {
        "sigma": 0.1181,
        "rho": 1.131,
        "eta": 20.19,
        "mu": 0.00311,
        "delta": 0.3743,
        "alpha": 1.636,
        "beta": 0.002,
    }

    @property
    def model(self) -> Model:
        c, n = self.constants, self.n
        return surveillance.set(
            s=c["sigma"] * n,
            p=c["rho"] * n,
            g=c["eta"],
            m=c["mu"] * n,
            d=c["delta"] * n,
            a=c["alpha"] * n,
            b=c["beta"],
        )

    def test_one_unit_of_time(self) -> None:
        assert 1 / self.n == pytest.approx(9.0827, abs=1e-4)

    def test_equilibria(self) -> None:
        points = [list(s.values.values()) for s in steady_states(self.model)]
        expected = [
            (0.315522, 0),
            (1.609203, 8.189707),
            (0.759765, 267.797961),
            (0.172977, 447.134229),
        ]
        assert np.array(points) == pytest.approx(np.array(expected), rel=1e-5, abs=1e-6)

    def test_the_two_forms_agree(self) -> None:
        ours = np.array([list(s.values.values()) for s in steady_states(surveillance)])
        theirs = np.array([list(s.values.values()) for s in steady_states(self.model)])
        assert theirs == pytest.approx(ours, rel=3e-3)

    def test_thresholds(self) -> None:
        c = self.constants
        assert c["alpha"] * c["delta"] == pytest.approx(0.6123548, abs=1e-7)

        def four(sigma: float) -> bool:
            return len(steady_states(self.model, s=sigma * self.n)) == 4

        assert threshold(four, 0.15, 0.25, 1e-6) == pytest.approx(0.1937768, abs=1e-6)

        def escapes(sigma: float) -> bool:
            return final(self.model, days=3000, s=sigma * self.n, T=1e-10) > 250

        assert threshold(escapes, 0.065, 0.075, 1e-6) == pytest.approx(0.0693362, abs=1e-6)

        def naive(T: float) -> bool:  # noqa: N803
            return final(self.model, days=1500, T=T) > 250

        assert threshold(naive, 10, 200, 1e-6) == pytest.approx(63.735, abs=0.005)
