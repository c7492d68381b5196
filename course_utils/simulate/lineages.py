"""Who descends from whom: the families that single cells found in a run by chance."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import sympy
from numpy.typing import NDArray

from course_utils.compile import blank
from course_utils.modelling import Model, ModelError
from course_utils.modelling.errors import unknown_name
from course_utils.modelling.symbols import symbol
from course_utils.simulate.draws import seeds_of_runs, uniform
from course_utils.simulate.stochastic import StochasticRun


def lineages(run: StochasticRun, name: str) -> NDArray[np.int64]:
    """Return how many living descendants each founder has on the last day.

    Every cell of the first day founds a lineage, and so does every cell that comes from outside.
    All living cells are alike, so the one that divides or dies is as likely to be any of them;
    which one it was is drawn from the run's own seed.

    Parameters
    ----------
    run
        From `simulate_stochastic`.
    name
        A counted state whose events make or remove one at a time.

    Returns
    -------
    array
        Sizes of the lineages in the order in which they were founded; 0 for those that died out.

    Raises
    ------
    ModelError
        If the state is not counted, or something is done to it during the run.
    """
    model = run.model
    if name not in model.counted:
        raise unknown_name("counted state", name, model.counted, owner=f"The model {model.name!r}")
    if any(action.target == "state" and action.name == name for action in run.actions):
        raise ModelError(f"Lineages of {name!r} cannot be told: something was done to it.")
    kinds = _kinds(blank(model), name)
    founders = round(model.values[name] / model.counted[name])
    # Which lineage each living cell belongs to.
    cells = list(range(founders))
    pick = _picker(run.seed)
    for which in run.event_processes:
        match kinds[which]:
            case "founds":
                cells.append(founders)
                founders += 1
            case "divides":
                cells.append(cells[pick(len(cells))])
            case "dies":
                # The order of the cells does not matter, and the last is soonest moved.
                at = pick(len(cells))
                cells[at] = cells[-1]
                cells.pop()
    return np.bincount(np.array(cells, dtype=np.int64), minlength=founders)


@lru_cache(maxsize=16)
def _kinds(model: Model, name: str) -> list[str]:
    """Say of each process that jumps what it means for one individual of a state."""
    return [_kind(model, process, name) for process in model.jumps]


def _kind(model: Model, process: str, name: str) -> str:
    change = model.processes[process].changes.get(name, 0)
    if change == 0:
        return "other"
    if change == -1:
        return "dies"
    if change != 1:
        raise ModelError(
            f"Lineages of {name!r} cannot be told: one event of {process!r} changes it by {change}."
        )
    # What happens although none is there does not descend from any of them.
    rate = model.expand(sympy.sympify(model.processes[process].rate))
    return "divides" if sympy.simplify(rate.subs(symbol(name), 0)) == 0 else "founds"


def _picker(seed: int) -> Callable[[int], int]:
    draw = uniform(seeds_of_runs(seed, 1)[0])
    return lambda size: int(draw() * size)
