"""Where a model can rest, and whether it stays there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

import numpy as np
import sympy
from numpy.typing import NDArray

from course_utils.compile import jacobian_function, rhs_function
from course_utils.modelling import Model
from course_utils.modelling.errors import unknown_name
from course_utils.modelling.symbols import symbol

Kind = Literal["stable node", "stable spiral", "saddle", "unstable node", "unstable spiral"]

_SAME = 1e-6
_STARTS_PER_STATE = 9


@dataclass(frozen=True)
class SteadyState:
    """A point at which nothing changes any more.

    Parameters
    ----------
    values
        Level of each state by name, in its unit.
    eigenvalues
        Of the matrix of derivatives there, per day, the largest real part first: how fast a
        small push grows (positive real part) or fades (negative), and how it swings (imaginary).
    """

    values: dict[str, float]
    eigenvalues: NDArray[np.complex128]

    @property
    def stable(self) -> bool:
        """Whether every small push fades."""
        return bool(np.all(self.eigenvalues.real < 0))

    @property
    def kind(self) -> Kind:
        """Name of its type: node or spiral, stable or not, or saddle."""
        signs = np.sign(self.eigenvalues.real)
        if np.any(signs < 0) and np.any(signs > 0):
            return "saddle"
        swings = bool(np.any(np.abs(self.eigenvalues.imag) > 0))
        if self.stable:
            return "stable spiral" if swings else "stable node"
        return "unstable spiral" if swings else "unstable node"

    @property
    def period(self) -> float | None:
        """Days from one swing to the next near it; None if it does not swing."""
        fastest = float(np.max(np.abs(self.eigenvalues.imag)))
        return 2 * np.pi / fastest if fastest > 0 else None


def steady_states(model: Model, **overrides: float) -> list[SteadyState]:
    """Find where a model can rest, with no treatment on.

    For one or two states every steady state is found, because the equations are reduced to one
    polynomial and all its roots are taken. For more states Newton's method starts from many
    points, which may miss one.

    Parameters
    ----------
    model
        The model; its right-hand side must be a fraction of polynomials if it has one or two
        states.
    **overrides
        Other values for parameters, by name.

    Returns
    -------
    list of SteadyState
        Those with no negative state, sorted by the last state. Where the equations have no
        derivative, as for a share of a tumour that is not there, none is found.
    """
    model = model.set(**overrides) if overrides else model
    values = model.values
    constants = [values.get(name, 0.0) for name in model.constants]
    candidates = _by_elimination(model) if len(model.states) <= 2 else _by_newton(model)
    jacobian = jacobian_function(model)
    found: list[SteadyState] = []
    for start in candidates:
        point = _polished(model, np.asarray(start), constants)
        if point is None or any(
            np.allclose(point, [*known.values.values()], rtol=_SAME, atol=_SAME) for known in found
        ):
            continue
        try:
            with np.errstate(all="ignore"):
                slope = jacobian(list(point), constants)
        except ZeroDivisionError:
            continue
        if not np.all(np.isfinite(slope)):
            continue
        eigenvalues = np.linalg.eigvals(slope).astype(complex)
        order = np.argsort(-eigenvalues.real)
        found.append(
            SteadyState(dict(zip(model.states, map(float, point), strict=True)), eigenvalues[order])
        )
    return sorted(found, key=lambda steady: list(steady.values.values())[::-1])


def resting_levels(model: Model, state: str, **held: float) -> list[float]:
    """Find the levels at which one state can rest while everything else is held.

    For a fast state beside slow ones, these are the levels between which it may switch.

    Parameters
    ----------
    model
        The model; the state's rate of change must be a fraction of polynomials in it.
    state
        Its name.
    **held
        Levels of the other states (their start values if not given), values of parameters, and
        1 for a window of treatment that is on.

    Returns
    -------
    list of float
        Every level, lowest first, in the state's unit: where there are three, the middle one is
        the threshold of a switch.

    Raises
    ------
    ModelError
        If a name is unknown, or a value is not allowed.

    Examples
    --------
    ``resting_levels(il6, "L", B=95, S=5)`` gives three levels of IL-6.
    """
    if state not in model.states:
        raise unknown_name("state", state, model.states, owner=f"The model {model.name!r}")
    switches = {name: held.pop(name) for name in model.windows if name in held}
    values = dict.fromkeys(model.constants, 0.0) | model.set(**held).values | switches
    exact = {symbol(n): sympy.Rational(value) for n, value in values.items() if n != state}
    right = sympy.sympify(model.derivatives()[state]).subs(exact)
    return sorted(
        max(level, 0.0) for level in _roots(sympy.numer(sympy.together(right)), symbol(state))
    )


def _by_elimination(model: Model) -> Iterator[list[float]]:
    """Reduce the equations to one polynomial in the last state, and take all its roots."""
    exact = {
        symbol(name): sympy.Rational(value)
        for name, value in (dict.fromkeys(model.constants, 0.0) | model.values).items()
        if name not in model.states
    }
    numerators = [
        sympy.numer(sympy.together(sympy.sympify(right).subs(exact)))
        for right in model.derivatives().values()
    ]
    *others, last = [symbol(name) for name in model.states]
    if not others:
        yield from ([value] for value in _roots(numerators[0], last))
        return
    first = others[0]
    for y in _roots(sympy.resultant(*numerators, first), last):
        for numerator in numerators:
            inserted = numerator.subs(last, y)
            if inserted.has(first):
                yield from ([x, y] for x in _roots(inserted, first))


def _roots(polynomial: Any, variable: Any) -> list[float]:
    if not sympy.sympify(polynomial).has(variable):
        return []
    coefficients = [float(c) for c in sympy.Poly(polynomial, variable).all_coeffs()]
    roots = np.roots(coefficients)
    scale = np.maximum(np.abs(roots), 1)
    return [float(r.real) for r in roots[np.abs(roots.imag) < 1e-4 * scale] if r.real > -1e-6]


def _by_newton(model: Model) -> Iterator[list[float]]:
    levels = []
    for state in model.states.values():
        high = state.range[1] if state.range else 100 * max(1.0, model.values[state.name])
        levels.append([0.0, *np.geomspace(high * 1e-6, high, _STARTS_PER_STATE - 1)])
    yield from map(list, product(*levels))


def _polished(
    model: Model, start: NDArray[np.float64], constants: list[float]
) -> NDArray[np.float64] | None:
    """Improve a candidate by Newton's method; None if it leads nowhere or below zero."""
    from scipy.optimize import root  # takes a second to load, so only when it is needed

    function, jacobian = rhs_function(model), jacobian_function(model)

    def residual_at(y: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(function(list(y), constants), dtype=float)

    def slope_at(y: NDArray[np.float64]) -> NDArray[np.float64]:
        return jacobian(list(y), constants)

    try:
        # Where nothing is left, a share of it is no number, and nothing rests there.
        with np.errstate(all="ignore"):
            point = root(residual_at, start, jac=slope_at, tol=1e-13).x
            slope, residual = slope_at(point), residual_at(point)
    except ZeroDivisionError:
        return None
    if not (np.all(np.isfinite(slope)) and np.all(np.isfinite(residual))):
        return None
    size = np.maximum(np.abs(point), 1)
    # A steady state is where a Newton step would move no further.
    step = np.linalg.lstsq(slope, residual, rcond=None)[0]
    if np.any(np.abs(step) > _SAME * size):
        return None
    if np.any(point < -_SAME * size):
        return None
    return np.where(np.abs(point) < 1e-12, 0.0, np.maximum(point, 0.0))
