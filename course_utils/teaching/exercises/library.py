"""Find an exercise by its id; a chapter's file is loaded when one of its exercises is asked for."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from importlib.resources import files

from course_utils.teaching.exercises.exercise import Exercise


@lru_cache(maxsize=1)
def chapters() -> tuple[int, ...]:
    """Return the numbers of the chapters that have exercises, in order."""
    names = (item.name for item in files(__package__).iterdir())
    found = (re.fullmatch(r"chapter_(\d\d)\.py", name) for name in names)
    return tuple(sorted(int(match[1]) for match in found if match))


@lru_cache
def exercises_of(chapter: int) -> dict[str, Exercise]:
    """Return a chapter's exercises by their ids.

    Raises
    ------
    ValueError
        If two have the same id, or one has the id of another chapter.
    """
    listed: tuple[Exercise, ...] = import_module(f"{__package__}.chapter_{chapter:02d}").EXERCISES
    found: dict[str, Exercise] = {}
    for exercise in listed:
        if exercise.id in found or not exercise.id.startswith(f"{chapter}."):
            raise ValueError(
                f"Chapter {chapter} lists an exercise {exercise.id!r}; each needs an id of its "
                f"own that begins with '{chapter}.'."
            )
        found[exercise.id] = exercise
    return found


def find_exercise(id_: str) -> Exercise:
    """Return the exercise with an id.

    Raises
    ------
    LookupError
        If there is none; the sentence lists those that there are.
    """
    chapter, _, _ = id_.partition(".")
    number = int(chapter) if chapter.isdecimal() else -1
    known = exercises_of(number) if number in chapters() else {}
    if id_ in known:
        return known[id_]
    if known:
        raise LookupError(f"Chapter {chapter} has no exercise {id_!r}; it has: {', '.join(known)}.")
    listed = ", ".join(map(str, chapters()))
    raise LookupError(
        f"There is no exercise {id_!r}: write the chapter and the number, such as '2.1'. "
        f"Chapters with exercises: {listed}."
    )
