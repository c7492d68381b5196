"""Pictures of a model and of its runs, with descriptions that are written from the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from course_utils.analysis import (
    Bifurcation,
    nullclines,
    sensitivities,
    separatrices,
    steady_states,
)
from course_utils.compile import diagram, latex
from course_utils.modelling import Model, ModelError, Observable, State
from course_utils.modelling.errors import unknown_name
from course_utils.modelling.symbols import symbol
from course_utils.modelling.units import in_words
from course_utils.modelling.words import mid_sentence
from course_utils.plots import (
    Box,
    Flow,
    Picture,
    Series,
    branch_diagram,
    fan_chart,
    phase_plane,
    process_diagram,
    show,
    time_course,
    tornado,
)
from course_utils.simulate import Ensemble, Run, simulate

# More single runs than this blur into each other; the band stands for them all.
_MOST_LINES = 25


def draw_model(model: Model) -> Picture:
    """Draw what feeds, drains and drives each state of a model."""
    drawn = diagram(model)
    flows = [
        Flow(
            arrow.label,
            arrow.sources[0] if arrow.sources else None,
            arrow.products[0] if arrow.products else None,
            # What an event uses up beside the first drives it as well.
            (*arrow.sources[1:], *arrow.helped_by),
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


def draw_ensemble(ensemble: Ensemble, name: str | None = None, *, log: bool = False) -> Picture:
    """Draw many runs by chance: a few of them, where most of them lie, and the mean.

    Parameters
    ----------
    ensemble
        What to draw.
    name
        A state or an observable; the first state that is counted if None.
    log
        Whether the vertical axis counts in factors.
    """
    model = ensemble.model
    name = name or next(iter(model.counted))
    ensemble[name]  # asks the ensemble first, which knows the valid names
    declared: dict[str, State | Observable] = {**model.states, **model.observables}
    item = declared[name]
    single = model.counted.get(name)
    # What is counted is drawn as a number: 3, and not 0.000003 million cells.
    unit = in_words(item.unit) if single is None else "number"
    size = single or 1.0
    low, high = (limit / size for limit in ensemble.band(name, 0.8))
    middle = ensemble.median(name) / size
    mean = simulate(
        model, days=(ensemble.t[0], ensemble.t[-1]), points=ensemble.t, treatments=ensemble.actions
    )[name]
    lost = f"{100 * ensemble.share_died_out:.0f} %"
    axes = fan_chart(
        ensemble.t,
        ensemble[name][:_MOST_LINES] / size,
        middle=middle,
        band=(low, high),
        band_label="8 of 10 runs",
        mean=mean / size,
        actor_name=item.actor,
        unit=f"{mid_sentence(item.label)} ({unit})" if unit else mid_sentence(item.label),
        stairs=single is not None,
        note=f"none left in {lost} of {len(ensemble)} runs" if single else "",
        windows=_windows(ensemble),
        log=log,
    )
    return show(
        axes,
        f"{len(ensemble)} runs by chance from day {ensemble.t[0]:g} to day {ensemble.t[-1]:g}. "
        f"{item.label}{f' ({unit})' if unit else ''}: at the end the median is {middle[-1]:.3g}, "
        f"8 of 10 runs lie between {low[-1]:.3g} and {high[-1]:.3g}, and the mean of the "
        f"equations is {mean[-1] / size:.3g}. None is left in {lost} of the runs.",
    )


def _windows(run: Run | Ensemble) -> list[tuple[str, float, float]]:
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
        f"{'stable' if stable else 'unstable'} at {mid_sentence(first.label)} {a:.2f}, "
        f"{mid_sentence(second.label)} {b:.1f}"
        for a, b, stable in steady
    )
    return show(
        axes,
        f"Phase plane: {mid_sentence(first.label)} across, "
        f"{mid_sentence(second.label)} upwards in factors, "
        f"with the line on which each stands still. Steady states: {points or 'none in view'}."
        + (" A dotted watershed runs through the saddle and divides the fates." * bool(watershed)),
    )


def draw_bifurcation(found: Bifurcation, state: str, *, log: bool = False) -> Picture:
    """Draw where a state can rest against what was varied, solid where it stays there.

    Parameters
    ----------
    found
        What `bifurcation` returned.
    state
        Which of the states that were free to change.
    log
        Whether its level is drawn in factors.
    """
    model, free = found.model, [*found.branches[0].states] if found.branches else []
    if state not in free:
        raise unknown_name("free state", state, free, owner=f"This diagram of {model.name!r}")
    declared = model.states[state]
    varied = model.parameters.get(found.vary) or model.states[found.vary]
    x, y = (
        f"{mid_sentence(item.label)} ({in_words(item.unit)})"
        if item.unit != "1"
        else mid_sentence(item.label)
        for item in (varied, declared)
    )
    axes = branch_diagram(
        [(branch.at, branch.states[state], branch.stable) for branch in found.branches],
        [(change.at, change.states[state]) for change in found.changes],
        actor_name=declared.actor,
        xlabel=x,
        ylabel=y,
        log=log,
    )
    axes.set_xlim(found.low, found.high)
    words = {
        "fold": "two steady states meet and vanish",
        "crossing": "one steady state passes its stability to another",
        "swing": "oscillations set in",
    }
    sentences = [
        f"At {change.at:.3g}, with {mid_sentence(declared.label)} at {change.states[state]:.3g}, "
        f"{words[change.kind]}."
        for change in found.changes
    ]
    stable = sum(branch.stable for branch in found.branches)
    return show(
        axes,
        f"Steady states of {mid_sentence(declared.label)} upwards, against {x} from "
        f"{found.low:g} to {found.high:g}: {stable} stable and "
        f"{len(found.branches) - stable} unstable lines. "
        + (" ".join(sentences) or "Nothing changes its kind in between."),
    )


def draw_tornado(
    model: Model,
    output: Callable[[Model], float],
    what: str,
    names: Iterable[str] | None = None,
    *,
    most: int = 10,
) -> Picture:
    """Draw how strongly a result reacts to each parameter, the strongest on top.

    Parameters
    ----------
    model
        The model, at the values around which the result is studied.
    output
        Takes a model and returns the result, for example the final tumour of a run.
    what
        What the result is, such as ``"the tumour on day 35"``.
    names
        Which parameters and start values; all parameters if None.
    most
        How many bars at most.
    """
    found = sensitivities(model, output, names)[:most]
    declared = {**model.states, **model.parameters}
    labels = [declared[one.name].label for one in found]
    letters = [latex(model, symbol(one.name)) for one in found]
    axes = tornado(
        [f"{label} (${letter}$)" for label, letter in zip(labels, letters, strict=True)],
        [one.value for one in found],
        title=f"What moves {what}",
        xlabel="change in % if the number rises by 1 %",
        doubtful=[not one.reliable for one in found],
    )
    bars = "; ".join(
        f"{label} ({one.name}) {one.value:+.2g}"
        + ("" if one.reliable else ", which is not reliable")
        for label, one in zip(labels, found, strict=True)
    )
    return show(
        axes,
        f"Bars: by how many per cent {what} changes if a number rises by one per cent. {bars}.",
    )
