"""Chapter 7's numbers of CAR T cells: closed forms, the arms, sweeps, and the claims.

The expected numbers were computed independently. The closed forms are exact; those of the arms
describe constants that were chosen by hand.
"""

import math

import numpy as np
import pytest

from course_utils.analysis import nadir
from course_utils.compile import rhs_function
from course_utils.models import cart
from course_utils.simulate import Run, simulate

GIVEN = cart.treatments
ARMS = {
    "none": (),
    "conventional": ("infusion",),
    "conventional and STING": ("infusion", "sting"),
    "Th17": ("infusion", "th17"),
    "Th17 and STING": ("infusion", "th17", "sting"),
    "everything": ("infusion", "th17", "sting", "antibodies"),
}
READ = (10, 20, 30, 45, 60, 90)


def arm(
    *what: str,
    infusion: float = 10,
    sting: tuple[float, ...] = (10, 13, 16, 19),
    **values: float,
) -> Run:
    """Run 90 days with ten looks a day."""
    courses = []
    if "infusion" in what:
        courses.append(GIVEN["infusion"].at(infusion))
    if "sting" in what:
        courses.append(GIVEN["sting"].at(*sting))
    if "antibodies" in what:
        courses += [GIVEN[name].during(0, 91) for name in ("anti_pd1", "anti_gr1")]
    if "th17" in what:
        values = {"dC": 0.1} | values
    return simulate(cart, days=(0, 90), points=901, treatments=courses, **values)


def test_the_right_hand_side_is_the_one_of_the_chapter() -> None:
    """The equations typed by hand, at twenty random points, with and without the windows."""
    rng = np.random.default_rng(7)
    names = list(cart.parameters)
    assert cart.constants == [*names, "anti_pd1", "anti_gr1"]
    for _ in range(20):
        v = dict(zip(names, rng.uniform(0.1, 1, len(names)), strict=True))
        T, B, C, X = rng.uniform(0, 50, 4)  # noqa: N806
        pd1, gr1 = (int(on) for on in rng.integers(0, 2, 2))
        u1, u2 = v["u1"] * pd1, v["u2"] * gr1
        hom = v["h0"] + v["h1"] * X / (X + v["KX"])
        met = T / (v["g"] + T)
        expected = [
            v["a"] * T * (1 - T / v["K"]) - v["k"] * C * T / (1 + v["q"] * (1 - u2)),
            -(hom + v["db"]) * B,
            hom * B + v["p"] * C * met - (v["dC"] + v["e"] * (1 - u1) * met) * C,
            -v["dX"] * X,
        ]
        found = rhs_function(cart)([T, B, C, X], [*v.values(), pd1, gr1])
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


# Without expansion, exhaustion and crowding the model has a formula.
PLAIN = cart.without("expansion", "exhaustion", "crowding")


@pytest.mark.parametrize("homing", [0.02, 0.1])
def test_7a_the_tumour_without_expansion_follows_the_formula(homing: float) -> None:
    v = cart.values
    t = np.linspace(0, 60, 61)
    run = simulate(PLAIN, days=(0, 60), points=t, treatments=GIVEN["infusion"].at(0), h0=homing)
    al, be = homing + v["db"], v["dC"]
    killing = v["k"] / (1 + v["q"])
    exposure = (1 - np.exp(-be * t)) / be - (1 - np.exp(-al * t)) / al
    exact = np.log(v["T"]) + v["a"] * t - killing * v["dose"] * homing / (al - be) * exposure
    assert np.log(run["T"]) == pytest.approx(exact, abs=1e-5)


def test_7a_total_exposure_of_the_tumour() -> None:
    v = cart.values
    exact = 40 * 0.3 / ((0.3 + v["db"]) * v["dC"])
    assert exact == pytest.approx(76.1905, abs=5e-5)
    run = simulate(
        PLAIN.without("killing"),
        days=(0, 150),
        points=30001,
        treatments=GIVEN["infusion"].at(0),
        h0=0.3,
        dose=40,
    )
    assert np.trapezoid(run["C"], run.t) == pytest.approx(exact, abs=5e-4)


def test_7a_the_nadir_is_where_killing_equals_growth() -> None:
    run = simulate(
        PLAIN, days=(0, 40), points=40001, treatments=GIVEN["infusion"].at(0), h0=0.3, dose=40
    )
    v = cart.values
    at = int(run["T"].argmin())
    assert v["k"] / (1 + v["q"]) * run["C"][at] == pytest.approx(v["a"], rel=1e-3)


@pytest.mark.parametrize("dose", [5.0, 13.4185, 30.0])
def test_7a_cells_that_are_in_the_tumour_at_once_reach_the_formula_s_nadir(dose: float) -> None:
    v = cart.values
    run = simulate(PLAIN, days=(0, 80), points=20001, C=dose, dC=0.1)
    exact = nadir(v["T"], dose, v["a"], v["k"] / (1 + v["q"]), 0.1)
    assert run["T"].min() == pytest.approx(exact, rel=1e-5)


@pytest.mark.parametrize(
    ("number", "value", "digit"),
    [
        ("C7.1", 0.648, 0.001),
        ("C7.2", 4.27, 0.01),
        ("C7.3", 11.3, 0.1),
        ("C7.4", 0.0004, 0.0001),
        ("C7.5a", 4.06, 0.01),
        ("C7.5b", 3.6e5, 0.1e5),
        ("C7.6a", 0.223, 0.001),
        ("C7.6b", 8e-7, 1e-7),
        ("C7.7", 3.66, 0.01),
    ],
)
def test_the_value_behind_the_claim(number: str, value: float, digit: float) -> None:
    assert cart.claims[number].quantity(cart) == pytest.approx(value, abs=digit / 2)


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("none", "86.6 337 952 1792 1976 2000"),
        ("conventional", "86.6 226 617 1581 1943 1999"),
        ("conventional and STING", "86.6 30.1 85.7 584 1593 1994"),
        ("Th17", "86.6 148 181 344 700 1311"),
        ("Th17 and STING", "86.6 2.32 .386 .793 5.31 351"),
        ("everything", "86.6 8.05e-4 1.07e-6 2.40e-7 9.86e-7 7.06e-5"),
    ],
)
def test_the_tumour_of_an_arm_on_six_days(name: str, sizes: str) -> None:
    found = arm(*ARMS[name])["T"][[10 * day for day in READ]]
    for size, given in zip(found, sizes.split(), strict=True):
        mantissa, _, exponent = given.partition("e")
        last_digit = 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
        # Not half of it: 0.38549, first written 0.3855, became .386.
        assert size == pytest.approx(float(given), abs=0.6 * last_digit)


def test_the_tumour_at_the_infusion() -> None:
    assert arm()["T"][100] == pytest.approx(86.618, abs=5e-4)


@pytest.mark.parametrize(
    ("dose", "cells"), [(1, 1.1e7), (2, 2.4e6), (5, 9.0e3), (10, 0.22), (20, 4e-11)]
)
def test_the_fewest_cells_by_dose(dose: float, cells: float) -> None:
    fewest = arm(*ARMS["everything"], dose=dose)["T"].min() * 1e6
    assert fewest == pytest.approx(cells, rel=0.05)


@pytest.mark.parametrize(
    ("day", "cells"), [(5, 0.30), (10, 0.22), (15, 0.11), (20, 0.04), (25, 0.016)]
)
def test_later_dosing_reaches_lower_because_the_antigen_drives_expansion(
    day: float, cells: float
) -> None:
    run = arm(*ARMS["everything"], infusion=day, sting=(day, day + 3, day + 6, day + 9))
    digit = 10.0 ** (math.floor(math.log10(cells)) - (cells > 0.1 or cells < 0.03))
    assert run["T"].min() * 1e6 == pytest.approx(cells, abs=digit / 2)


@pytest.mark.parametrize(("first", "exposure"), [(10, 18.2), (13, 13.1), (20, 7.2)])
def test_the_agonist_must_be_there_when_the_cells_are(first: float, exposure: float) -> None:
    """Four pulses, here every other day."""
    pulses = (first, first + 2, first + 4, first + 6)
    run = arm("infusion", "sting", sting=pulses)
    assert np.trapezoid(run["C"], run.t) == pytest.approx(exposure, abs=0.05)


@pytest.mark.parametrize(
    ("what", "outcome"),
    [
        (ARMS["none"], "grown"),
        (ARMS["Th17 and STING"], "relapsed"),
        (ARMS["everything"], "cured"),
        (("infusion", "th17", "antibodies"), "relapsed"),
        (ARMS["conventional"], "grown"),
    ],
)
def test_how_an_arm_ends(what: tuple[str, ...], outcome: str) -> None:
    assert arm(*what).outcome == outcome


def test_the_arm_with_sting_is_controlled_for_a_while() -> None:
    courses = [GIVEN["infusion"].at(10), GIVEN["sting"].at(10, 13, 16, 19)]
    run = simulate(cart, days=(0, 40), points=401, treatments=courses, dC=0.1)
    assert run.outcome == "controlled"
    assert set(cart.outcomes) == {"cured", "relapsed", "controlled", "grown"}
