"""Which claims of a model fall when one of its processes is taken out.

It takes a minute to work out, so the results are kept in `knockouts.json` for the figures in which
a reader takes processes out; ``course knock-out`` writes that file anew, and a test holds it to
the models.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from course_utils.modelling import Claim, Model, ModelError
from course_utils.models import MODELS

FILE = Path(__file__).with_name("knockouts.json")

# By claim that does not hold: whether its quantity could still be worked out.
Fallen = Mapping[str, bool]


def knock_out(model: Model) -> dict[str, dict[str, bool]]:
    """Take every process out, one at a time, and try all claims.

    Parameters
    ----------
    model
        Its own values are used.

    Returns
    -------
    dict
        For every process the claims that do not hold without it, by number. True if the claim's
        quantity misses its limit; False if there is no such number any more, because nothing is
        left to compare or the equations have no solution.
    """
    return {process: _fallen(model.without(process), model.claims) for process in model.processes}


def knockouts(model: Model) -> Mapping[str, Fallen] | None:
    """Return what `knock_out` has found, from the file.

    Returns
    -------
    Mapping or None
        None for a model of which the file knows nothing: it is not of the course, or it has
        other values than the course's, or lacks something.
    """
    if MODELS.get(model.name) != model:
        return None
    return _read().get(model.name)


def written() -> str:
    """Work out the whole file."""
    found = {name: knock_out(model) for name, model in MODELS.items() if model.claims}
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


@cache
def _read() -> dict[str, dict[str, dict[str, bool]]]:
    found: dict[str, dict[str, dict[str, bool]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def _fallen(model: Model, claims: Mapping[str, Claim]) -> dict[str, bool]:
    fallen = {}
    for number, claim in claims.items():
        value = _value(model, claim)
        if math.isnan(value) or not claim.admits(value):
            fallen[number] = not math.isnan(value)
    return fallen


def _value(model: Model, claim: Claim) -> float:
    """Work a claim's quantity out; NaN where there is none."""
    try:
        with np.errstate(all="ignore"):
            return float(claim.quantity(model))
    except (ModelError, ArithmeticError):
        return math.nan
