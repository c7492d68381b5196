"""Pictures of a model and of its runs, with descriptions that are written from the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from course_utils.analysis import nullclines, separatrices, steady_states
from course_utils.compile import diagram
from course_utils.modelling import Model, ModelError, Observable, State
from course_utils.modelling.units import in_words
from course_utils.plots import (
    Box,
    Flow,
    Picture,
    Series,
    phase_plane,
    process_diagram,
    show,
    time_course,
)
from course_utils.simulate import Run, simulate


def draw_model(model: Model) -> Picture:
    """Draw what feeds, drains and drives each state of a model."""
    drawn = diagram(model)
    flows = [
        Flow(
            arrow.label,
            arrow.sources[0] if arrow.sources else None,
            arrow.products[0] if arrow.products else None,
            arrow.helped_by,
            bool(arrow.treated_by),
        )
        for arrow in drawn.arrows
    ]
    boxes = {name: Box(label, actor) for name, label, actor in drawn.states}
    return show(process_diagram(boxes, flows), f"Diagram of the model. {drawn.description}")


def draw_run(run: Run, *names: str, log: bool = False) -> Picture:
    """Draw states and observables of a run over time.

    Parameters
    ----------
    run
        What to draw.
    *names
        Which states and observables, all of one unit; all states if none is given.
    log
        Whether the vertical axis counts in factors.
    """
    chosen = names or tuple(run.model.states)
    declared: dict[str, State | Observable] = {**run.model.states, **run.model.observables}
    values = [run[name] for name in chosen]  # asks the run first, which knows the valid names
    series = [
        Series(declared[name].label, row, declared[name].actor)
        for name, row in zip(chosen, values, strict=True)
    ]
    units = {declared[name].unit for name in chosen}
    if len(units) > 1:
        raise ModelError(
            f"{', '.join(chosen)} have different units ({', '.join(sorted(units))}); "
            "draw those of one unit in one picture."
        )
    unit = in_words(units.pop())
    axes = time_course(run.t, series, unit=unit, log=log, windows=_windows(run))
    return show(axes, _in_words(run, chosen, unit))


def _windows(run: Run) -> list[tuple[str, float, float]]:
    windows = []
    for name in run.model.treatments:
        if not run.model.treatments[name].is_window:
            continue
        switches = [(a.t, a.value) for a in run.actions if a.name == name] + [(run.t[-1], 0.0)]
        windows += [
            (run.model.treatments[name].label, start, end)
            for (start, on), (end, _) in pairwise(switches)
            if on and end > start
        ]
    return windows


def _in_words(run: Run, names: Sequence[str], unit: str) -> str:
    declared: dict[str, State | Observable] = {**run.model.states, **run.model.observables}
    sentences = [f"Time course from day {run.t[0]:g} to day {run.t[-1]:g}, in {unit or 'no unit'}."]
    for label, start, end in _windows(run):
        sentences.append(f"{label} from day {start:g} to day {end:g}.")
    for name in names:
        day, peak = run.peak(name)
        values = run[name]
        sentences.append(
            f"{declared[name].label}: {values[0]:.3g} at the start, highest {peak:.3g} "
            f"on day {day:.0f}, {values[-1]:.3g} at the end."
        )
    return " ".join([*sentences, run.outcome_words]).strip()


def draw_phase_plane(
    model: Model,
    x: tuple[float, float],
    y: tuple[float, float],
    starts: Sequence[Mapping[str, float]] = (),
    days: float = 600,
    **overrides: float,
) -> Picture:
    """Draw the map of a model of two states: where it rests, and what divides its fates.

    On it are the nullclines, the steady states (filled if stable, open if not), the separatrices
    and courses of events.

    Parameters
    ----------
    model
        A model of two states; the second is drawn in factors.
    x, y
        Range of the first and of the second state, in their units; `y` above 0.
    starts
        Start values of the courses to draw, by state name.
    days
        How long each course lasts.
    **overrides
        Other values for parameters, by name.
    """
    model = model.set(**overrides) if overrides else model
    first, second = model.states.values()
    lines = nullclines(model, np.linspace(*x, 500), np.geomspace(*y, 500))
    steady = [
        (s.values[first.name], s.values[second.name], s.stable)
        for s in steady_states(model)
        if y[0] <= s.values[second.name] <= y[1]
    ]
    watershed = separatrices(model, x, y, log_y=True)
    paths = []
    for start in starts:
        run = simulate(model.set(**start), days=(0, days), points=1200)
        paths.append((run[first.name], run[second.name]))
    axes = phase_plane(
        lines,
        {s.name: s.label for s in (first, second)},
        {s.name: s.actor for s in (first, second)},
        units={s.name: in_words(s.unit) for s in (first, second)},
        steady=steady,
        separatrices=watershed,
        paths=paths,
        log_y=True,
    )
    axes.set_xlim(*x)
    axes.set_ylim(*y)
    points = "; ".join(
        f"{'stable' if stable else 'unstable'} at {first.label.lower()} {a:.2f}, "
        f"{second.label.lower()} {b:.1f}"
        for a, b, stable in steady
    )
    return show(
        axes,
        f"Phase plane: {first.label.lower()} across, {second.label.lower()} upwards in factors, "
        f"with the line on which each stands still. Steady states: {points or 'none in view'}."
        + (" A dotted watershed runs through the saddle and divides the fates." * bool(watershed)),
    )
