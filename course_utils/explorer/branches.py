"""Where a state can rest, against the number of one slider: the lines that stand below it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.analysis import Bifurcation, bifurcation
from course_utils.explorer.words import amount, listed
from course_utils.modelling import Model, ModelError, Parameter, State
from course_utils.modelling.errors import unknown_name
from course_utils.modelling.units import in_words
from course_utils.modelling.words import mid_sentence

Array = NDArray[np.float64]

# Levels further apart than this are drawn in factors, over at most so many powers of ten.
_FAR_APART = 50
_MOST_DECADES = 4
# What a line may miss by when points are left out, in heights of the picture: so little that the
# levels that the figure reads off it are right to two digits.
_COARSE = 0.0005


def branches_of(model: Model, branches: Mapping[str, str]) -> list[dict[str, Any]]:
    """Work out the lines on which a state can rest, for the data of a live figure.

    Parameters
    ----------
    model
        The model with the values that hold for everything else; no treatment is on.
    branches
        The name of a slider and the state to draw below it, such as ``{"s": "T"}``. If the
        slider is that of a start value, that state and all others but the one drawn are held.

    Returns
    -------
    list of dict
        For each: ``vary``, and ``state`` with its ``label`` within a sentence; the other
        ``values`` that count; ``range`` of the level, and whether it is drawn in factors
        (``log``); ``words`` for those who do not see it; and ``lines``, each with ``x``, ``y``
        and ``stable``.

    Raises
    ------
    ModelError
        If a name is unknown or has no slider, or the lines cannot be followed.
    """
    if not isinstance(branches, Mapping):
        raise ModelError(
            f"branches must be a dict of a slider and a state, such as {{'s': 'T'}}, "
            f"but {branches!r} was given."
        )
    return [_one(model, vary, state) for vary, state in branches.items()]


def _one(model: Model, vary: str, name: str) -> dict[str, Any]:
    owner = f"The model {model.name!r}"
    declared: dict[str, Parameter | State] = {**model.parameters, **model.states}
    with_slider = {key: item.range for key, item in declared.items() if item.range}
    if vary not in with_slider:
        raise unknown_name("slider", vary, list(with_slider), owner=owner)
    if name not in model.states:
        raise unknown_name("state", name, list(model.states), owner=owner)
    if vary == name:
        raise ModelError(f"branches asks where {name!r} rests while it is held; draw another.")
    values = model.values
    held = vary in model.states
    hold = {key: values[key] for key in model.states if held and key not in (vary, name)}
    low, high = with_slider[vary]
    found = bifurcation(model, vary, low, high, hold=hold)
    levels = np.concatenate([branch.states[name] for branch in found.branches] or [np.zeros(1)])
    top = float(levels.max()) or 1.0
    least = float(levels[levels > 0].min(initial=top))
    log = least * _FAR_APART < top
    ceiling = 10.0 ** math.ceil(math.log10(top)) if log else 1.1 * top
    floor = max(10.0 ** math.floor(math.log10(least)), ceiling / 10**_MOST_DECADES) if log else 0.0
    across = (low, high, declared[vary].scale == "log")
    upwards = (floor, ceiling, log)
    lines = []
    for branch in found.branches:
        places = np.column_stack(
            [_share(branch.at, *across), _share(branch.states[name], *upwards)]
        )
        kept = _kept(places)
        lines.append(
            {
                "x": [_brief(x) for x in branch.at[kept]],
                "y": [_brief(y) for y in branch.states[name][kept]],
                "stable": branch.stable,
            }
        )
    return {
        "vary": vary,
        "state": name,
        "label": mid_sentence(model.states[name].label),
        "values": {key: values[key] for key in (*model.parameters, *hold) if key != vary},
        "range": [floor, ceiling],
        "log": log,
        "words": _words(found, name, declared[vary].label, in_words(declared[vary].unit)),
        "lines": lines,
    }


def _share(values: Array, low: float, high: float, log: bool) -> Array:
    """Return how far along an axis values lie, from 0 to 1."""
    inside = np.clip(values, low, high)
    if log:
        return np.asarray(np.log(inside / low) / math.log(high / low))
    return np.asarray((inside - low) / (high - low))


def _kept(places: Array) -> list[int]:
    """Choose the points of a line without which it would look different (Douglas and Peucker)."""
    keep, open_ends = {0, len(places) - 1}, [(0, len(places) - 1)]
    while open_ends:
        first, last = open_ends.pop()
        if last - first < 2:
            continue
        chord = places[last] - places[first]
        length = float(np.hypot(*chord))
        off = places[first + 1 : last] - places[first]
        gaps = (
            np.abs(chord[0] * off[:, 1] - chord[1] * off[:, 0]) / length
            if length > 0
            else np.hypot(off[:, 0], off[:, 1])
        )
        if gaps.max() > _COARSE:
            middle = first + 1 + int(gaps.argmax())
            keep.add(middle)
            open_ends += [(first, middle), (middle, last)]
    return sorted(keep)


def _brief(value: float) -> float:
    return float(f"{value:.5g}")


def _words(found: Bifurcation, name: str, label: str, unit: str) -> str:
    """Say between which values which levels are stable."""
    state = found.model.states[name]
    ends = [found.low, *(change.at for change in found.changes), found.high]
    sentences = []
    for first, last in pairwise(ends):
        middle = (first + last) / 2
        stable = sorted(
            level
            for branch in found.branches
            if branch.stable
            for level in _levels(branch.at, branch.states[name], middle)
        )
        at = listed([amount(level, "") for level in stable]) or "no level"
        sentences.append(
            f"{label} from {amount(first, '')} to {amount(last, unit)}: "
            f"{mid_sentence(state.label)} stable at {at} in the middle of this range."
        )
    return " ".join(sentences)


def _levels(at: Array, levels: Array, value: float) -> list[float]:
    """Return the levels of a line at one value; it may pass there more than once."""
    crossed = np.flatnonzero((at[:-1] <= value) != (at[1:] <= value))
    shares = (value - at[crossed]) / (at[crossed + 1] - at[crossed])
    found: list[float] = (levels[crossed] + shares * np.diff(levels)[crossed]).tolist()
    return found
