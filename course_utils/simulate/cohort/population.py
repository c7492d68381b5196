"""Who the virtual patients are: which numbers of a model differ between them, and how."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from course_utils.modelling import Model, ModelError
from course_utils.modelling.errors import nonnegative_number, unknown_name
from course_utils.simulate.cohort.normals import Array, exponential, normals, uniforms

# The most extreme normal number that can be drawn: of the middle of the last of 2**32 pieces.
_EXTREME = float(normals(np.array([1.0 - 0.5 / 2**32]))[0])
_SYMMETRIC = 1e-12


@dataclass(frozen=True)
class LogNormal:
    """Multiply a number by a factor whose logarithm is normal: as often doubled as halved.

    Parameters
    ----------
    sd
        Standard deviation of the natural logarithm of the factor; the median factor is 1. With
        0.7, two of three patients lie between half and double.
    """

    kind: ClassVar[str] = "log-normal"
    sd: float

    def __post_init__(self) -> None:
        """Refuse what is no standard deviation."""
        nonnegative_number(self.sd, "The standard deviation of a log-normal factor")

    def values(self, centre: float, z: Array) -> Array:
        """Return the numbers of patients from the model's own and their normal numbers."""
        return centre * exponential(self.sd * z)

    def extremes(self, centre: float) -> tuple[float, float]:
        """Return the lowest and the highest number that can be drawn."""
        most = math.exp(self.sd * _EXTREME)
        return centre / most, centre * most


@dataclass(frozen=True)
class Normal:
    """Add a normal number, in the unit of what varies.

    Parameters
    ----------
    sd
        Standard deviation. It has to be less than a sixth of the number itself, or some patient's
        would be negative.
    """

    kind: ClassVar[str] = "normal"
    sd: float

    def __post_init__(self) -> None:
        """Refuse what is no standard deviation."""
        nonnegative_number(self.sd, "The standard deviation of a normal number")

    def values(self, centre: float, z: Array) -> Array:
        """Return the numbers of patients from the model's own and their normal numbers."""
        return centre + self.sd * z

    def extremes(self, centre: float) -> tuple[float, float]:
        """Return the lowest and the highest number that can be drawn."""
        return centre - self.sd * _EXTREME, centre + self.sd * _EXTREME


@dataclass(frozen=True)
class Uniform:
    """Take any number between two limits, each as likely, whatever the model's own is.

    Parameters
    ----------
    low, high
        The limits, in the unit of what varies.
    """

    kind: ClassVar[str] = "uniform"
    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse limits in the wrong order."""
        nonnegative_number(self.low, "The lower limit of a uniform number")
        nonnegative_number(self.high, "The upper limit of a uniform number")
        if self.high <= self.low:
            raise ModelError(
                f"A uniform number would lie between {self.low:g} and {self.high:g}; "
                "the upper limit must be above the lower one."
            )

    def values(self, centre: float, u: Array) -> Array:  # noqa: ARG002  (as the others)
        """Return the numbers of patients from their even numbers between 0 and 1."""
        return self.low + (self.high - self.low) * u

    def extremes(self, centre: float) -> tuple[float, float]:  # noqa: ARG002  (as the others)
        """Return the lowest and the highest number that can be drawn."""
        return self.low, self.high


Distribution = LogNormal | Normal | Uniform
_KINDS: dict[str, type[Distribution]] = {kind.kind: kind for kind in (LogNormal, Normal, Uniform)}


@dataclass(frozen=True)
class Population:
    """Describe virtual patients once, for Python and for the browser alike.

    Parameters
    ----------
    varies
        How each parameter or start value differs between patients, by name. The order counts: it
        is the order in which a patient's numbers are drawn.
    correlations
        Between pairs of names that are normal or log-normal: ``{("rB", "rS"): 0.5}``, of the
        normal numbers behind them.
    label
        What a reader calls these patients.
    source
        Where the numbers come from: a key of the bibliography, or ``"illustrative"``.

    Raises
    ------
    ModelError
        If nothing varies, a source is missing, or correlations contradict each other.

    Notes
    -----
    A patient is one seed, from which xoshiro128** draws one even number for each name, in order.
    Those of normal and log-normal numbers become normal by AS 241, then correlated by the lower
    triangular matrix ``mixing`` of `to_dict`, each row summed from left to right. None of it needs
    more than the four operations and the root, so every machine draws the same patients.

    Examples
    --------
    ``Population({"pS": LogNormal(0.6), "rB": LogNormal(0.1)}, source="illustrative")``
    """

    varies: Mapping[str, Distribution]
    correlations: Mapping[tuple[str, str], float] = field(default_factory=dict)
    label: str = "virtual patients"
    source: str = "illustrative"

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        if not self.varies:
            raise ModelError("Nothing varies in this population; name at least one number.")
        for name, distribution in self.varies.items():
            if not isinstance(distribution, Distribution):
                raise ModelError(
                    f"{name!r} varies as {distribution!r}; give LogNormal(sd), Normal(sd) or "
                    "Uniform(low, high)."
                )
        if not self.source:
            raise ModelError(
                'A population needs a source: a key of the bibliography, or "illustrative".'
            )
        _mixing(self)

    def __hash__(self) -> int:
        """Hash what equality compares."""
        return hash(json.dumps(self.to_dict(), sort_keys=True))

    def check(self, model: Model) -> None:
        """Refuse a population that does not suit a model.

        Raises
        ------
        ModelError
            If a name is unknown, or some patient's number could be negative, or, for a share,
            above 1.
        """
        known = [*model.parameters, *model.states]
        for name, distribution in self.varies.items():
            if name not in known:
                raise unknown_name(
                    "parameter or state", name, known, owner=f"The model {model.name!r}"
                )
            centre = model.values[name]
            low, high = distribution.extremes(centre)
            if low < 0:
                raise ModelError(
                    f"{name!r} is {centre:g} with a normal standard deviation of "
                    f"{getattr(distribution, 'sd', 0):g}, so some patients would have a negative "
                    "one; make it smaller, or use LogNormal, which is never negative."
                )
            most = self.at_most(model, name)
            if most is not None and high > most:
                raise ModelError(
                    f"{name!r} can be at most {most:g}, but some patients would have up to "
                    f"{high:.3g}; use Uniform(low, high), or a smaller standard deviation."
                )

    def at_most(self, model: Model, name: str) -> float | None:
        """Return the highest value that a number can have, 1 for a share; None if there is none."""
        if name in model.states:
            return model.states[name].at_most
        parameter = model.parameters[name]
        is_share = parameter.unit == "1" and parameter.range is not None and parameter.range[1] == 1
        return 1.0 if is_share else None

    def draw(self, seeds: list[int]) -> dict[str, Array]:
        """Return each patient's even or normal numbers by name, each of shape ``(patients,)``."""
        names = list(self.varies)
        u = uniforms(seeds, len(names))
        even = {
            name: u[:, i] for i, name in enumerate(names) if isinstance(self.varies[name], Uniform)
        }
        bell = [name for name in names if name not in even]
        z = {name: normals(u[:, names.index(name)]) for name in bell}
        mixed = {}
        for name, row in zip(bell, _mixing(self), strict=True):
            total = row[0] * z[bell[0]]
            for weight, other in zip(row[1:], bell[1:], strict=False):
                total = total + weight * z[other]
            mixed[name] = total
        return {name: even[name] if name in even else mixed[name] for name in names}

    def values(self, model: Model, drawn: Mapping[str, Array]) -> dict[str, Array]:
        """Return each patient's numbers by name, around the values of a model."""
        own = model.values
        return {
            name: distribution.values(own[name], drawn[name])
            for name, distribution in self.varies.items()
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the form that the browser reads; `from_dict` makes a population of it again."""
        return {
            "label": self.label,
            "source": self.source,
            "varies": [
                {"name": name, "kind": distribution.kind, **vars(distribution)}
                for name, distribution in self.varies.items()
            ],
            "correlations": [[a, b, value] for (a, b), value in self.correlations.items()],
            "mixing": _mixing(self),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Population:
        """Make a population of what `to_dict` returned.

        Raises
        ------
        ModelError
            If it is no such form.
        """
        try:
            varies = {
                item["name"]: _KINDS[item["kind"]](
                    **{key: item[key] for key in item if key not in ("name", "kind")}
                )
                for item in data["varies"]
            }
            return cls(
                varies,
                {(a, b): value for a, b, value in data["correlations"]},
                data["label"],
                data["source"],
            )
        except (KeyError, TypeError) as error:
            raise ModelError(
                f"This is no population ({type(error).__name__}: {error}); it needs label, "
                f"source, correlations and varies, whose kinds are {', '.join(_KINDS)}."
            ) from error

    def to_json(self) -> str:
        """Return the same as text."""
        return json.dumps(self.to_dict())

    @classmethod
    def from_json(cls, text: str) -> Population:
        """Make a population of what `to_json` returned."""
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise ModelError(f"This is no population: it is not JSON ({error}).") from error
        return cls.from_dict(data)


def _mixing(population: Population) -> list[list[float]]:
    """Return the Cholesky factor of the correlations, worked out with the root alone."""
    names = [name for name, how in population.varies.items() if not isinstance(how, Uniform)]
    size = len(names)
    matrix = np.eye(size)
    for (a, b), value in population.correlations.items():
        for name in (a, b):
            if name not in names:
                raise unknown_name(
                    "normal or log-normal number", name, names, owner="This population"
                )
        if a == b or not -1 < float(value) < 1:
            raise ModelError(
                f"The correlation of {a!r} and {b!r} is {value:g}; it must lie between −1 and 1, "
                "for two different numbers."
            )
        i, j = names.index(a), names.index(b)
        if abs(matrix[i, j]) > 0 and abs(matrix[i, j] - value) > _SYMMETRIC:
            raise ModelError(f"The correlation of {a!r} and {b!r} is given twice, differently.")
        matrix[i, j] = matrix[j, i] = value
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = float(matrix[i, j]) - sum(lower[i][k] * lower[j][k] for k in range(j))
            if i == j and rest <= _SYMMETRIC:
                raise ModelError(
                    f"The correlations of {names[i]!r} contradict each other: no patients could "
                    "have them all; make one of them weaker."
                )
            lower[i][j] = math.sqrt(rest) if i == j else rest / lower[j][j]
    return lower
