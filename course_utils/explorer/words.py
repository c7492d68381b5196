"""Pieces of the sentences that describe a figure's picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from course_utils.modelling import Model


def amount(value: float, unit: str) -> str:
    """Return a number of three digits with its unit."""
    # Rounded first: 1330, and not 1.33e+03.
    return f"{float(f'{value:.3g}'):g} {unit}".strip()


def listed(words: Sequence[str]) -> str:
    """Join words with commas and a last "and"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def windows_within(
    model: Model, courses: Iterable[Mapping[str, Any]], days: Sequence[float]
) -> list[tuple[str, float, float]]:
    """Return the windows of treatment, as far as they lie within the days of a picture.

    Each is (label, first day, last day).
    """
    first, last = days
    return [
        (
            model.treatments[course["name"]].label,
            max(course["from"], first),
            min(course["to"], last),
        )
        for course in courses
        if "from" in course and course["from"] < last and course["to"] > first
    ]


def courses_in_words(model: Model, courses: Iterable[Mapping[str, Any]]) -> list[str]:
    """Say in a sentence each when which treatment is given."""
    sentences = []
    for course in courses:
        label = model.treatments[course["name"]].label
        when = (
            f"from day {course['from']:g} to day {course['to']:g}"
            if "from" in course
            else f"on day {listed([f'{day:g}' for day in course['at']])}"
        )
        sentences.append(f"{label} {when}.")
    return sentences
