"""What the model of tumours in space must reproduce."""

from __future__ import annotations

import math
from functools import cache, partial
from itertools import pairwise

import numpy as np

from course_utils.analysis import (
    decay_length,
    disc_level,
    disc_mean,
    interface_level,
    killing_depth,
    resting,
    resting_field,
)
from course_utils.models import infiltration
from course_utils.simulate import simulate_space
from course_utils.simulate.space import Grid
from course_utils.simulate.space.grid import Array
from course_utils.verification.target import Target

_FINE = 161
_H = 0.005  # mm, of the strip across a straight edge


@cache
def _at_rest(preset: str) -> tuple[float, float, float]:
    """Return the mean level in the tumour, in its core and in the rim, at rest."""
    model = infiltration.preset(preset)
    grid = Grid.of(model, _FINE)
    field = resting_field(model, _FINE)
    tumour, core, rim = (float(field[part].mean()) for part in (grid.inside, grid.core, grid.rim))
    return tumour, core, rim


@cache
def _disc() -> tuple[float, float]:
    """Return mean and centre of a hot tumour whose stroma is stirred, relative to its edge."""
    model = infiltration.set(Dout=1e6)
    grid = Grid.of(model, _FINE)
    field = resting_field(model, _FINE)
    edge = field[~grid.inside].mean()
    middle = _FINE // 2
    return float(field[grid.inside].mean() / edge), float(field[middle, middle] / edge)


@cache
def _strip(inside: float) -> tuple[Array, Array]:
    """Return the field across a straight edge: 2.4 mm of tumour, then 1.2 mm of stroma."""
    v = infiltration.values
    x = (np.arange(720) + 0.5) * _H - 2.4
    stroma = (x > 0).astype(float)[None, :]
    coefficient = np.where(stroma > 0, v["Dout"], inside)
    loss = np.full_like(stroma, v["d"])
    field = resting(coefficient, loss, v["d"] * v["cs"] * stroma, _H)
    return np.asarray(x, dtype=float), np.asarray(field[0], dtype=float)


def _edge(inside: float) -> float:
    """Return the level at the edge, at which the flow is the same on both of its sides."""
    x, c = _strip(inside)
    stroma = int(np.argmax(x > 0))
    outside = infiltration.values["Dout"]
    return float((inside * c[stroma - 1] + outside * c[stroma]) / (inside + outside))


def _depth() -> float:
    """Return how deep behind the edge killing and division are equally fast."""
    v = infiltration.values
    x, c = _strip(v["Din"])
    for (near, level), (far, lower) in pairwise(zip(x[x < 0][::-1], c[x < 0][::-1], strict=True)):
        needed = v["a"] / v["kappa"]
        if lower < needed:
            return float(-(near + (far - near) * (level - needed) / (level - lower)))
    return math.nan


def _decay(inside: float) -> float:
    """Return the decay length in the tumour, over which the level falls by a factor e."""
    x, c = _strip(inside)
    deep = (x > -0.6) & (x < -0.1)
    return float(1 / np.polyfit(x[deep], np.log(c[deep]), 1)[0])


def _left(preset: str, opened: bool = False) -> float:
    course = infiltration.treatments["barrier_opened"].during(20, 61)
    run = simulate_space(
        infiltration.preset(preset), days=60, points=2, treatments=course if opened else ()
    )
    return float(run.mean("u", "tumour")[-1])


def _rest(what: str, preset: str, region: int, expected: float, digit: float) -> Target:
    return Target(
        f"{what} of {'an' if preset == 'excluded' else 'a'} {preset} tumour at rest",
        expected,
        lambda: _at_rest(preset)[region],
        origin="independent run",
        absolute=digit / 2,
    )


_LENGTH = decay_length(infiltration.values["Din"], infiltration.values["d"])
_RADIUS = infiltration.values["R"]

INFILTRATION = (
    *(
        Target(
            f"decay length in a tumour with Din = {inside:g} mm²/day, √(D/d)",
            decay_length(inside, infiltration.values["d"]),
            partial(_decay, inside),
            unit="mm",
            relative=5e-3,
        )
        for inside in (1e-2, 1e-4)
    ),
    Target(
        "mean level of a disc with 1 at its edge, 2(L/R) I₁(R/L)/I₀(R/L)",
        disc_mean(_RADIUS, _LENGTH),
        lambda: _disc()[0],
        absolute=0.02,
    ),
    Target(
        "level in its centre, 1/I₀(R/L)",
        disc_level(0, _RADIUS, _LENGTH),
        lambda: _disc()[1],
        absolute=0.02,
    ),
    *(
        Target(
            f"level at a straight edge with Din = {inside:g} mm²/day",
            interface_level(inside, 0.01),
            partial(_edge, inside),
            absolute=5e-3,
        )
        for inside in (1e-2, 1e-3, 1e-4)
    ),
    Target(
        "depth to which killing outruns division, L ln(κcᵢ/a)",
        killing_depth(_LENGTH, 2, interface_level(0.01, 0.01), 0.25),
        _depth,
        unit="mm",
        absolute=2e-3,
    ),
    _rest("T cells in the tumour", "hot", 0, 0.317, 1e-3),
    _rest("T cells in the core", "hot", 1, 0.158, 1e-3),
    _rest("T cells in the rim", "hot", 2, 0.728, 1e-3),
    _rest("T cells in the tumour", "excluded", 0, 0.059, 1e-3),
    _rest("T cells in the core", "excluded", 1, 7e-8, 1e-8),
    _rest("T cells in the rim", "excluded", 2, 0.949, 1e-3),
    _rest("T cells in the tumour", "cold", 0, 0.0159, 1e-4),
    _rest("T cells in the core", "cold", 1, 0.0079, 1e-4),
    _rest("T cells in the rim", "cold", 2, 0.0364, 1e-4),
    Target(
        "core to rim ratio of a cold tumour, as a multiple of that of a hot one",
        1,
        lambda: (
            (_at_rest("cold")[1] / _at_rest("cold")[2]) / (_at_rest("hot")[1] / _at_rest("hot")[2])
        ),
        absolute=1e-9,
    ),
    Target(
        "what is left of a hot tumour on day 60",
        0.0047,
        lambda: _left("hot"),
        origin="independent run",
        absolute=2e-4,
    ),
    Target(
        "what is left of an excluded tumour",
        0.803,
        lambda: _left("excluded"),
        origin="independent run",
        absolute=1e-3,
    ),
    Target(
        "what is left of a cold tumour",
        0.874,
        lambda: _left("cold"),
        origin="independent run",
        absolute=1e-3,
    ),
    Target(
        "what is left if the barrier opens on day 20",
        0.0096,
        lambda: _left("excluded", opened=True),
        origin="independent run",
        absolute=1e-4,
    ),
)
