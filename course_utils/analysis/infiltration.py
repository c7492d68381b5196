"""How deep T cells reach into a tumour: the exact formulas, and the field at rest.

In tissue where a cell wanders with a coefficient D and is lost at a rate d, its level falls by a
factor e over the decay length sqrt(D/d): farther than that few cells come before they are lost.
"""

from __future__ import annotations

import math

import numpy as np
import sympy
from numpy.typing import NDArray

from course_utils.modelling import ModelError, SpatialModel
from course_utils.modelling.errors import nonnegative_number
from course_utils.modelling.symbols import symbol
from course_utils.simulate.space import Grid
from course_utils.simulate.space.grid import Faces

Array = NDArray[np.float64]


def decay_length(diffusion: float, loss: float) -> float:
    """Return how far wandering cells come before they are lost, sqrt(D/d).

    Parameters
    ----------
    diffusion
        Coefficient D in mm2/day.
    loss
        Rate d in 1/day.

    Returns
    -------
    float
        In mm.
    """
    diffusion = nonnegative_number(diffusion, "The diffusion coefficient")
    loss = nonnegative_number(loss, "The loss")
    if loss == 0:
        raise ModelError("The loss is 0, so wandering cells come any distance; give more than 0.")
    return math.sqrt(diffusion / loss)


def interface_level(inside: float, outside: float, supply: float = 1.0) -> float:
    """Return the level at the straight edge of a wide tumour, cs/(1 + sqrt(Din/Dout)).

    Parameters
    ----------
    inside, outside
        Diffusion coefficients in the tumour and in the stroma, in mm2/day.
    supply
        Level in the stroma far away.
    """
    return supply / (1 + math.sqrt(inside / outside))


def killing_depth(length: float, killing: float, level: float, division: float) -> float:
    """Return how deep behind a straight edge cells are killed faster than they divide.

    Parameters
    ----------
    length
        Decay length in the tumour, in mm.
    killing
        Cells killed per day where the level is 1.
    level
        Level at the edge.
    division
        Divisions per day with free ground around.

    Returns
    -------
    float
        L ln(kappa c / a) in mm; 0 if even at the edge division is faster.
    """
    return max(0.0, length * math.log(killing * level / division)) if killing * level > 0 else 0.0


def disc_level(distance: float, radius: float, length: float) -> float:
    """Return the level within a disc at whose edge it is 1, I0(r/L)/I0(R/L).

    Parameters
    ----------
    distance
        Distance r from the middle in mm.
    radius
        Radius R of the disc in mm.
    length
        Decay length L in mm.
    """
    from scipy.special import i0

    return float(i0(distance / length) / i0(radius / length))


def disc_mean(radius: float, length: float) -> float:
    """Return the mean level of such a disc, 2 (L/R) I1(R/L)/I0(R/L)."""
    from scipy.special import i0, i1

    return float(2 * length / radius * i1(radius / length) / i0(radius / length))


def resting_field(model: SpatialModel, cells: int = 161) -> Array:
    """Return the field at which the watched state of a model comes to rest.

    It solves the linear equations of the finite volumes at once, without stepping in time.

    Parameters
    ----------
    model
        A model whose watched state does not depend on the others.
    cells
        How many small squares along each side.

    Returns
    -------
    numpy.ndarray
        In the state's unit, shape ``(cells, cells)``.

    Raises
    ------
    ModelError
        If the state's rates depend on other states, or not linearly on itself.
    """
    grid = Grid.of(model, cells)
    name = model.watched
    state, slope = symbol(name), sympy.sympify(model.derivatives()[name])
    loss = -sympy.diff(slope, state)
    source = slope.subs(state, 0)
    if {symbol(other) for other in model.states} & (loss.free_symbols | source.free_symbols):
        raise ModelError(
            f"The field of {name!r} has no resting form of its own: its rates depend on other "
            "states, or not linearly on itself."
        )
    tissues = {tissue: grid.tissue(model, tissue).astype(float) for tissue in model.tissues}
    # Windows are closed.
    numbers = {**dict.fromkeys(model.windows, 0.0), **model.values, **tissues}

    def worked_out(formula: object) -> Array:
        free = sorted(sympy.sympify(formula).free_symbols, key=str)
        value = sympy.lambdify(free, formula, modules="numpy")(*[numbers[s.name] for s in free])
        return np.broadcast_to(np.asarray(value, dtype=float), (cells, cells))

    by = model.coefficients(model.values).get(name, {})
    coefficient = sum((d * tissues[t] for t, d in by.items()), np.zeros((cells, cells)))
    return resting(coefficient, worked_out(loss), worked_out(source), grid.h)


def resting(coefficient: Array, loss: Array, source: Array, h: float) -> Array:
    """Solve ``div(D grad c) - d c + s = 0`` by finite volumes, with walls that let nothing through.

    Parameters
    ----------
    coefficient, loss, source
        D in mm2/day, d in 1/day and s per day at each small square, shape ``(rows, columns)``.
    h
        Width of a small square in mm.
    """
    from scipy.sparse import csc_array
    from scipy.sparse.linalg import spsolve

    faces = Faces.of(coefficient, h)
    place = np.arange(coefficient.size).reshape(coefficient.shape)
    above, below = place[:-1].ravel(), place[1:].ravel()
    left, right = place[:, :-1].ravel(), place[:, 1:].ravel()
    one, other = np.concatenate([above, left]), np.concatenate([below, right])
    flow = np.concatenate([faces.down.ravel(), faces.right.ravel()])
    everywhere = place.ravel()
    matrix = csc_array(
        (
            np.concatenate([flow, flow, -flow, -flow, loss.ravel()]),
            (
                np.concatenate([one, other, one, other, everywhere]),
                np.concatenate([one, other, other, one, everywhere]),
            ),
        ),
        shape=(place.size, place.size),
    )
    return np.asarray(spsolve(matrix, source.ravel())).reshape(coefficient.shape)
