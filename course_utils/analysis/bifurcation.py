"""How a model's steady states come, go and change their stability as one number is varied."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from course_utils.analysis.steady import steady_states
from course_utils.compile import jacobian_function, rhs_function
from course_utils.modelling import Model, ModelError
from course_utils.modelling.errors import nonnegative_number, unknown_name

Array = NDArray[np.float64]
Kind = Literal["fold", "crossing", "swing"]

# All of these are in scaled coordinates, in which a branch is about one long.
_FIRST, _LONGEST, _SHORTEST = 2e-3, 0.01, 1e-9
_BELOW_ZERO = -1e-9
_EXACT = 1e-12
_CROSSING = 1e-9  # per day: an eigenvalue of zero
_STRAIGHT = 0.98  # least cosine between the directions of two steps
_MOST_STEPS = 20_000
# Where in the range steady states are looked for before their lines are followed: its ends, and
# three values that no formula is likely to hit.
_LOOKS = (0.0, 0.2379, 0.5077, 0.7613, 1.0)
_STARTS_PER_STATE = 9


@dataclass(frozen=True)
class Branch:
    """A line of steady states between two changes.

    Parameters
    ----------
    at
        Values of what is varied, in its unit, shape ``(points,)``; they may turn back.
    states
        Level of each state that is free to change, by name, shape ``(points,)`` each.
    stable
        Whether every small push fades.
    """

    at: Array
    states: Mapping[str, Array]
    stable: bool


@dataclass(frozen=True)
class Change:
    """A point at which steady states meet or change their stability.

    Parameters
    ----------
    kind
        ``"fold"`` where two steady states meet and vanish; ``"crossing"`` where one loses its
        stability to another that passes through it; ``"swing"`` where oscillations set in.
    at
        Value of what is varied, in its unit.
    states
        Level of each state there, by name.
    """

    kind: Kind
    at: float
    states: Mapping[str, float]


@dataclass(frozen=True)
class Bifurcation:
    """The steady states of a model over a range of one number.

    Parameters
    ----------
    model
        The model.
    vary
        The parameter, or the state that is held, that is varied.
    low, high
        The range.
    branches
        Lines of steady states, each stable or unstable as a whole.
    changes
        Where these lines meet or change, sorted by the value of what is varied.
    """

    model: Model
    vary: str
    low: float
    high: float
    branches: tuple[Branch, ...]
    changes: tuple[Change, ...]


def bifurcation(
    model: Model,
    vary: str,
    low: float,
    high: float,
    *,
    hold: Mapping[str, float] | None = None,
    on: Collection[str] = (),
) -> Bifurcation:
    """Follow a model's steady states while one number is varied.

    Steady states are looked for at a few values, and each is followed both ways, round its turns,
    along the length of its line (pseudo-arclength continuation). What is connected with none of
    them, a closed line between two of these values, is not found.

    Parameters
    ----------
    model
        The model. Numbers that it works out once before a run stay as they are.
    vary
        A parameter; or a state, which is then held.
    low, high
        Range of what is varied.
    hold
        States that are held at a level, by name, as slow ones are beside a fast one.
    on
        Names of treatments that are on; only windows can be.

    Raises
    ------
    ModelError
        If a name is unknown, the range does not go upwards, nothing is left free to change, or a
        line cannot be followed.

    Examples
    --------
    ``bifurcation(surveillance, "s", 0.001, 0.09).changes`` are the effector supply at which the
    large tumour ceases to exist and the one at which every small tumour vanishes.
    """
    system = _System(model, vary, low, high, dict(hold or {}), on)
    starts = [
        (point, value)
        for value in (low + share * (high - low) for share in _LOOKS)
        for point in system.rests(value)
    ]
    system.scale_by([point for point, _ in starts])
    lines: list[list[Array]] = []
    for point, value in starts:
        z = system.scaled(point, value)
        # Where two lines cross, it is not clear which one to follow; both pass elsewhere too.
        crossing = abs(system.growth(z)) < _CROSSING
        if not crossing and not any(_passes(system, line, z) for line in lines):
            lines.append(_followed(system, z))
    branches: list[Branch] = []
    changes: list[Change] = []
    for line in (line for line in lines if len(line) > 1):
        for piece, change in _pieces(system, line):
            branches.append(piece)
            if change is not None and not any(
                _same(change, known, high - low) for known in changes
            ):
                changes.append(change)
    changes.sort(key=lambda change: change.at)
    return Bifurcation(model, vary, low, high, tuple(branches), tuple(changes))


def _same(one: Change, other: Change, width: float) -> bool:
    near = abs(one.at - other.at) < 1e-6 * width
    levels = [*one.states.values()], [*other.states.values()]
    return one.kind == other.kind and near and np.allclose(*levels, rtol=1e-4, atol=1e-9)


class _System:
    """The rates of the free states, as functions of their levels and of what is varied."""

    def __init__(
        self,
        model: Model,
        vary: str,
        low: float,
        high: float,
        hold: dict[str, float],
        on: Collection[str],
    ) -> None:
        owner = f"The model {model.name!r}"
        if vary not in model.parameters and vary not in model.states:
            names = [*model.parameters, *model.states]
            raise unknown_name("parameter or state", vary, names, owner=owner)
        for name in hold:
            if name not in model.states:
                raise unknown_name("state", name, model.states, owner=owner)
        for name in on:
            if name not in model.windows:
                raise unknown_name("window of treatment", name, model.windows, owner=owner)
        self.low = nonnegative_number(low, f"The lower end of {vary!r}")
        self.high = nonnegative_number(high, f"The upper end of {vary!r}")
        if not self.high > self.low:
            raise ModelError(f"The range of {vary!r} goes from {low:g} to {high:g}; it must rise.")
        self.model, self.vary, self.hold = model, vary, hold
        self.free = [name for name in model.states if name not in hold and name != vary]
        if not self.free:
            raise ModelError("Every state is held, so there is nothing to follow; free one.")
        values = model.values
        self.constants = {name: values.get(name, 0.0) for name in model.constants}
        self.constants |= dict.fromkeys(on, 1.0)
        self.plain = not hold and not on and vary in model.parameters
        self._rates = rhs_function(model)
        self._jacobian = jacobian_function(model)
        self._rows = [[*model.states].index(name) for name in self.free]
        self.scales = np.ones(len(self.free) + 1)

    def _arguments(self, x: Array, p: float) -> tuple[list[float], list[float]]:
        levels = self.hold | dict(zip(self.free, x.tolist(), strict=True)) | {self.vary: p}
        constants = self.constants | ({self.vary: p} if self.vary in self.constants else {})
        return [levels[name] for name in self.model.states], [*constants.values()]

    def rates(self, x: Array, p: float) -> Array:
        """Return the rates of the free states; NaN where they are not defined."""
        try:
            return np.array(self._rates(*self._arguments(x, p)), dtype=float)[self._rows]
        except (ZeroDivisionError, OverflowError, ValueError):
            return np.full(len(self.free), np.nan)

    def matrix(self, x: Array, p: float) -> Array:
        """Return the derivatives of the rates by the free states and by what is varied."""
        try:
            full = self._jacobian(*self._arguments(x, p))
        except (ZeroDivisionError, OverflowError, ValueError):
            return np.full((len(self.free), len(self.free) + 1), np.nan)
        if self.vary in self.model.states:
            last = full[self._rows, [*self.model.states].index(self.vary)]
        else:
            h = 1e-6 * max(abs(p), 1e-3 * (self.high - self.low))
            last = (self.rates(x, p + h) - self.rates(x, p - h)) / (2 * h)
        return np.column_stack([full[np.ix_(self._rows, self._rows)], last])

    def growth(self, z: Array) -> complex:
        """Return the eigenvalue by which a small push grows fastest, per day."""
        x, p = self.unscaled(z)
        eigenvalues = np.linalg.eigvals(self.matrix(x, p)[:, :-1])
        return complex(eigenvalues[np.argmax(eigenvalues.real)])

    # Steady states to begin with

    def rests(self, p: float) -> list[Array]:
        """Find steady states at one value."""
        if self.plain:
            states = steady_states(self.model, **{self.vary: p})
            return [np.array([state.values[name] for name in self.free]) for state in states]
        found: list[Array] = []
        for start in self._grid():
            x = self._newton(np.array(start), p)
            if x is not None and not any(np.allclose(x, y, rtol=1e-6, atol=1e-9) for y in found):
                found.append(x)
        return found

    def _grid(self) -> Iterator[tuple[float, ...]]:
        levels = []
        for name in self.free:
            state = self.model.states[name]
            high = state.range[1] if state.range else 1000 * max(1.0, self.model.values[name])
            count = _STARTS_PER_STATE if len(self.free) > 1 else 20 * _STARTS_PER_STATE
            levels.append([0.0, *np.geomspace(high * 1e-6, high, count)])
        return product(*levels)

    def _newton(self, x: Array, p: float) -> Array | None:
        for _ in range(50):
            rates, matrix = self.rates(x, p), self.matrix(x, p)[:, :-1]
            if not (np.all(np.isfinite(rates)) and np.all(np.isfinite(matrix))):
                return None
            step = np.linalg.lstsq(matrix, -rates, rcond=None)[0]
            x = x + step
            if np.all(np.abs(step) <= _EXACT * np.maximum(np.abs(x), 1)):
                return None if np.any(x < _BELOW_ZERO) else np.maximum(x, 0.0)
        return None

    # Scaled coordinates: the free states, then what is varied

    def scale_by(self, points: list[Array]) -> None:
        largest = np.max(np.abs(points), axis=0) if points else np.ones(len(self.free))
        self.scales = np.append(np.where(largest > 0, largest, 1.0), self.high - self.low)

    def scaled(self, x: Array, p: float) -> Array:
        return np.append(x, p) / self.scales

    def unscaled(self, z: Array) -> tuple[Array, float]:
        x = z * self.scales
        return x[:-1], float(x[-1])

    def direction(self, z: Array, along: Array) -> Array:
        """Return the direction of the line in a point of it, the way that `along` shows."""
        matrix = self._scaled_matrix(z)
        if not np.all(np.isfinite(matrix)):
            raise ModelError(
                f"The steady states of {self.model.name!r} cannot be followed to where its "
                f"equations have no derivative (near {self.vary} = {self.unscaled(z)[1]:g}); "
                "hold what dies out there, or choose a smaller range."
            )
        direction: Array = np.linalg.svd(matrix)[2][-1]
        return direction if direction @ along >= 0 else -direction

    def _scaled_matrix(self, z: Array) -> Array:
        matrix = self.matrix(*self.unscaled(z)) * self.scales
        size = np.linalg.norm(matrix, axis=1, keepdims=True)
        return matrix / np.where(size > 0, size, 1.0)

    def corrected(self, guess: Array, along: Array) -> Array | None:
        """Return the point of the line in the plane through a guess; None if it is not near."""
        z = guess
        for _ in range(12):
            x, p = self.unscaled(z)
            matrix, rates = self.matrix(x, p) * self.scales, self.rates(x, p)
            if not (np.all(np.isfinite(matrix)) and np.all(np.isfinite(rates))):
                return None
            size = np.linalg.norm(matrix, axis=1)
            size = np.where(size > 0, size, 1.0)
            try:
                step = np.linalg.solve(
                    np.vstack([matrix / size[:, None], along]),
                    np.append(-rates / size, -(along @ (z - guess))),
                )
            except np.linalg.LinAlgError:
                return None
            z = z + step
            if np.max(np.abs(step)) < _EXACT:
                return z
        return None


def _followed(system: _System, start: Array) -> list[Array]:
    """Follow the line through a point both ways."""
    right = np.zeros_like(start)
    right[-1] = 1.0
    along = system.direction(start, right)
    forward, closed = _one_way(system, start, along)
    if closed:
        return forward
    backward, _ = _one_way(system, start, -along)
    return [*reversed(backward[1:]), *forward]


def _one_way(system: _System, start: Array, along: Array) -> tuple[list[Array], bool]:
    """Follow a line one way to the end of the range, to zero, or round to its beginning."""
    ends = np.array([system.low, system.high]) / system.scales[-1]
    line, length = [start], _FIRST
    for _ in range(_MOST_STEPS):
        z = system.corrected(line[-1] + length * along, along)
        ahead = None if z is None else system.direction(z, along)
        if z is None or ahead is None or ahead @ along < _STRAIGHT:
            length /= 2
            if length < _SHORTEST:
                # Where rates are not defined, as at 0/0, a line ends.
                if np.any(line[-1][:-1] < 1e-6):
                    return line, False
                raise ModelError(
                    f"The steady states of {system.model.name!r} cannot be followed beyond "
                    f"{system.vary} = {system.unscaled(line[-1])[1]:g}; choose a smaller range."
                )
            continue
        if not ends[0] <= z[-1] <= ends[1]:
            end = float(ends[0] if z[-1] < ends[0] else ends[1])
            if line[-1][-1] != end:
                last = _where(system, line[-1], z, _beyond(-1, end))
                line.append(np.append(last[:-1], end))
            return line, False
        low = int(np.argmin(z[:-1]))
        if z[low] < _BELOW_ZERO:
            if line[-1][low] > 0:
                last = _where(system, line[-1], z, _beyond(low, 0.0))
                line.append(np.where(np.arange(z.size) == low, 0.0, last))
            return line, False
        line.append(z)
        if len(line) > 20 and np.linalg.norm(z - start) < length:
            return [*line, start], True
        along, length = ahead, min(1.5 * length, _LONGEST)
    raise ModelError(
        f"The steady states of {system.model.name!r} turn too often between {system.vary} = "
        f"{system.low:g} and {system.high:g}; choose a smaller range."
    )


def _beyond(index: int, value: float) -> Callable[[Array], float]:
    return lambda z: float(z[index]) - value


def _between(system: _System, first: Array, second: Array, share: float) -> Array:
    """Return the point of the line at a share of the way from one of its points to the next."""
    chord = second - first
    length = np.linalg.norm(chord)
    guess = first + share * chord
    point = system.corrected(guess, chord / length) if length > 0 else None
    return guess if point is None else point


def _where(system: _System, first: Array, second: Array, test: Callable[[Array], float]) -> Array:
    """Return the point between two points of a line at which a test changes its sign."""
    from scipy.optimize import brentq  # takes a second to load, so only when it is needed

    at = {0.0: first, 1.0: second}

    def sign_at(share: float) -> float:
        return test(at[share] if share in at else _between(system, first, second, share))

    share = float(brentq(sign_at, 0.0, 1.0, xtol=1e-12, rtol=1e-12))
    return at[share] if share in at else _between(system, first, second, share)


def _passes(system: _System, line: list[Array], z: Array) -> bool:
    """Tell whether a line runs through a point."""
    for first, second in pairwise(line):
        if min(first[-1], second[-1]) - 1e-12 <= z[-1] <= max(first[-1], second[-1]) + 1e-12:
            chord = second - first
            if chord[-1] == 0:
                continue
            guess = first + (z[-1] - first[-1]) / chord[-1] * chord
            level = np.zeros_like(z)
            level[-1] = 1.0
            point = system.corrected(np.append(guess[:-1], z[-1]), level)
            if point is not None and np.allclose(point, z, rtol=1e-6, atol=1e-9):
                return True
    return False


def _pieces(system: _System, line: list[Array]) -> Iterator[tuple[Branch, Change | None]]:
    """Cut a line where it turns or changes its stability; yield each piece and what ends it."""
    piece = [line[0]]
    for first, second in pairwise(line):
        found = _change(system, first, second)
        if found is not None:
            kind, point = found
            levels = dict(zip(system.free, map(float, _levels(system, point)), strict=True))
            at = float(system.unscaled(point)[1])
            yield _branch(system, [*piece, point]), Change(kind, at, levels)
            piece = [point]
        piece.append(second)
    yield _branch(system, piece), None


def _change(system: _System, first: Array, second: Array) -> tuple[Kind, Array] | None:
    chord = second - first

    def onward(z: Array) -> float:
        return float(system.direction(z, chord)[-1])

    def growth(z: Array) -> float:
        return system.growth(z).real

    if onward(first) * onward(second) < 0:
        return "fold", _where(system, first, second, onward)
    if growth(first) * growth(second) < 0:
        point = _where(system, first, second, growth)
        swings = abs(system.growth(point).imag) > 1e-9
        return ("swing" if swings else "crossing"), point
    return None


def _branch(system: _System, points: list[Array]) -> Branch:
    middle = (len(points) - 1) // 2
    between = _between(system, points[middle], points[min(middle + 1, len(points) - 1)], 0.5)
    places = np.array(points)
    states = dict(zip(system.free, _levels(system, places).T, strict=True))
    at = places[:, -1] * system.scales[-1]
    return Branch(at, states, system.growth(between).real < 0)


def _levels(system: _System, places: Array) -> Array:
    """Return the levels at one place or at several: what rounding cannot tell from zero is zero."""
    levels = (places * system.scales)[..., :-1]
    return np.where(levels > _EXACT * system.scales[:-1], levels, 0.0)
