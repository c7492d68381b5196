"""The picture of a virtual trial that stands where no script runs."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from course_utils.analysis import SurvivalCurve, kaplan_meier
from course_utils.explorer.spec import Spec
from course_utils.explorer.trial import trial_table, what_is_free
from course_utils.explorer.words import amount
from course_utils.modelling import Model
from course_utils.plots import Picture, Steps, round_times, show, survival_curves

Array = NDArray[np.float64]

# Over the width of a picture; so a page holds no steps that nobody sees.
_STEPS = 180


def trial_picture(model: Model, view: Spec) -> Picture:
    """Draw the survival curves that the live figure shows at first.

    Parameters
    ----------
    model
        The model of the figure.
    view
        The view of the figure's spec, which has a trial.
    """
    trial = view["trial"]
    last = trial["days"][1]
    curves = kaplan_meier(trial_table(model.set(**view["values"]), trial))
    marks = round_times(last)
    what = what_is_free(trial)
    axes = survival_curves(
        [
            Steps(
                arm["label"],
                *_drawn(curve, last),
                # Who is event-free at the end of the trial has not been lost from sight.
                curve.t[:0],
                curve.at_risk(marks).tolist(),
                arm["actor"],
            )
            for arm, curve in zip(trial["arms"], curves.values(), strict=True)
        ],
        marks,
        ylabel=what,
        last=last,
    )
    return show(
        axes,
        f"Kaplan–Meier curves of a virtual trial with {trial['patients']} patients "
        f"({trial['population']['label']}), each in every arm, over {last:g} days: the share that "
        f"is {what}, with 95 % intervals and the numbers still followed. "
        + " ".join(_arm_in_words(label, curve, last, what) for label, curve in curves.items()),
    )


def _drawn(curve: SurvivalCurve, last: float) -> tuple[Array, Array, Array, Array]:
    """Return a curve with steps that are no closer than an eye can tell them apart."""
    of_step = np.ceil(curve.t / last * _STEPS)
    # Of several at one place, the curve is what the last of them leaves.
    kept = np.append(of_step[1:] > of_step[:-1], True)
    return (
        of_step[kept] * last / _STEPS,
        curve.survival[kept],
        curve.low[kept],
        curve.high[kept],
    )


def _arm_in_words(label: str, curve: SurvivalCurve, last: float, what: str) -> str:
    median = amount(curve.median, "days") if math.isfinite(curve.median) else "not reached"
    return (
        f"{label}: {curve.events} events, median {median}, {100 * curve.at(last):.0f} % {what} at "
        "the end."
    )
