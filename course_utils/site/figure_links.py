"""Links to settings of live figures: whether a page can show what they ask for.

The script that follows a link (``explorer/frontend/src/view/share/address.js``) forgives much and
can do more, because readers make links too. What the course writes itself is held to scenarios,
values and treatments, and to each of these being possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from course_utils.modelling.errors import unknown_name
from course_utils.site.page_figures import PageFigure

_NUMBER = r"\d+(?:\.\d+)?"
_WINDOW = re.compile(rf"({_NUMBER})-({_NUMBER})")
_DOSES = re.compile(rf"({_NUMBER})(?:-({_NUMBER})/{_NUMBER})?")
_SIZE = re.compile(rf"x{_NUMBER}$")
_FORMS = {
    "window": "write windows such as 5-30,45-60, each with its end after its start, or none",
    "pulse": "write days such as 5,12 or 5-59/1, with x2 after them for another size, or none",
}


def figure_link_problems(link: str, figures: Sequence[PageFigure]) -> list[str]:
    """Say what of a link its page cannot show; nothing if it can show all of it.

    Parameters
    ----------
    link
        Such as ``"#figure=surveillance-1&scenario=2&s=0.02&immunosuppression=45-63"``.
    figures
        Those of the page, from `page_figures`.
    """
    (_, key), *settings = [
        (name, unquote(value))
        for name, _, value in (part.partition("=") for part in link.removeprefix("#").split("&"))
    ]
    there = {figure.key: figure for figure in figures}
    if key not in there:
        return [str(unknown_name("figure", key, list(there), owner="The page"))]
    return list(_setting_problems(there[key], settings))


def _setting_problems(figure: PageFigure, settings: Sequence[tuple[str, str]]) -> Iterator[str]:
    model = figure.spec["model"]
    ranges = {item["name"]: item["range"] for item in (*model["parameters"], *model["states"])}
    kinds = {treatment["name"]: treatment["kind"] for treatment in model["treatments"]}
    # The start of a state may stand fast.
    known = [name for name, range_ in ranges.items() if range_] + list(kinds)
    owner = f"The figure {figure.key}"
    names = [name for name, _ in settings]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{owner} is given {name} more than once."
    for name, value in settings:
        if name == "scenario":
            labels = figure.scenarios
            if value not in (*labels, *map(str, range(1, len(labels) + 1))):
                yield str(unknown_name("scenario", value, labels, owner=owner))
        elif name not in known:
            yield str(unknown_name("slider or treatment", name, known, owner=owner))
        elif name in kinds:
            if not _can_be_given(kinds[name], value, figure.view["days"]):
                yield f"{owner} cannot give {name} as {value!r}: {_FORMS[kinds[name]]}."
        elif not _within(value, ranges[name]):
            low, high = ranges[name]
            yield f"{owner} cannot set {name} to {value!r}: from {low:g} to {high:g} is possible."


def _within(value: str, range_: Sequence[float]) -> bool:
    return bool(re.fullmatch(f"-?{_NUMBER}", value)) and range_[0] <= float(value) <= range_[1]


def _can_be_given(kind: str, value: str, days: Sequence[float]) -> bool:
    """Tell whether a course can be read, and begins while the figure runs."""
    if value == "none":
        return True
    form = _WINDOW if kind == "window" else _DOSES
    parts = value.split(",") if kind == "window" else _SIZE.sub("", value).split(",")
    found: list[Any] = [form.fullmatch(part) for part in parts]
    return all(
        each
        and days[0] <= float(each[1]) < days[1]
        and (each[2] is None or float(each[1]) < float(each[2]))
        for each in found
    )
