"""What a live figure is made of: a model's program and the view on it, as JSON."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, get_args

import numpy as np

from course_utils.compile import browser_program, effect_name
from course_utils.compile.text import is_loss, process_label
from course_utils.explorer.branches import branches_of
from course_utils.explorer.predict import Prediction, described_prediction, reach
from course_utils.explorer.trial import Trial, described_trial
from course_utils.modelling import (
    Course,
    Model,
    ModelError,
    Parameter,
    Process,
    State,
    Treatment,
    schedule,
)
from course_utils.modelling.errors import unknown_name
from course_utils.modelling.units import in_words
from course_utils.verification import knockouts

FORMAT = 1
POINTS = 401
# More than this at once and a reader no longer sees which slider did what.
MOST_CONTROLS = 4
# One axis on the left and one on the right.
MOST_UNITS = 2
# Of a view by chance, if it does not say how many.
RUNS = 50
# So many take a page long enough already, and show no more than fewer.
MOST_RUNS = 400
POINTS_BY_CHANCE = 201
# A path on the map turns where a course in time bends, so it wants more points.
POINTS_ON_A_MAP = 1201

Spec = dict[str, Any]
Courses = Iterable[Course | Mapping[str, Any]] | Course
View = Literal["time", "phase", "chance", "trial"]
Chance = bool | Mapping[str, Any]
Measurements = Mapping[str, tuple[Sequence[float], Sequence[float]]]


def build_spec(
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
) -> Spec:
    """Describe a live figure completely.

    Parameters
    ----------
    model
        What runs in it.
    show
        States and observables to draw, of at most two different units; the states if None, up to
        the second unit.
    controls
        Sliders that stand beside the chart, at most four; the model's other sliders fold away
        below them. The first four sliders of the model if None.
    presets
        Scenarios by their label; each holds values by name, and may hold ``treatments`` (a list
        of courses) and ``look`` (one sentence: what to look at).
    days
        First and last day.
    question
        The sentence above the chart.
    log
        Whether the vertical axis counts in factors at first.
    values
        Values that differ from the model's, by name, in their units.
    treatments
        Courses of treatment at first.
    phase
        The two states of a phase plane with their ranges, the one across first; no phase plane
        if None. An axis counts in factors where the state's slider does.
    view
        Which view opens, ``"time"``, ``"phase"``, ``"chance"`` or ``"trial"``; the phase plane if
        None and there is one.
    data
        What was measured, drawn as points: for a name in `show` its days and its values.
    branches
        Below which slider the lines stand on which a state can rest, such as ``{"s": "T"}``.
    predict
        What the reader sketches before the model runs: a name in `show`, or a dict, see
        `course_utils.explorer.predict.Prediction`.
    story
        Whether the scenarios are told in their order, with buttons for the previous and the next.
    breakable
        Whether the reader may take processes out, and is told which claims fall.
    chance
        Whether there is a view of many runs by chance; or a dict with what is to be different
        there: ``runs`` (how many, 50 if not given), ``show`` (one state in `show`) and ``days``.
    trial
        The virtual trial that a view of its own shows, see `course_utils.explorer.trial.Trial`.

    Returns
    -------
    dict
        Ready for JSON.

    Raises
    ------
    ModelError
        If a name is unknown, a value lies outside its slider, a day makes no sense, a measured
        value is not above zero, there is nothing to predict, a story has not at least two
        scenarios with a sentence each, chance is asked of a model that counts nothing, or a trial
        cannot be run.
    """
    first, last = _checked_days(days)
    axes = None if phase is None else _checked_phase(model, phase)
    shown = _checked_show(model, show)
    scenarios = [
        _preset(model, label, preset, (first, last)) for label, preset in (presets or {}).items()
    ]
    described: Spec = {
        "show": shown,
        "controls": _checked_controls(model, controls),
        "days": [first, last],
        "points": POINTS if axes is None else POINTS_ON_A_MAP,
        "log": bool(log),
        "question": str(question),
        "presets": scenarios,
        "values": checked_values(model, values or {}, "values"),
        "treatments": checked_courses(model, treatments, (first, last)),
        "phase": axes,
        "opens": _checked_view(view, axes, by_chance=bool(chance), trial=trial is not None),
    }
    if branches:
        described["branches"] = branches_of(model.set(**described["values"]), branches)
    if chance:
        described["chance"] = _checked_chance(model, chance, shown, (first, last))
    if data:
        described["data"] = _checked_data(data, shown, (first, last))
    if predict is not None:
        described["predict"] = _checked_prediction(model, predict, described)
    if trial is not None:
        typical = model.set(**described["values"])
        described["trial"] = described_trial(typical, trial, (first, last), checked_courses)
    if story:
        described["story"] = _checked_story(scenarios)
    return {
        "format": FORMAT,
        "model": _model_spec(model, jacobian=axes is not None, breakable=breakable),
        "view": described,
    }


def sliders(model: Model) -> list[str]:
    """Return the names that have a slider: parameters first, then start values."""
    declared: list[Parameter | State] = [*model.parameters.values(), *model.states.values()]
    return [item.name for item in declared if item.range is not None]


def checked_values(model: Model, values: Mapping[str, float], where: str) -> dict[str, float]:
    """Return values as plain floats, or say which one the figure cannot take.

    Parameters
    ----------
    model
        Whose parameters and start values they are.
    values
        By name, in their units.
    where
        Where they were given, for the error's sentence.
    """
    if not isinstance(values, Mapping):
        raise ModelError(f"{where} must be a dict of names and numbers, but {values!r} was given.")
    checked = {name: model.set(**{name: value}).values[name] for name, value in values.items()}
    for name, value in checked.items():
        item = model.parameters.get(name) or model.states[name]
        if item.range is not None and not item.range[0] <= value <= item.range[1]:
            low, high = item.range
            raise ModelError(
                f"{where} has {name} = {value:g}, but its slider ({item.label}) "
                f"runs from {low:g} to {high:g} {in_words(item.unit)}".rstrip()
                + "."
            )
    return checked


def checked_courses(
    model: Model, treatments: Courses, days: tuple[float, float]
) -> list[dict[str, Any]]:
    """Return courses of treatment in the form of the spec, or say what is wrong with one."""
    given = [treatments] if isinstance(treatments, Course) else list(treatments)
    courses: list[dict[str, Any]] = []
    for course in given:
        if isinstance(course, Course):
            courses += course.to_dicts()
        elif isinstance(course, Mapping) and "name" in course:
            courses.append(dict(course))
        else:
            raise ModelError(
                f"A treatment of a live figure is given as {course!r}; give a course, such as "
                "model.treatments[NAME].during(45, 63)."
            )
    schedule(model, courses, days)
    return courses


def _checked_days(days: tuple[float, float]) -> tuple[float, float]:
    try:
        first, last = (float(day) for day in days)
    except (TypeError, ValueError):
        raise ModelError(
            f"days must be the first and the last day, such as (0, 200), but {days!r} was given."
        ) from None
    if not (first < last and last - first < float("inf")):
        raise ModelError(f"days is {first:g} to {last:g}; it must be finite and go forwards.")
    return first, last


def _checked_show(model: Model, show: Sequence[str] | None) -> list[str]:
    if isinstance(show, str):
        raise ModelError(f"show must be a list of names, such as [{show!r}].")
    valid = {**model.states, **model.observables}
    names = _first_states(model) if show is None else [str(name) for name in show]
    if not names:
        raise ModelError(f"show is empty; {model.name!r} can show: {', '.join(valid)}.")
    _refuse_unknown_or_twice(model, names, list(valid), "state or observable", "show")
    units = list(dict.fromkeys(valid[name].unit for name in names))
    if len(units) > MOST_UNITS:
        raise ModelError(
            f"show asks for the units {', '.join(units)}; "
            "a chart has room for two, so show fewer quantities."
        )
    return names


def _first_states(model: Model) -> list[str]:
    """Return the states, without those for whose unit a chart has no axis left."""
    units = list(dict.fromkeys(state.unit for state in model.states.values()))[:MOST_UNITS]
    return [name for name, state in model.states.items() if state.unit in units]


def _checked_data(
    data: Measurements, shown: Sequence[str], days: tuple[float, float]
) -> list[dict[str, Any]]:
    if not isinstance(data, Mapping):
        raise ModelError(
            "data must be a dict of names with their days and values, such as "
            f"{{{shown[0]!r}: (days, values)}}, but {data!r} was given."
        )
    checked = []
    for name, measured in data.items():
        if name not in shown:
            raise unknown_name("quantity", name, shown, owner="The chart that data belongs to")
        try:
            t, y = (np.asarray(list(row), dtype=float) for row in measured)
        except (TypeError, ValueError):
            raise ModelError(
                f"data[{name!r}] must be two lists of numbers: the days, and what was measured."
            ) from None
        if t.shape != y.shape or not t.size:
            raise ModelError(
                f"data[{name!r}] has {t.size} days and {y.size} values; every value needs its day."
            )
        if not (np.all(np.isfinite(y)) and np.all(y > 0)):
            raise ModelError(
                f"data[{name!r}]: every value must be above zero, because the curve is compared "
                "with it by the logarithm; leave the others out."
            )
        if not np.all((t >= days[0]) & (t <= days[1])):
            raise ModelError(
                f"data[{name!r}]: every day must lie within the chart, from {days[0]:g} to "
                f"{days[1]:g}."
            )
        checked.append({"name": name, "t": t.tolist(), "y": y.tolist()})
    return checked


def _checked_prediction(model: Model, predict: str | Prediction, view: Spec) -> Spec:
    """Return what is asked of the reader before the model runs, and for which values."""
    asked: Spec = {
        "values": view["values"],
        "treatments": view["treatments"],
        **described_prediction(model, predict, view["show"], log=view["log"]),
    }
    asked["values"] = checked_values(model, asked["values"], "predict: values")
    asked["treatments"] = checked_courses(model, asked["treatments"], view["days"])
    asked["range"] = asked.get("range") or reach(model, asked["sketch"], view, asked)
    return asked


def _checked_controls(model: Model, controls: Sequence[str] | None) -> list[str]:
    if isinstance(controls, str):
        raise ModelError(f"controls must be a list of names, such as [{controls!r}].")
    valid = sliders(model)
    if controls is None:
        return [name for name in valid if name in model.parameters][:MOST_CONTROLS]
    names = [str(name) for name in controls]
    _refuse_unknown_or_twice(model, names, valid, "slider", "controls")
    if len(names) > MOST_CONTROLS:
        raise ModelError(
            f"controls lists {len(names)} sliders; at most {MOST_CONTROLS} stand beside the "
            "chart, and the others fold away by themselves."
        )
    return names


def _checked_phase(model: Model, phase: Mapping[str, tuple[float, float]]) -> list[Spec]:
    """Return both axes of the phase plane, or say why it cannot be drawn."""
    if len(model.states) != 2:
        raise ModelError(
            f"phase asks for a phase plane, which has room for two states; {model.name!r} has "
            f"{len(model.states)}: {', '.join(model.states)}."
        )
    example = ", ".join(f"{name!r}: (0, 100)" for name in model.states)
    if not isinstance(phase, Mapping) or len(phase) != 2:
        raise ModelError(
            f"phase must name both states with their ranges, such as {{{example}}}, "
            f"but {phase!r} was given."
        )
    _refuse_unknown_or_twice(model, list(phase), list(model.states), "state", "phase")
    axes = []
    for name, ends in phase.items():
        try:
            low, high = (float(end) for end in ends)
        except (TypeError, ValueError):
            raise ModelError(
                f"phase has {name} = {ends!r}; give its lowest and highest value, such as (0, 100)."
            ) from None
        log = model.states[name].scale == "log"
        if not (0 <= low < high < float("inf")) or (log and low == 0):
            reason = ", because its axis counts in factors" if log else ""
            raise ModelError(
                f"phase has {name} from {low:g} to {high:g}; it must be finite and rise from "
                f"{'above 0' if log else 'at least 0'}{reason}."
            )
        axes.append({"name": name, "range": [low, high], "log": log})
    return axes


def _checked_chance(
    model: Model, chance: Chance, shown: list[str], days: tuple[float, float]
) -> Spec:
    """Return how the view by chance runs, or say why there can be none."""
    if not model.counted:
        raise ModelError(
            f"chance asks for runs by chance, but the model {model.name!r} counts nothing: its "
            "states are means or levels, or hold too many cells."
        )
    # What is no mapping is refused just below.
    asked: Mapping[str, Any] = {} if chance is True else chance  # type: ignore[assignment]
    valid = ["runs", "show", "days"]
    if not isinstance(asked, Mapping):
        raise ModelError(
            f"chance must be True, or a dict such as {{'runs': 100}}, but {chance!r} was given."
        )
    for name in asked:
        if name not in valid:
            raise unknown_name("option", str(name), valid, owner="The view by chance")
    runs = asked.get("runs", RUNS)
    if isinstance(runs, bool) or not isinstance(runs, int) or not 2 <= runs <= MOST_RUNS:
        raise ModelError(
            f"chance asks for {runs!r} runs, but their number must be whole, from 2 to {MOST_RUNS}."
        )
    states = [name for name in shown if name in model.states]
    if not states:
        raise ModelError(
            "chance needs a state to draw, but show lists none of: " + ", ".join(model.states) + "."
        )
    name = str(asked.get("show", next((n for n in states if n in model.counted), states[0])))
    if name not in states:
        raise unknown_name("state", name, states, owner="The chart of the view by chance")
    return {
        "runs": runs,
        "show": name,
        "days": list(_checked_days(asked["days"]) if "days" in asked else days),
        "points": POINTS_BY_CHANCE,
    }


def _checked_view(
    view: str | None, axes: list[Spec] | None, *, by_chance: bool, trial: bool
) -> str:
    if view is None:
        return "time" if axes is None else "phase"
    if view not in get_args(View):
        raise ModelError(
            f"view must be 'time', 'phase', 'chance' or 'trial', but {view!r} was given."
        )
    if view == "chance" and not by_chance:
        raise ModelError("view='chance' needs runs by chance: ask for them with chance=True.")
    if view == "phase" and axes is None:
        raise ModelError("view='phase' needs a phase plane: say in phase which states and ranges.")
    if view == "trial" and not trial:
        raise ModelError("view='trial' needs a trial: say in trial which arms and patients.")
    return view


def _checked_story(presets: list[Spec]) -> bool:
    if len(presets) < 2:
        raise ModelError(
            f"story=True tells the scenarios in presets one after another, but presets has "
            f"{len(presets)}; give at least 2."
        )
    for preset in presets:
        if not preset["look"]:
            raise ModelError(
                f"story=True needs a sentence for each scenario; give {preset['label']!r} a "
                "look='what to look at'."
            )
    return True


def _refuse_unknown_or_twice(
    model: Model, names: list[str], valid: list[str], kind: str, where: str
) -> None:
    for name in names:
        if name not in valid:
            raise unknown_name(kind, name, valid, owner=f"The model {model.name!r}")
        if names.count(name) > 1:
            raise ModelError(f"{where} lists {name!r} twice.")


def _preset(
    model: Model, label: str, preset: Mapping[str, Any], days: tuple[float, float]
) -> dict[str, Any]:
    if not isinstance(preset, Mapping):
        raise ModelError(
            f"The preset {label!r} must be a dict, such as dict(s=0.02, look='...'), "
            f"but {preset!r} was given."
        )
    values = {name: value for name, value in preset.items() if name not in ("treatments", "look")}
    valid = [*model.parameters, *model.states]
    for name in values:
        if name not in valid:
            near = difflib.get_close_matches(name, valid, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise ModelError(
                f"The preset {label!r} sets {name!r}, which {model.name!r} does not have.{hint} "
                f"It may set: {', '.join(valid)}, treatments, look."
            )
    return {
        "label": str(label),
        "look": str(preset.get("look", "")),
        "values": checked_values(model, values, f"The preset {label!r}"),
        "treatments": checked_courses(model, preset.get("treatments", ()), days),
    }


def _model_spec(model: Model, *, jacobian: bool, breakable: bool) -> Spec:
    values = model.values
    _, removed = model.structure
    described: Spec = {
        "name": model.name,
        "title": model.title,
        # How it differs from the library's, for whoever writes it down in Python again.
        **({"removed": list(removed)} if removed else {}),
        **({"set": dict(model.overrides)} if model.overrides else {}),
        "states": [
            {
                **_adjustable(state),
                "actor": state.actor,
                # None where the start value follows from parameters that may be moved.
                "start": model.overrides.get(state.name),
            }
            for state in model.states.values()
        ],
        "parameters": [
            {**_adjustable(parameter), "value": values[parameter.name], "source": parameter.source}
            for parameter in model.parameters.values()
        ],
        "treatments": [_treatment(item) for item in model.treatments.values()],
        "observables": [
            {
                "name": item.name,
                "label": item.label,
                "unit": item.unit,
                "unit_words": in_words(item.unit),
                "actor": item.actor,
            }
            for item in model.observables.values()
        ],
        "outcomes": [
            {"name": item.name, "label": item.label, "words": item.words}
            for item in model.outcomes.values()
        ],
        "program": browser_program(model, jacobian=jacobian, switches=breakable),
    }
    if breakable:
        described["processes"] = [
            {
                "name": name,
                "label": process_label(name, process.label),
                "makes": _touched(process, gains=True),
                "removes": _touched(process, gains=False),
            }
            for name, process in model.processes.items()
        ]
        described |= _claims(model)
    return described


def _touched(process: Process, *, gains: bool) -> list[str]:
    return [state for state, count in process.changes.items() if is_loss(count) != gains]


def _claims(model: Model) -> Spec:
    """Return the model's claims and what is known of them without each process."""
    fallen = knockouts(model)
    if fallen is None:
        return {}
    return {
        "claims": [
            {"number": claim.number, "sentence": claim.sentence} for claim in model.claims.values()
        ],
        "knockouts": {name: dict(claims) for name, claims in fallen.items()},
    }


def _adjustable(item: Any) -> Spec:
    return {
        "name": item.name,
        "label": item.label,
        "unit": item.unit,
        "unit_words": in_words(item.unit),
        "meaning": item.meaning,
        "range": None if item.range is None else [float(end) for end in item.range],
        "scale": item.scale,
    }


def _treatment(treatment: Treatment) -> Spec:
    described: Spec = {
        "name": treatment.name,
        "label": treatment.label,
        "kind": "window" if treatment.is_window else "pulse",
    }
    if not treatment.is_window:
        described["effects"] = [
            # How much, the page works out from the parameters: a result of the program's effects.
            {"state": state, "op": op, "value": effect_name(treatment.name, state, op)}
            for state, op, _ in treatment.effects
        ]
    return described
