"""Models by the names that a user of the command line gives."""

from __future__ import annotations

from collections.abc import Sequence

from course_utils.cli.errors import CourseError
from course_utils.modelling import Model
from course_utils.modelling.errors import unknown_name
from course_utils.models import MODELS


def chosen_models(names: Sequence[str]) -> list[Model]:
    """Return the models of these names; all if none is given.

    Raises
    ------
    CourseError
        If there is no model of a name.
    """
    return [one_model(name) for name in names or MODELS]


def one_model(name: str) -> Model:
    """Return the model of a name, or say which names there are."""
    if name not in MODELS:
        raise CourseError(str(unknown_name("model", name, MODELS, owner="The course")))
    return MODELS[name]
