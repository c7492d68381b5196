"""The live figure as a widget: what the reader moves, Python sees, and the other way round."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_utils.explorer.fallback import figure_html
from course_utils.explorer.predict import Prediction
from course_utils.explorer.spec import (
    Chance,
    Courses,
    Measurements,
    View,
    build_spec,
    checked_courses,
    checked_values,
)
from course_utils.explorer.trial import Trial
from course_utils.modelling import Model

STATIC = Path(__file__).parent / "static"


class Explorer(anywidget.AnyWidget):
    """Show a model that answers at once when a slider moves.

    Made by `explore`.

    Attributes
    ----------
    values : dict
        The number of every slider in view and of everything else that was moved, by name, in
        the units of the model. Setting it moves the sliders; names left out keep their numbers.
    treatments : list of dict
        The courses of treatment that are on. Courses from ``model.treatments[NAME].during(...)``
        may be set as well.
    """

    _esm = STATIC / "explorer.widget.js"
    _spec: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    values: traitlets.Dict[str, float] = traitlets.Dict().tag(sync=True)
    treatments: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, model: Model, spec: Mapping[str, Any]) -> None:
        self._model = model
        self._days: tuple[float, float] = tuple(spec["view"]["days"])
        self._controls: list[str] = list(spec["view"]["controls"])
        self._moved: dict[str, float] = dict(spec["view"]["values"])
        super().__init__(_spec=dict(spec), values={}, treatments=spec["view"]["treatments"])

    @traitlets.validate("values")
    def _check_values(self, proposal: traitlets.Bunch) -> dict[str, float]:
        model, given = self._model, proposal["value"]
        # Parameters first: start values that only followed them are not the reader's own, and
        # may lie outside their sliders.
        moved = self._moved | checked_values(
            model, {name: given[name] for name in given if name not in model.states}, "values"
        )
        parameters = {name: value for name, value in moved.items() if name not in model.states}
        followed = model.set(**parameters).values
        for name in model.states:
            if name not in given:
                continue
            value = model.set(**{name: given[name]}).values[name]
            moved.pop(name, None)
            if not math.isclose(value, followed[name], rel_tol=1e-12):
                moved |= checked_values(model, {name: value}, "values")
        self._moved = moved
        numbers = model.set(**moved).values
        return {name: numbers[name] for name in dict.fromkeys([*self._controls, *moved])}

    @traitlets.validate("treatments")
    def _check_treatments(self, proposal: traitlets.Bunch) -> list[dict[str, Any]]:
        return checked_courses(self._model, proposal["value"], self._days)

    def __repr__(self) -> str:
        """Show the model and what the sliders say, the same on every run."""
        values = "".join(f", {name}={value:.4g}" for name, value in self.values.items())
        return f"Explorer({self._model.name}{values})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Give notebooks the widget, and every other page a figure with the same state."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        view = {
            **self._spec["view"],
            "values": dict(self._moved),
            "treatments": list(self.treatments),
        }
        figure = figure_html(self._model, {**self._spec, "view": view})
        return {**data, "text/plain": repr(self), "text/html": figure}, metadata


def explore(
    model: Model,
    *,
    show: Sequence[str] | None = None,
    controls: Sequence[str] | None = None,
    presets: Mapping[str, Mapping[str, Any]] | None = None,
    days: tuple[float, float] = (0, 200),
    question: str = "",
    log: bool = False,
    values: Mapping[str, float] | None = None,
    treatments: Courses = (),
    phase: Mapping[str, tuple[float, float]] | None = None,
    view: View | None = None,
    data: Measurements | None = None,
    branches: Mapping[str, str] | None = None,
    predict: str | Prediction | None = None,
    story: bool = False,
    breakable: bool = False,
    chance: Chance = False,
    trial: Trial | None = None,
) -> Explorer:
    """Put a model on the page, with sliders, scenarios and a chart that follows at once.

    With `phase`, the reader may change between the course in time and the phase plane, on which
    the start can be moved.

    Parameters
    ----------
    model
        What to run.
    show
        States and observables to draw, by name; all states if None. At most two units.
    controls
        At most four sliders to begin with, by name: parameters, or states for their start
        values. The first four of the model if None; the others fold away.
    presets
        Scenarios: label to ``dict(s=0.02, treatments=[course], look="what to look at")``.
    days
        First and last day.
    question
        The sentence above the chart.
    log
        Whether the vertical axis counts in factors at first.
    values
        Parameters and start values that differ from the model's, by name, in their units.
    treatments
        Courses of treatment, from ``model.treatments[NAME].during(a, b)`` or ``.at(day)``.
    phase
        The two states of a phase plane with their ranges, the one across first, such as
        ``{"E": (0, 3.5), "T": (0.5, 500)}``; no phase plane if None. An axis counts in factors
        where the state's slider does.
    view
        Which view opens, ``"time"``, ``"phase"``, ``"chance"`` or ``"trial"``; the phase plane if
        None and there is one.
    data
        What was measured, drawn as points over the curves: ``{"V": (days, values)}``, for names
        in `show`. The figure says how far a curve misses its points: the sum of squares of the
        logarithms, as in `course_utils.fit`; and it looks for the best fit, if asked.
    branches
        A slider and the state to draw below it, such as ``{"s": "T"}``: the lines on which the
        state can rest while no treatment is on, solid where a small push fades. Python follows
        them once, for the first values of all other sliders. Below the slider of a start value,
        all states but the one drawn are held.
    predict
        What the reader predicts before the model runs: the name of a quantity in `show`, whose
        curve is then sketched; or a dict with more than that name, such as
        ``{"sketch": "T", "answers": ["dormant", "escaped"], "explanation": "Why."}``. Its other
        keys are in `course_utils.explorer.predict.Prediction`. The figure asks first, compares
        shape, timing and end with the sketch afterwards, and can always be used without a guess.
    story
        Whether the scenarios are told in their order, with buttons for the previous and the next
        and where the reader stands ("2 of 4"); each needs its `look`.
    breakable
        Whether the reader may take processes out of the model, one or several, and is told which
        of its claims fall without each.
    chance
        Whether there is a view of many runs by chance, of a model that counts a state. A dict
        says what is to be different there: ``runs`` (how many, 50 if not given), ``show`` (one
        state in `show`) and ``days``, such as ``{"runs": 100, "days": (0, 20)}``.
    trial
        A virtual trial, for a view of its own: survival curves of patients who differ, each of
        them in every arm, such as ``{"arms": {"alone": [course], "both": [course, other]},
        "population": POPULATIONS["il6"], "endpoint": Progression("N")}``. The sliders move the
        typical patient, and the arms stay as they are. Its other keys are in
        `course_utils.explorer.trial.Trial`; `course_utils.virtual_trial` gives the same patients.

    Returns
    -------
    Explorer
        A widget; `Explorer.values` holds what the sliders say.

    Raises
    ------
    ModelError
        If a name is unknown, a value lies outside its slider, a day or a range makes no sense, a
        measured value is not above zero, a phase plane is asked for and the model has not two
        states, what is to be predicted is not in the figure, a story has not at least two
        scenarios with a sentence each, chance is asked of a model that counts nothing, or a trial
        cannot be run.
    """
    spec = build_spec(
        model,
        show=show,
        controls=controls,
        presets=presets,
        days=days,
        question=question,
        log=log,
        values=values,
        treatments=treatments,
        phase=phase,
        view=view,
        data=data,
        branches=branches,
        predict=predict,
        story=story,
        breakable=breakable,
        chance=chance,
        trial=trial,
    )
    return Explorer(model, spec)
