"""What chapter 7's models must reproduce."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course_utils.analysis import burst_extinction, dose_for_nadir, nadir, threshold
from course_utils.compile import jacobian_function
from course_utils.models import cart, ov_cart, til, virion
from course_utils.simulate import simulate
from course_utils.verification.target import Target

# Without expansion, exhaustion and crowding there are formulas.
_PLAIN = cart.without("expansion", "exhaustion", "crowding")
_CELL = 1e-6  # million cells


def _at_infusion() -> float:
    return float(simulate(cart, days=(0, 10), points=2)["T"][-1])


def _exposure() -> float:
    run = simulate(
        _PLAIN.without("killing").set(h0=0.3, dose=40),
        days=(0, 150),
        points=30001,
        treatments=cart.treatments["infusion"].at(0),
    )
    return float(np.trapezoid(run["C"], run.t))


def _dose_for_less_than_a_cell(loss: float) -> float:
    """Return the cells in the tumour on day 0 for a nadir of one cell, by runs of the model."""

    def gone(dose: float) -> bool:
        run = simulate(_PLAIN.set(C=dose, dC=loss), days=(0, 80), points=8001)
        return bool(run["T"].min() < _CELL)

    return threshold(gone, 1, 100, 1e-5)


def _reactive_share() -> float:
    def gone(share: float) -> bool:
        return bool(simulate(til, days=(0, 150), points=15001, phi=share)["T"].min() < _CELL)

    return threshold(gone, 0.05, 0.3, 1e-6)


def _til_nadir(share: float) -> float:
    return float(simulate(til, days=(0, 150), points=15001, phi=share)["T"].min())


def _critical_cells() -> float:
    """Return the tumour in which a little infection neither grows nor dies out."""
    constants = [ov_cart.values[name] for name in ov_cart.constants]

    def grows(cells: float) -> bool:
        matrix = np.asarray(jacobian_function(ov_cart)([cells, 0.0, 0.0, 0.0], constants))
        return bool(np.linalg.eigvals(matrix[1:3, 1:3]).real.max() > 0)

    return threshold(grows, 10, 200, 1e-7)


def _one_virion(v: Mapping[str, float]) -> float:
    meets = v["be"] * 100
    return burst_extinction(meets / (v["om"] + meets), burst=int(v["bu"]))


def _standstill() -> float:
    def grows(cells: float) -> bool:
        run = simulate(virion, days=(0, 400), points=np.array([200.0, 400.0]), U=cells)
        return bool(run["I"][1] > run["I"][0])

    return threshold(grows, 10, 200, 1e-7)


def _cells_and_virions() -> float:
    still = ov_cart.set(a=0, dl=0, k=0, om=0, V=20)
    run = simulate(still, days=(0, 50), points=101)
    lost = max(abs(run["U"] + run["I"] - 30).max() / 30, abs(run["I"] + run["V"] - 20).max() / 20)
    return float(lost)


CART = (
    Target(
        "tumour at the infusion, day 10",
        86.618,
        _at_infusion,
        unit="Mc",
        origin="independent run",
        absolute=5e-4,
    ),
    Target(
        "exposure of the tumour to CAR T cells, 40 × 0.3/(0.45 × 0.35)",
        40 * 0.3 / (0.45 * 0.35),
        _exposure,
        unit="Mc day",
        relative=1e-5,
    ),
    Target(
        "dose for less than one tumour cell, long-lived cells",
        13.4185,
        lambda: _dose_for_less_than_a_cell(0.10),
        unit="Mc",
        relative=1e-4,
    ),
    Target(
        "dose for less than one tumour cell, short-lived cells",
        39.6096,
        lambda: _dose_for_less_than_a_cell(0.35),
        unit="Mc",
        relative=1e-4,
    ),
)
TIL = (
    Target(
        "smallest tumour, 1 % of the cells reactive",
        nadir(til.values["T"], 0.01 * til.values["D"], 0.02, 1e-4, 0.05),
        lambda: _til_nadir(0.01),
        unit="Mc",
        relative=1e-5,
    ),
    Target(
        "smallest tumour, 5 % of the cells reactive",
        nadir(til.values["T"], 0.05 * til.values["D"], 0.02, 1e-4, 0.05),
        lambda: _til_nadir(0.05),
        unit="Mc",
        relative=1e-5,
    ),
    Target(
        "reactive share for less than one tumour cell, by runs",
        0.156757,
        _reactive_share,
        absolute=1e-6,
    ),
    Target(
        "reactive share for less than one tumour cell, by the formula",
        0.156757,
        lambda: dose_for_nadir(til.values["T"], _CELL, 0.02, 1e-4, 0.05) / til.values["D"],
        absolute=1e-6,
    ),
)
OV_CART = (
    Target(
        "tumour in which the virus can just spread, 2/(0.005 × 6)",
        2 / (0.005 * 6),
        _critical_cells,
        unit="Mc",
        relative=1e-6,
    ),
    Target(
        "reproduction number of the virus in 100 million cells",
        1.4,
        lambda: float(simulate(ov_cart, days=(0, 1), points=2, U=100)["R0"][0]),
        relative=1e-12,
    ),
    Target(
        "cells and virions lost by infection alone, as a share",
        0,
        _cells_and_virions,
        absolute=1e-7,
    ),
    Target(
        "chance that one virion in 100 million cells dies out",
        0.885128,
        lambda: _one_virion(ov_cart.values),
        absolute=5e-7,
    ),
)
VIRION = (
    Target(
        "chance that the infection of one virion dies out",
        0.885128,
        lambda: _one_virion(virion.values),
        absolute=5e-7,
    ),
    Target(
        "tumour in which the number of infected cells stands still, 2/(0.005 × 6)",
        2 / (0.005 * 6),
        lambda: _standstill(),
        unit="Mc",
        relative=1e-5,
    ),
)
