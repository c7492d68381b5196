"""What a figure asks its reader before the model runs: a sketch, an answer, and on which axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

import numpy as np

from course_utils.modelling import Course, Model, ModelError
from course_utils.modelling.errors import unknown_name
from course_utils.simulate import simulate

# How a curve may go; `frontend/src/engine/verdict.js` tells these apart.
SHAPES = ("rises", "falls", "level", "peaks", "rebounds", "swings")
# More to choose from, and a reader weighs words instead of the model.
MOST_ANSWERS = 5
# An axis of factors that shows more than these powers of ten has no room for a sketch.
_MOST_DECADES = 6
_POINTS = 201
_STEPS = np.array([1, 1.5, 2, 3, 4, 5, 6, 8, 10])


class Prediction(TypedDict, total=False):
    """What the reader of a live figure predicts before the model runs.

    Attributes
    ----------
    sketch
        The quantity whose curve is sketched; it has to be in the figure's `show`.
    question
        What exactly is asked, where the figure's own question is wider.
    answers
        Endings to choose from, beside the sketch or in its place: outcomes of the model by
        name; or labels, each with the outcome or the shape it stands for, such as
        ``{"It shrinks, and comes back": "rebounds"}``. Which one is right, the figure finds
        out from its run.
    explanation
        One or two sentences, shown when the model has run.
    values, treatments
        For which the prediction is asked; as the figure opens if left out.
    range
        Lowest and highest value of the axis for sketching, which must not give the answer away.
        If left out, it is what the scenarios and the ends of the first sliders reach.
    """

    sketch: str
    question: str
    answers: Sequence[str] | Mapping[str, str]
    explanation: str
    values: Mapping[str, float]
    treatments: Sequence[Course | Mapping[str, Any]] | Course
    range: tuple[float, float]


def described_prediction(
    model: Model, predict: str | Prediction, shown: Sequence[str], *, log: bool
) -> dict[str, Any]:
    """Return a prediction in the form of the spec; its values and treatments as they were given.

    Parameters
    ----------
    model
        Whose curve is sketched.
    predict
        The name of a quantity, or all of a `Prediction`.
    shown
        The quantities that the figure draws.
    log
        Whether the figure's axis counts in factors.

    Raises
    ------
    ModelError
        If it asks for something that the figure or the model does not have.
    """
    given: Mapping[str, Any] = {"sketch": predict} if isinstance(predict, str) else predict
    if not isinstance(given, Mapping) or "sketch" not in given:
        raise ModelError(
            f"predict must be the name of a quantity, such as {shown[0]!r}, or a dict such as "
            f"{{'sketch': {shown[0]!r}, 'explanation': '...'}}, but {predict!r} was given."
        )
    keys = list(Prediction.__annotations__)
    for key in given:
        if key not in keys:
            raise unknown_name("key", key, keys, owner="A prediction")
    if given["sketch"] not in shown:
        raise unknown_name("quantity", given["sketch"], shown, owner="The chart to sketch in")
    described = {
        "sketch": str(given["sketch"]),
        "log": bool(log),
        "question": _words(given, "question"),
        "explanation": _words(given, "explanation"),
        "answers": _answers(model, given.get("answers", ())),
    }
    if "range" in given:
        described["range"] = _range(given["range"], log=log)
    return described | {key: given[key] for key in ("values", "treatments") if key in given}


def reach(
    model: Model, name: str, view: Mapping[str, Any], asked: Mapping[str, Any]
) -> list[float]:
    """Return an axis on which whatever the figure can do has room, so that it gives nothing away.

    Parameters
    ----------
    model
        The model of the figure.
    name
        The quantity that is sketched.
    view
        Of the spec: its scenarios, and the ends of its first sliders one by one, are run.
    asked
        Values and treatments that the prediction is for.
    """
    opening = (view["values"], view["treatments"])
    runs = [opening, (asked["values"], asked["treatments"])]
    runs += [
        (view["values"] | preset["values"], preset["treatments"]) for preset in view["presets"]
    ]
    for control in view["controls"]:
        item = model.parameters.get(control) or model.states[control]
        runs += [(view["values"] | {control: end}, view["treatments"]) for end in item.range or ()]
    rows = [
        simulate(
            model.set(**values),
            days=(view["days"][0], view["days"][1]),
            points=_POINTS,
            treatments=treatments,
        )[name]
        for values, treatments in runs
    ]
    values = np.concatenate(rows)
    top = float(values.max())
    if not top > 0:
        raise ModelError(f"predict: {name!r} is never above zero here, so nothing can be sketched.")
    if not asked["log"]:
        unit = 10.0 ** np.floor(np.log10(top * 1.05))
        return [0.0, float(unit * _STEPS[_STEPS * unit >= top * 1.05 * (1 - 1e-9)][0])]
    high = int(np.ceil(np.log10(top) + 0.02))
    low = int(np.floor(np.log10(values[values > 0].min())))
    return [float(f"1e{max(min(low, high - 1), high - _MOST_DECADES)}"), float(f"1e{high}")]


def _words(given: Mapping[str, Any], key: str) -> str:
    words = given.get(key, "")
    if not isinstance(words, str):
        raise ModelError(f"predict: {key} must be a sentence, but {words!r} was given.")
    return words


def _answers(model: Model, answers: Sequence[str] | Mapping[str, str]) -> list[dict[str, str]]:
    """Return each answer with its label and with what it stands for."""
    if isinstance(answers, Mapping):
        labelled = [(str(label), stands_for) for label, stands_for in answers.items()]
    elif isinstance(answers, str):
        raise ModelError(f"predict: answers must be a list, such as [{answers!r}].")
    else:
        labelled = [
            (model.outcomes[name].label if name in model.outcomes else str(name), name)
            for name in answers
        ]
    if labelled and not 2 <= len(labelled) <= MOST_ANSWERS:
        raise ModelError(
            f"predict: answers has {len(labelled)} of them; offer 2 to {MOST_ANSWERS}, or none."
        )
    described = []
    for label, stands_for in labelled:
        if stands_for in model.outcomes:
            described.append({"label": label, "outcome": str(stands_for)})
        elif stands_for in SHAPES:
            described.append({"label": label, "shape": str(stands_for)})
        else:
            raise unknown_name(
                "outcome or shape",
                str(stands_for),
                [*model.outcomes, *SHAPES],
                owner=f"An answer to a prediction about {model.name!r}",
            )
    if len({answer["label"] for answer in described}) < len(described):
        raise ModelError("predict: two of the answers have the same label.")
    return described


def _range(ends: Any, *, log: bool) -> list[float]:
    try:
        low, high = (float(end) for end in ends)
    except (TypeError, ValueError):
        raise ModelError(
            f"predict: range must be the lowest and the highest value of the axis, such as "
            f"(0, 100), but {ends!r} was given."
        ) from None
    if not 0 <= low < high < float("inf") or (log and low == 0):
        reason = ", because the axis counts in factors" if log else ""
        raise ModelError(
            f"predict: range is {low:g} to {high:g}; it must be finite and rise from "
            f"{'above 0' if log else 'at least 0'}{reason}."
        )
    return [low, high]
