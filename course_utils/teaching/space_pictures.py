"""Pictures of runs in space, with descriptions that are written from the numbers; and a film."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from course_utils.explorer.space import picture_of
from course_utils.modelling import ModelError
from course_utils.modelling.words import mid_sentence
from course_utils.plots import (
    WIDTH,
    Picture,
    Series,
    course_style,
    field_map,
    radial_profile,
    section_map,
    settle,
    show,
    write_animation,
)
from course_utils.simulate import SpatialRun

Look = Literal["level", "section"]

_LEVEL = "T cells (1: good stroma)"


def draw_space(run: SpatialRun) -> Picture:
    """Draw the last day of a run in space: map, profile, and the course, well mixed as well."""
    return picture_of(run)


def draw_patterns(*runs: SpatialRun, look: Look = "level") -> Picture:
    """Draw the last days of several runs, two beside each other.

    Parameters
    ----------
    *runs
        What to draw; each map is called by its pattern.
    look
        ``"level"`` paints how many T cells there are; ``"section"`` draws cells as they look on a
        stained section.
    """
    if not runs:
        raise ModelError("draw_patterns needs at least one run in space.")
    with course_style():
        across = min(len(runs), 2)
        down = -(-len(runs) // across)
        figure, axes = plt.subplots(down, across, figsize=(WIDTH, 2.7 * down), squeeze=False)
        maps = axes.ravel()
        for ax in maps[len(runs) :]:
            ax.set_axis_off()
        for run, ax in zip(runs, maps, strict=False):
            _paint(run, len(run.t) - 1, look, ax, bar=False)
        if look == "level":
            bar = figure.colorbar(maps[0].images[0], ax=maps, label=_LEVEL, shrink=0.8)
            bar.outline.set_visible(False)
        settle(figure)
    words = " ".join(run.summary() for run in runs)
    seen = "cells as on a stained section" if look == "section" else "levels of T cells"
    return show(figure, f"{len(runs)} maps of a square of tissue with a tumour: {seen}. {words}")


def draw_profiles(run: SpatialRun, at: float | None = None) -> Picture:
    """Draw the levels of a run from the middle of the tumour outwards.

    Parameters
    ----------
    run
        What to draw.
    at
        The day; the last one if None.
    """
    states = run.model.states
    series = [
        Series(state.label, run.profile(name, at)[1], state.actor) for name, state in states.items()
    ]
    distance, _ = run.profile(run.model.watched, at)
    axes = radial_profile(distance, series, radius=run.grid.radius, unit="level")
    labels = " and ".join(mid_sentence(state.label) for state in states.values())
    return show(axes, f"Levels of {labels} by distance from the middle. {run.summary(at)}")


def save_animation(run: SpatialRun, file: str | Path, *, look: Look = "level") -> Path:
    """Write a run as a film for a lecture: a map that changes, with its day and its pattern.

    Parameters
    ----------
    run
        What to film; each of its times is a frame.
    file
        Where to: ``.gif``, or ``.mp4`` where there is ffmpeg, on this machine or in the package
        imageio-ffmpeg.
    look
        As for `draw_patterns`.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ModelError
        If the file ends in neither, its folder does not exist, or MP4 is asked for and there is
        no ffmpeg.
    """
    to = Path(file)
    if not to.parent.is_dir():
        raise ModelError(f"The folder {str(to.parent)!r} does not exist; make it first.")
    with course_style():
        figure, ax = plt.subplots(figsize=(5.6, 4.6))
    _paint(run, 0, look, ax, bar=True)
    # To lay out each frame again takes most of the time.
    settle(figure)

    def change(frame: int) -> None:
        if look == "level":
            ax.images[0].set_data(run[run.model.watched][frame])
            ax.set_title(_title(run, frame))
        else:
            ax.clear()
            _paint(run, frame, look, ax, bar=False)

    try:
        write_animation(figure, change, len(run.t), to)
    except ValueError as error:
        raise ModelError(str(error)) from None
    finally:
        plt.close(figure)
    return to


def _title(run: SpatialRun, place: int) -> str:
    day = float(run.t[place])
    return f"{run.pattern(day).capitalize()}, day {day:g}" if place else f"Day {day:g}"


def _paint(run: SpatialRun, place: int, look: Look, ax: Axes, *, bar: bool) -> None:
    model = run.model
    title = _title(run, place)
    resident = next(iter(model.residents))
    if look == "section":
        section_map(
            run[resident][place],
            run[model.watched][place],
            side=run.grid.side,
            radius=run.grid.radius,
            title=title,
            ax=ax,
        )
        return
    if look != "level":
        raise ModelError(f"look must be 'level' or 'section', but {look!r} was given.")
    field_map(
        run[model.watched][place],
        side=run.grid.side,
        radius=run.grid.radius,
        label=_LEVEL,
        title=title,
        bar=bar,
        ax=ax,
    )
