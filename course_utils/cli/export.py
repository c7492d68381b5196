"""Hand a model to other programs: as SBML, or as a table of numbers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from course_utils.cli.errors import CourseError
from course_utils.cli.models import one_model
from course_utils.cli.root import find_root
from course_utils.modelling import Course, Model, ModelError
from course_utils.modelling.errors import unknown_name


def export_sbml(
    name: str,
    output: Path | None = None,
    *,
    settings: Sequence[str] = (),
    treatments: Sequence[str] = (),
) -> None:
    """Write a model as SBML.

    Parameters
    ----------
    name
        The model.
    output
        The file; the terminal if None.
    settings
        Other values than the defaults, each as ``"NAME=VALUE"``.
    treatments
        Each as ``"NAME:FROM-TO"``, or as ``"NAME:DAY,DAY"`` for doses.

    Raises
    ------
    CourseError
        If a name, a value or the file's folder is not there, or the model has a function that
        SBML lacks.
    """
    from course_utils.compile import sbml

    model = _model(name, settings)
    with _in_one_sentence():
        document = sbml(model, _courses(model, treatments), _dois())
    _write(document, output, f"The model {name!r} as SBML Level 3 Version 2")


def export_csv(
    name: str,
    output: Path | None = None,
    *,
    settings: Sequence[str] = (),
    treatments: Sequence[str] = (),
    days: float = 200,
    points: int = 201,
) -> None:
    """Write a run of a model as a table: one row a time, one column a state or observable.

    Parameters
    ----------
    name, output, settings, treatments
        As for `export_sbml`.
    days
        How long the run lasts.
    points
        How many rows there are, evenly spaced in time.

    Raises
    ------
    CourseError
        If a name, a value or the file's folder is not there, or the run is not possible.
    """
    from course_utils.simulate import simulate

    model = _model(name, settings)
    with _in_one_sentence():
        run = simulate(model, (0, days), points, _courses(model, treatments))
    declared = {**model.states, **model.observables}
    heads = {key: f"{key} ({item.unit})" for key, item in declared.items() if item.unit != "1"}
    table = run.to_frame().rename(columns=heads).rename_axis("day")
    _write(table.to_csv(lineterminator="\n"), output, f"The run of {name!r} over {days:g} days")


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    """End the command with a model's error as its sentence."""
    try:
        yield
    except ModelError as error:
        raise CourseError(str(error)) from error


def _model(name: str, settings: Iterable[str]) -> Model:
    values = {}
    for setting in settings:
        key, _, text = setting.partition("=")
        values[key.strip()] = _number(text, f"--set {setting}", "NAME=VALUE, such as s=0.033")
    with _in_one_sentence():
        return one_model(name).set(**values)


def _courses(model: Model, treatments: Iterable[str]) -> list[Course]:
    """Read treatments, such as ``"denosumab:15,22"`` and ``"anti_pd1:15-36"``."""
    courses = []
    for given in treatments:
        name, _, when = given.partition(":")
        if name not in model.treatments:
            raise unknown_name(
                "treatment", name, model.treatments, owner=f"The model {model.name!r}"
            )
        treatment = model.treatments[name]
        form = "NAME:FROM-TO" if treatment.is_window else "NAME:DAY or NAME:DAY,DAY"
        parts = when.split("-" if treatment.is_window else ",")
        if treatment.is_window and len(parts) != 2:
            raise CourseError(f"--treat {given} is not in the form {form}.")
        numbers = [_number(part, f"--treat {given}", form) for part in parts]
        plan = treatment.during if treatment.is_window else treatment.at
        courses.append(plan(*numbers))
    return courses


def _number(text: str, option: str, form: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise CourseError(f"{option} is not in the form {form}: {text!r} is no number.") from None


def _dois() -> dict[str, str]:
    """Return the DOI of each key of the course's bibliography; none outside the course."""
    from course_utils.site.bibliography import dois

    with suppress(CourseError):
        return dois([find_root() / "book" / "references.bib"])
    return {}


def _write(text: str, output: Path | None, what: str) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(
            f"There is no folder {output.parent}; make it first, or write somewhere else."
        ) from None
    except OSError as error:
        raise CourseError(f"{output} cannot be written: {error.strerror}.") from error
    sys.stdout.write(f"{what} is in {output}.\n")
