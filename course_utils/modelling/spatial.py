"""A model with space: the same states and processes, in a square with tissues.

Whoever knows nothing of space can run it too, and then runs it well mixed: as if everything were
stirred all the time, so that every tissue is its share of the square and nothing needs to travel.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import numpy as np
import sympy

from course_utils.modelling.checks import check_model, sampled
from course_utils.modelling.declarations import Diffusion, Resident
from course_utils.modelling.errors import ModelError
from course_utils.modelling.model import Model
from course_utils.modelling.units import parse_unit, require_unit


class SpatialModel(Model):
    """Base of every model with space.

    Beside what a `Model` declares it has tissues, which fill a square (its walls let nothing
    through); a `Diffusion` for every state that wanders; and `Resident` for a state that stays
    within one tissue. The rates of its processes hold at every point; a tissue's name in them is
    1 inside and 0 outside.

    `simulate` runs it well mixed, as do the page, the SBML file and every other engine without
    space; `simulate_space` runs it in the square.

    Parameters
    ----------
    **values
        Other values than the defaults, for parameters and start values, by name.

    Raises
    ------
    ModelError
        Also if a tissue is unknown or its size no length, if a diffusion coefficient is missing
        for a tissue, has another unit than mm2/day, or can be negative.
    """

    watched: ClassVar[str] = ""
    """The state whose pattern is read: hot, excluded or cold."""
    presets: ClassVar[Mapping[str, Mapping[str, float]]] = {}
    """Values that make a pattern, by its name."""

    @property
    def diffusions(self) -> Mapping[str, Diffusion]:
        """Diffusions by name, without those removed."""
        return self._of(Diffusion)

    @property
    def residents(self) -> Mapping[str, str]:
        """From each state that stays within one tissue to that tissue."""
        return {item.state: item.tissue for item in self._of(Resident).values()}

    @property
    def removable(self) -> list[str]:
        """Names of what `without` can take out."""
        return [*super().removable, *self.diffusions]

    @property
    def disc(self) -> str:
        """Name of the tissue that is a disc; the other lies around it."""
        return next(name for name, tissue in self.tissues.items() if tissue.disc)

    @property
    def radius(self) -> float:
        """Radius of the disc in mm."""
        return self.values[str(self.tissues[self.disc].disc)]

    @property
    def side(self) -> float:
        """Side of the square in mm."""
        return self.values[str(self.tissues[self.disc].side)]

    def preset(self, name: str) -> Self:
        """Return the model with the values of a preset, such as ``"excluded"``."""
        if name not in self.presets:
            raise ModelError(
                f"The model {self.name!r} has no preset called {name!r}. "
                f"It has: {', '.join(self.presets)}."
            )
        return self.set(**self.presets[name])

    def _check(self) -> None:
        check_model(self)
        title = type(self).__name__
        self._check_tissues(title)
        for name, item in self.diffusions.items():
            self._check_diffusion(name, item, title)
        for state, tissue in self.residents.items():
            self._check_resident(state, tissue, title)
        if self.watched not in self.states:
            raise ModelError(
                f"The model {title} watches {self.watched!r}, which is not a state; "
                f"the states are: {', '.join(self.states)}."
            )
        for values in self.presets.values():
            self._checked_values(values)

    def _check_tissues(self, title: str) -> None:
        discs = [tissue for tissue in self.tissues.values() if tissue.disc]
        if len(discs) != 1 or len(self.tissues) != 2:
            raise ModelError(
                f"The model {title} needs two tissues: a disc, and what lies outside it; "
                f"it has: {', '.join(self.tissues) or 'none'}."
            )
        for size in map(str, (discs[0].disc, discs[0].side)):
            if size not in self.parameters or self.parameters[size].unit != "mm":
                raise ModelError(
                    f"The tissue {discs[0].name!r} of {title} has the size {size!r}; "
                    "give a parameter in mm."
                )

    def _check_diffusion(self, name: str, item: Diffusion, title: str) -> None:
        where = f"The diffusion {name!r} of {title}"
        if item.state not in self.states:
            raise ModelError(
                f"{where} moves {item.state!r}, which is not a state; "
                f"the states are: {', '.join(self.states)}."
            )
        if sum(other.state == item.state for other in self.diffusions.values()) > 1:
            raise ModelError(f"{where} moves {item.state!r}, which another diffusion moves too.")
        for tissue in item.within:
            if tissue not in self.tissues:
                raise ModelError(
                    f"{where} names the tissue {tissue!r}, which is not declared; "
                    f"the tissues are: {', '.join(self.tissues)}."
                )
        for tissue in self.tissues:
            if tissue not in item.within:
                raise ModelError(f"{where} does not say how fast it is in the tissue {tissue!r}.")
        units = {key: parse_unit(value.unit) for key, value in self.parameters.items()}
        units |= {key: parse_unit("1") for key in self.windows}
        for tissue, coefficient in item.within.items():
            formula = sympy.sympify(coefficient)
            strange = sorted(s.name for s in formula.free_symbols if s.name not in units)
            if strange:
                raise ModelError(
                    f"{where} depends on {strange[0]!r} in {tissue!r}; "
                    "it may depend on parameters and windows of treatment."
                )
            require_unit(formula, "mm2/day", units, f"the diffusion {name!r} in {tissue!r}")
            values = sampled(self, [formula])[0]
            if not np.all(values >= 0):
                raise ModelError(f"{where} can be negative or undefined in {tissue!r}.")

    def _check_resident(self, state: str, tissue: str, title: str) -> None:
        if state not in self.states:
            raise ModelError(
                f"The resident {state!r} of {title} is not a state; "
                f"the states are: {', '.join(self.states)}."
            )
        if tissue not in self.tissues:
            raise ModelError(
                f"The state {state!r} of {title} is a resident of {tissue!r}, which is no tissue; "
                f"the tissues are: {', '.join(self.tissues)}."
            )
        if any(item.state == state for item in self.diffusions.values()):
            raise ModelError(
                f"The state {state!r} of {title} cannot both wander and stay in {tissue!r}."
            )

    def coefficients(self, constants: Mapping[str, float]) -> dict[str, dict[str, float]]:
        """Return the diffusion coefficient of each wandering state in each tissue, in mm2/day.

        Parameters
        ----------
        constants
            Values of parameters and windows.
        """
        numbers: dict[Any, float] = {}
        for item in self.diffusions.values():
            for formula in item.within.values():
                for free in sympy.sympify(formula).free_symbols:
                    # A window that was taken out never opens.
                    numbers[free] = constants.get(free.name, 0.0)
        return {
            item.state: {
                tissue: float(sympy.sympify(formula).subs(numbers))
                for tissue, formula in item.within.items()
            }
            for item in self.diffusions.values()
        }
