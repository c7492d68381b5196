"""One look for every matplotlib picture of the course, and one way to show it with its words."""

from __future__ import annotations

import base64
import html
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK = "#24292f"
QUIET = "#6a737d"
GRID = "#e4e7eb"

WIDTH = 5.6  # inches of a picture as wide as the text
SMALL = 10  # points of the smallest words of such a picture

_STYLE: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.2,
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    # So narrow that words of 10 points are still read where a phone shows it 350 pixels wide.
    "figure.figsize": (WIDTH, 3.6),
    "figure.facecolor": "white",
    "figure.constrained_layout.use": True,
    # A third of a point is too small to be seen, and makes a curve half as many bytes.
    "path.simplify_threshold": 0.33,
    # The reader's own font, and the same file on every run.
    "svg.fonttype": "none",
    "svg.hashsalt": "cold-to-warm",
}


@dataclass(frozen=True)
class Actor:
    """How one kind of cell or substance looks in every figure.

    Parameters
    ----------
    label
        What the legend calls it.
    light, dark
        Its colour on a light and on a dark ground; both keep 3:1 contrast.
    dash
        Its dash pattern in points, alternately drawn and left out; empty for a solid line.
    marker
        Its matplotlib marker.
    """

    label: str
    light: str
    dark: str
    dash: tuple[float, ...]
    marker: str

    @property
    def line(self) -> dict[str, Any]:
        """Keywords for matplotlib's `plot`."""
        # matplotlib counts dashes in line widths, the file in points.
        width = _STYLE["lines.linewidth"]
        dashes = (0, tuple(length / width for length in self.dash)) if self.dash else "-"
        return {"color": self.light, "linestyle": dashes}

    @property
    def points(self) -> dict[str, Any]:
        """Keywords for matplotlib's `plot` that draw measurements: markers without a line."""
        return {
            "color": self.light,
            "linestyle": "",
            "marker": self.marker,
            "markersize": 6.5,
            "markeredgecolor": "white",
            "markeredgewidth": 1.2,
        }


@lru_cache(maxsize=1)
def actors() -> dict[str, Actor]:
    """Read the one file of colours, which the pages and the live figures read too."""
    text = files("course_utils.plots").joinpath("actors.json").read_text(encoding="utf-8")
    return {
        name: Actor(**{**fields, "dash": tuple(fields["dash"])})
        for name, fields in json.loads(text).items()
    }


def actor(name: str) -> Actor:
    """Return the look of one actor, or say which there are."""
    if name not in actors():
        raise ValueError(f"There is no actor {name!r}; there are: {', '.join(actors())}.")
    return actors()[name]


@contextmanager
def course_style() -> Iterator[None]:
    """Draw in the course's style inside a ``with`` block."""
    with mpl.rc_context(_STYLE):
        yield


def use_course_style() -> None:
    """Draw in the course's style from here on; for the first cell of a notebook."""
    mpl.rcParams.update(_STYLE)


# On a phone an inch of a picture is not shown smaller than so many pixels; what is then wider
# than the text is there is moved sideways.
_PIXELS, _PHONE = 60, 350

_LONG = re.compile(r"-?\d+\.\d{3,}")
# A doctype, data about the file, and the names of groups, to which nothing refers.
_UNREAD = re.compile(
    r"<!DOCTYPE[^>]*>\s*|<metadata>.*?</metadata>\s*|(?<=<g) id=\"[^\"]*\"", re.DOTALL
)


def _gap(found: re.Match[str]) -> str:
    return "\n" if found[0].isspace() else ""


def _hundredths(found: re.Match[str]) -> str:
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Picture:
    """A drawn figure together with its description, for the last line of a cell.

    Parameters
    ----------
    figure
        The matplotlib figure.
    alt
        What is seen in it, for those who do not see it.
    """

    figure: Figure = field(repr=False)
    alt: str

    @property
    def svg(self) -> str:
        """The figure as SVG, the same on every run."""
        with course_style():
            buffer = io.StringIO()
            self.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        # Indentation, turns by nothing, and more than a hundredth of a point are nothing that is
        # seen, and half of the file. Only within tags: numbers in a picture's words stay.
        short = _UNREAD.sub("", buffer.getvalue())
        short = re.sub(r"\n\s+|(?<=\") transform=\"rotate\(-0 [^)]*\)\"", _gap, short)
        return re.sub(
            r"<[^>]*>",
            lambda tag: _LONG.sub(_hundredths, tag[0]),
            short,
        )

    @property
    def data_uri(self) -> str:
        """The SVG as an address that holds all its data."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()

    @property
    def html(self) -> str:
        """The picture with its description; one that is wide in a box that moves it sideways."""
        image = f'<img class="course-picture" alt="{html.escape(self.alt)}" src="{self.data_uri}">'
        least = round(_PIXELS * self.figure.get_figwidth())
        if least <= _PHONE:
            return image
        # The keyboard must be able to move it as well.
        return (
            '<div class="wide-picture" tabindex="0" role="group" aria-label="Wide picture" '
            f'style="--least: {least}px">{image}</div>'
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show the picture with its description, in notebooks and in the book."""
        return {
            "text/html": self.html,
            "text/plain": self.alt,
        }


def show(drawn: Figure | Axes, alt: str) -> Picture:
    """Show a figure with its description.

    Parameters
    ----------
    drawn
        The figure, or any of its axes.
    alt
        What is seen in it: the message first, then numbers.

    Raises
    ------
    ValueError
        If there is no description.
    """
    if len(alt.split()) < 4:
        raise ValueError("A picture needs a description of a few words (alt=...): what is seen?")
    figure = drawn.figure if isinstance(drawn, Axes) else drawn
    import matplotlib.pyplot as plt

    assert isinstance(figure, Figure)
    plt.close(figure)  # or the notebook would show it a second time, without its description
    return Picture(figure, alt)
