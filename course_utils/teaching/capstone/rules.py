"""The rules of a case: what may be measured and given, and what that costs in points and days."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from course_utils.modelling import Model
from course_utils.modelling.errors import unknown_name
from course_utils.modelling.units import in_words
from course_utils.models import MODELS


@dataclass(frozen=True)
class Assay:
    """A measurement that a case offers.

    Parameters
    ----------
    name, label
        What code calls it, and what a reader calls it.
    reads
        A state, an observable or a parameter of the model.
    by
        How it is measured.
    unit
        As the model has it.
    points
        What it costs; illustrative.
    days
        How long until it is done.
    error
        Standard deviation of the logarithm of the factor by which it errs.
    share
        Whether it is never above 1.
    """

    name: str
    label: str
    reads: str
    by: str
    unit: str
    points: float
    days: float
    error: float
    share: bool = False


@dataclass(frozen=True)
class Rules:
    """All that is fixed about the cases of one tumour; see cases.toml.

    Parameters
    ----------
    model
        What happens in the patient.
    title, story
        What a reader calls the tumour, and a sentence or two about it.
    budget
        Points for measurements and treatments together.
    days
        The last day.
    tumour
        The state or observable that is the tumour.
    limit
        The size that a patient of the trial shall not reach, in its unit.
    floor
        Sizes below it count as equally small.
    standard
        The courses that the trial compares with.
    assays
        By name.
    toll
        Points a day or a dose, by treatment.
    search
        What the simple search tries, by treatment.
    """

    model: Model
    title: str
    story: str
    budget: float
    days: float
    tumour: str
    limit: float
    floor: float
    standard: tuple[Mapping[str, Any], ...]
    assays: Mapping[str, Assay]
    toll: Mapping[str, float]
    search: Mapping[str, Mapping[str, Any]]

    @property
    def unit(self) -> str:
        """The unit of the tumour in words."""
        return in_words(_declared(self.model, self.tumour).unit)


@lru_cache(maxsize=1)
def all_rules() -> dict[str, Rules]:
    """Return the rules of every tumour, by the name of its model."""
    text = files("course_utils.teaching.capstone").joinpath("cases.toml").read_text("utf-8")
    return {name: _rules(MODELS[name], entry) for name, entry in tomllib.loads(text).items()}


def rules_of(tumour: str) -> Rules:
    """Return the rules of one tumour.

    Raises
    ------
    ModelError
        If there is none of that name; the sentence lists those that there are.
    """
    if str(tumour) not in all_rules():
        raise unknown_name("tumour", str(tumour), all_rules(), owner="Chapter 10")
    return all_rules()[tumour]


def _rules(model: Model, entry: dict[str, Any]) -> Rules:
    assays = {}
    for name, fields in entry.pop("assays").items():
        declared = _declared(model, fields["reads"])
        by = fields.pop("by", None) or declared.measured_by
        assays[name] = Assay(name, by=by, unit=declared.unit, **fields)
    standard = tuple(entry.pop("standard"))
    return Rules(model, standard=standard, assays=assays, **entry)


def _declared(model: Model, name: str) -> Any:
    return {**model.parameters, **model.states, **model.observables}[name]
