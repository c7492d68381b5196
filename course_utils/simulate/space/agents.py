"""The same model as single cells on a lattice: T cells walk, tumour cells stay, divide and die.

On average the walkers do exactly what a step of `simulate_space` does to the field. The residents
do nearly so: a cell divides into a site beside it, and not into the mean of all free ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.compile import cell_formulas, walker_and_resident
from course_utils.modelling import Action, Course, Model, ModelError, SpatialModel, schedule
from course_utils.modelling.symbols import symbol
from course_utils.simulate.draws import checked_seed, seeds_of_runs, uniform, words
from course_utils.simulate.shared import first_and_last, report_times
from course_utils.simulate.space.field import Engine
from course_utils.simulate.space.grid import Array, Faces, Grid
from course_utils.simulate.space.run import SpatialRun

_SITE = 0.02  # mm: as wide as a tumour cell
# Walkers for each site up to which there is room; a crowd of this size is no tissue.
_CROWD = 20
# What stands for something gone wrong with the probabilities of one step.
_MOST_LIKELY = 0.5


@dataclass(frozen=True)
class AgentRun(SpatialRun):
    """One course of events of single cells; as a `SpatialRun`, with counts in place of levels.

    Parameters
    ----------
    seed
        The seed that gives this run.
    """

    seed: int = 0


@dataclass(frozen=True)
class Rates:
    """How often things happen to single cells, per day.

    Parameters
    ----------
    enters
        By tissue, how many walkers enter a site.
    dies
        How many of the walkers go.
    kills
        How many residents each walker on their site removes.
    divides
        How often a resident divides if all ground around it is free.
    """

    enters: dict[str, float]
    dies: float
    kills: float
    divides: float


def simulate_agents(
    model: Model,
    days: float | tuple[float, float] = 60,
    *,
    cells: int = 60,
    points: int | Array = 61,
    treatments: Iterable[Course | Action | Mapping[str, Any]] | Course = (),
    seed: int = 0,
    start: Mapping[str, NDArray[Any]] | None = None,
    **overrides: float,
) -> AgentRun:
    """Let single cells walk, divide, kill and die in the square.

    A site of the lattice is 0.02 mm wide, so the square and the tumour in it are made smaller
    together until the sites fill it: 60 of them are 1.2 mm. One T cell on a site is the level 1.

    Parameters
    ----------
    model
        What to run; a `SpatialModel` in which one state wanders and one stays.
    days, points, treatments
        As for `simulate_space`.
    cells
        How many sites along each side.
    seed
        A whole number; the same seed gives the same cells, in Python and in the page.
    start
        Whole numbers of cells to begin with by state, shape ``(cells, cells)``.
    **overrides
        Other values for parameters or start values, by name, in their units.

    Returns
    -------
    AgentRun
        Its fields are counts of cells on each site.

    Raises
    ------
    ModelError
        As for `simulate_space`; also if the seed is no whole number, or the model's rates are not
        those of single cells.
    """
    if not isinstance(model, SpatialModel):
        raise ModelError(
            f"The model {model.name!r} has no space: it declares no tissues. "
            "Run it with simulate(...)."
        )
    model = model.set(**overrides) if overrides else model
    seed = checked_seed(seed)
    grid = Grid.of(model, cells)  # only to refuse a bad number of cells
    model = _smaller(model, grid.cells * _SITE)
    grid = Grid.of(model, cells)
    first, last = first_and_last(days if isinstance(days, tuple) else (0, days))
    t = report_times(points, first, last)
    actions = schedule(model, treatments, (first, last))
    for action in actions:
        if action.target == "state":
            raise ModelError(
                f"A treatment changes {action.name!r} itself; single cells cannot be changed so."
            )
    lattice = _Lattice(model, grid, seed, start or {})
    reported = {name: np.empty((t.size, grid.cells, grid.cells)) for name in model.states}

    def act(day: float) -> None:
        for action in actions:
            if action.t == day:
                lattice.engine.act(action, {})

    now = first
    act(first)
    for stop in sorted({first, last, *t.tolist(), *(action.t for action in actions)}):
        lattice.advance(now, stop)
        if stop > now:
            act(stop)
        now = stop
        for name, counts in lattice.counts.items():
            reported[name][t == stop] = counts
    return AgentRun(model, grid, t, reported, tuple(actions), seed)


def cell_rates(model: SpatialModel, constants: Mapping[str, float]) -> Rates:
    """Work out the rates of single cells, or say why a model has none.

    Parameters
    ----------
    model
        The model.
    constants
        Values of parameters and windows.
    """
    numbers = {symbol(name): value for name, value in constants.items()}
    rates = {name: float(formula.subs(numbers)) for name, formula in cell_formulas(model).items()}
    enters = {tissue: rates[f"enters in {tissue}"] for tissue in model.tissues}
    return Rates(enters, rates["dies"], rates["kills"], rates["divides"])


def _smaller(model: SpatialModel, side: float) -> SpatialModel:
    disc = model.tissues[model.disc]
    share = side / model.side
    sizes = {str(disc.side): side, str(disc.disc): model.radius * share}
    return model.set(**sizes)


class _Lattice:
    """The cells, and one stretch of steps with the constants that now hold."""

    def __init__(
        self, model: SpatialModel, grid: Grid, seed: int, start: Mapping[str, NDArray[Any]]
    ) -> None:
        self.model, self.grid = model, grid
        self.engine = Engine(model, grid, None)
        self.walker, self.resident = walker_and_resident(model)
        # One stream of numbers places the cells, another moves them.
        placing, moving = seeds_of_runs(seed, 2)
        self.place = uniform(placing)
        self.words = np.array(words(moving), dtype=np.uint64)
        self.home = grid.tissue(model, model.residents[self.resident]).astype(np.uint8)
        self.walkers = np.zeros(_CROWD * grid.cells**2, dtype=np.int64)
        walkers_at, residents = (
            self._placed(name, start.get(name)) for name in (self.walker, self.resident)
        )
        if residents.max() > 1:
            raise ModelError(f"The start of {self.resident!r} has more than one cell on a site.")
        self.residents = residents.astype(np.uint8).ravel()
        self.walkers_at = walkers_at.ravel()
        sites = np.repeat(np.arange(grid.cells**2), self.walkers_at)
        if sites.size > self.walkers.size:
            raise ModelError(
                f"The start of {self.walker!r} has {sites.size} cells, but there is room for "
                f"{self.walkers.size}."
            )
        self.count = int(sites.size)
        self.walkers[: self.count] = sites

    @property
    def counts(self) -> dict[str, NDArray[Any]]:
        """Cells on each site by state, shape ``(cells, cells)``."""
        shape = self.home.shape
        return {
            self.walker: self.walkers_at.reshape(shape),
            self.resident: self.residents.reshape(shape),
        }

    def _placed(self, name: str, given: NDArray[Any] | None) -> NDArray[np.int64]:
        """Return the cells on each site: as given, or as many as the level says on average."""
        if given is not None and np.any(np.asarray(given) != np.floor(given)):
            raise ModelError(f"The start of {name!r} must be whole numbers of cells.")
        level = self.engine.begin(name, None if given is None else np.asarray(given, dtype=float))
        counts = np.floor(level).astype(np.int64)
        rest = (level - counts).ravel()
        drawn = [self.place() for _ in np.flatnonzero(rest)]
        counts.ravel()[np.flatnonzero(rest)] += drawn < rest[rest > 0]
        return counts

    def advance(self, now: float, stop: float) -> None:
        """Step from one day to another, in equal steps."""
        if stop <= now:
            return
        from course_utils.simulate.space.cells import take_steps

        steps, dt = self.engine.steps(now, stop)
        rates = cell_rates(self.model, self.engine.constants)
        dies = dt * rates.dies
        enters = np.zeros(self.home.shape)
        for tissue, rate in rates.enters.items():
            enters[self.grid.tissue(self.model, tissue)] = dt * rate
        likeliest = max(dies, dt * rates.kills, dt * rates.divides, float(enters.max()))
        if likeliest > _MOST_LIKELY:
            raise ModelError(
                f"With these values something happens to a cell with a probability of "
                f"{likeliest:.2g} in one step of {dt:.2g} days; try values closer to the defaults."
            )
        self.count = int(
            take_steps(
                steps,
                self.grid.cells,
                self.words,
                self.walkers,
                self.count,
                self.walkers_at,
                self.residents,
                self.home.ravel(),
                _moves(self.engine.faces.get(self.walker), self.grid.cells, dt, dies),
                np.flatnonzero(enters),
                enters[enters > 0],
                dies,
                dt * rates.kills,
                dt * rates.divides,
            )
        )


def _moves(faces: Faces | None, cells: int, dt: float, dies: float) -> Array:
    """Return four times the probability of each move of a walker that was not removed."""
    moves = np.zeros((4, cells, cells))
    scale = 4 * dt / (1 - dies)
    if faces is None:
        return np.zeros((cells * cells, 4))
    moves[0, 1:] = scale * faces.down
    moves[1, :-1] = scale * faces.down
    moves[2, :, 1:] = scale * faces.right
    moves[3, :, :-1] = scale * faces.right
    return moves.reshape(4, -1).T.copy()
