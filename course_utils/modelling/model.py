"""The model: a class body that reads like biology, and the frozen value that it becomes."""

from __future__ import annotations

import inspect
import keyword
import math
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeVar

from course_utils.modelling.checks import check_model
from course_utils.modelling.declarations import (
    Baseline,
    Claim,
    Declaration,
    Observable,
    Outcome,
    Parameter,
    Process,
    Standing,
    State,
    Tissue,
    Treatment,
)
from course_utils.modelling.errors import ModelError, nonnegative_number, unknown_name
from course_utils.modelling.symbols import symbol

_D = TypeVar("_D", bound=Declaration)
_M = TypeVar("_M", bound="Model")


class _Body(dict[str, Any]):
    """Namespace of a class body: a declaration becomes a symbol as soon as it has a name."""

    def __init__(self, model: str) -> None:
        super().__init__()
        self.model = model
        self.declarations: dict[str, Declaration] = {}

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self.declarations:
            raise ModelError(f"The model {self.model} declares {name!r} twice; names are unique.")
        if not isinstance(value, Declaration):
            super().__setitem__(name, value)
            return
        if keyword.iskeyword(name) or hasattr(Model, name) or name.startswith("_"):
            raise ModelError(
                f"The model {self.model} cannot use {name!r} as a name: it means something else."
            )
        if getattr(value, "name", name) != name:
            raise ModelError(
                f"The model {self.model} gives one {value.kind} two names: "
                f"{value.name!r} and {name!r}."
            )
        value._keep(name=name)
        self.declarations[name] = value
        as_symbol = value.is_symbol or (isinstance(value, Treatment) and value.is_window)
        super().__setitem__(name, symbol(name) if as_symbol else value)


class _ModelMeta(type):
    @classmethod
    def __prepare__(cls, name: str, bases: tuple[type, ...], /, **_: Any) -> dict[str, Any]:
        return {} if not bases else _Body(name)

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _ModelMeta:
        if not isinstance(body, _Body):
            return super().__new__(mcs, name, bases, body)
        plain = {key: value for key, value in body.items() if key not in body.declarations}
        plain["declarations"] = MappingProxyType(dict(body.declarations))
        return super().__new__(mcs, name, bases, plain)


class Model(metaclass=_ModelMeta):
    """Base of every model.

    Write a subclass whose body declares parameters, states, processes and the rest; make one
    instance of it. The instance is a frozen, picklable value: `set` and `without` give others.

    Parameters
    ----------
    **values
        Other values than the defaults, for parameters and start values, by name.

    Raises
    ------
    ModelError
        If the model is not complete or not consistent (a missing unit or source, units that do
        not agree, a rate that can be negative), or a value is not allowed.
    """

    declarations: ClassVar[Mapping[str, Declaration]] = MappingProxyType({})
    leaves_out: ClassVar[tuple[str, ...]] = ()
    """What the model leaves out, a sentence each; the reference page lists them."""
    standing: ClassVar[Standing] = "illustrative"
    """What its numbers are worth: measured, of the right size, or chosen for teaching."""
    _values: Mapping[str, float]
    _removed: tuple[str, ...]

    def __init__(self, **values: float) -> None:
        object.__setattr__(self, "_values", MappingProxyType({}))
        object.__setattr__(self, "_removed", ())
        if "_checked" not in type(self).__dict__:
            self._check()
            type(self)._checked = True  # type: ignore[attr-defined]  # once a class is enough
        if values:
            object.__setattr__(self, "_values", self._checked_values(values))

    def _check(self) -> None:
        """Refuse a definition that is incomplete or inconsistent."""
        check_model(self)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse changes in place."""
        raise ModelError(f"A model is never changed in place; use model.set({name}=...).")

    def __getattr__(self, name: str) -> Any:
        """Give the declaration of that name."""
        if name in type(self).declarations:
            return type(self).declarations[name]
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")

    def __repr__(self) -> str:
        """Show the name and what differs from the defaults."""
        changes = ", ".join(f"{name}={value:g}" for name, value in self._values.items())
        without = f", without {', '.join(self._removed)}" if self._removed else ""
        return f"{type(self).__name__}({changes}{without})"

    def __eq__(self, other: object) -> bool:
        """Two models are equal if their definition, values and removed processes are."""
        if not isinstance(other, Model):
            return NotImplemented
        return self.structure == other.structure and dict(self._values) == dict(other._values)

    def __hash__(self) -> int:
        """Hash what equality compares."""
        return hash((self.structure, frozenset(self._values.items())))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the class by name and the values, not the formulas."""
        return _rebuild, (type(self), dict(self._values), self._removed)

    # What it is made of

    @property
    def name(self) -> str:
        """Name in code: the class name in lower case with underscores."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(self).__name__).lower()

    @property
    def structure(self) -> tuple[type[Model], tuple[str, ...]]:
        """What decides the equations: the class and the removed processes, but no values."""
        return type(self), self._removed

    @property
    def title(self) -> str:
        """First line of the docstring."""
        return (inspect.getdoc(type(self)) or "").partition("\n")[0].rstrip(".")

    @property
    def description(self) -> str:
        """The docstring after its first line."""
        return (inspect.getdoc(type(self)) or "").partition("\n")[2].strip()

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Parameters by name."""
        return self._of(Parameter)

    @property
    def states(self) -> Mapping[str, State]:
        """States by name."""
        return self._of(State)

    @property
    def baselines(self) -> Mapping[str, Baseline]:
        """Numbers worked out once before the run begins, by name."""
        return self._of(Baseline)

    @property
    def tissues(self) -> Mapping[str, Tissue]:
        """Tissues by name; only a spatial model has any. They are among the baselines too."""
        return self._of(Tissue)

    @property
    def processes(self) -> Mapping[str, Process]:
        """Processes by name, without those removed."""
        return self._of(Process)

    @property
    def observables(self) -> Mapping[str, Observable]:
        """Observables by name."""
        return self._of(Observable)

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Outcomes by name, in the order in which they are tried."""
        return self._of(Outcome)

    @property
    def treatments(self) -> Mapping[str, Treatment]:
        """Treatments by name, without those removed."""
        return self._of(Treatment)

    @property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by their number in the text, such as ``"C2.1a"``."""
        return MappingProxyType({claim.number: claim for claim in self._of(Claim).values()})

    @property
    def windows(self) -> list[str]:
        """Names of the treatments that are windows, whose switches stand in the rates."""
        return [
            name
            for name, declaration in type(self).declarations.items()
            if isinstance(declaration, Treatment) and declaration.is_window
        ]

    @property
    def constants(self) -> list[str]:
        """Names that hold still between two actions: parameters, windows, then baselines."""
        return [*self.parameters, *self.windows, *self.baselines]

    @property
    def counted(self) -> Mapping[str, float]:
        """States that a run by chance counts, with what a single one is in the state's unit."""
        return MappingProxyType(
            {name: state.single for name, state in self.states.items() if state.single is not None}
        )

    @property
    def removable(self) -> list[str]:
        """Names of what `without` can take out."""
        return [*self.processes, *self.treatments]

    @property
    def jumps(self) -> Mapping[str, float]:
        """Processes that change a counted state, with what a single one is in its unit.

        In a run by chance they happen at moments, one by one; the others go on all the time.
        """
        sizes = {
            name: [self.counted[state] for state in process.changes if state in self.counted]
            for name, process in self.processes.items()
        }
        return MappingProxyType({name: size[0] for name, size in sizes.items() if size})

    def _of(self, kind: type[_D]) -> Mapping[str, _D]:
        return MappingProxyType(
            {
                name: declaration
                for name, declaration in type(self).declarations.items()
                if isinstance(declaration, kind) and name not in self._removed
            }
        )

    # Values

    @property
    def values(self) -> dict[str, float]:
        """Value of every parameter, then of every start value and baseline, in their units."""
        values = {
            name: self._values.get(name, float(parameter.default))
            for name, parameter in self.parameters.items()
        }
        # One after another, because a start value may follow from those before it.
        for name, tissue in self.tissues.items():
            _require_room(tissue, values)
            values[name] = nonnegative_number(
                _number(tissue.expression, values), f"The share of the tissue {name!r}"
            )
        for name, state in self.states.items():
            values[name] = (
                self._values[name]
                if name in self._values
                else nonnegative_number(
                    _number(state.start, values), f"The start value of {name!r}"
                )
            )
        for name, baseline in self.baselines.items():
            if name in self.tissues:
                continue
            values[name] = nonnegative_number(
                _number(baseline.expression, values), f"The baseline {name!r}"
            )
        return values

    @property
    def overrides(self) -> Mapping[str, float]:
        """Only the values that were set, not the defaults."""
        return self._values

    def evaluate(self, expression: Any) -> float:
        """Work out a formula of parameters with this model's values."""
        return _number(expression, self.values)

    def set(self, **values: float) -> Self:
        """Return the same model with other values of parameters or start values.

        Parameters
        ----------
        **values
            By name, in the units of the declarations.

        Raises
        ------
        ModelError
            If a name is unknown, or a value is negative or not a finite number.
        """
        merged = {**self._values, **self._checked_values(values)}
        return _rebuild(type(self), merged, self._removed)

    def without(self, *names: str) -> Self:
        """Return the model with some processes or treatments taken out: what if it were not so?"""
        for name in names:
            if name not in self.removable:
                raise unknown_name(
                    "process or treatment", name, self.removable, owner=f"The model {self.name!r}"
                )
        return _rebuild(type(self), dict(self._values), tuple(sorted({*self._removed, *names})))

    def holds(self, claim: Claim) -> bool:
        """Work out a claim's quantity with this model and say whether the claim holds."""
        return claim.admits(claim.quantity(self))

    def _checked_values(self, values: Mapping[str, object]) -> dict[str, float]:
        valid = [*self.parameters, *self.states]
        checked = {}
        for name, value in values.items():
            if name not in valid:
                raise unknown_name(
                    "parameter or state", name, valid, owner=f"The model {self.name!r}"
                )
            what = "The start value of" if name in self.states else "The parameter"
            checked[name] = nonnegative_number(value, f"{what} {name!r}")
            most = self.states[name].at_most if name in self.states else None
            if most is not None and checked[name] > most:
                raise ModelError(
                    f"{what} {name!r} is {checked[name]:g}, but it can be at most {most:g}."
                )
        return checked

    # Formulas

    def derivatives(self, factors: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
        """Rate of change of every state as a SymPy expression, summed over the processes.

        Parameters
        ----------
        factors
            By what the rate of a process is multiplied, by the name of the process.
        """
        terms: dict[str, Any] = dict.fromkeys(self.states, 0)
        for name, process in self.processes.items():
            rate = self.expand(process.rate) * factors.get(name, 1)
            for state, count in process.changes.items():
                terms[state] = terms[state] + count * rate
        return terms

    def expand(self, expression: Any, *, observables: bool = True) -> Any:
        """Replace observables by their formulas and removed windows by zero.

        Parameters
        ----------
        expression
            A formula of the model.
        observables
            False keeps the names of observables, as an equation for readers does.
        """
        replaced: dict[Any, Any] = {
            symbol(name): 0 for name in self.windows if name in self._removed
        }
        if observables:
            replaced |= {symbol(name): item.expression for name, item in self.observables.items()}
        for _ in range(len(replaced)):
            expression = expression.subs(replaced) if hasattr(expression, "subs") else expression
        return expression


def _rebuild(cls: type[_M], values: Mapping[str, float], removed: Iterable[str] = ()) -> _M:
    model = cls()
    object.__setattr__(model, "_values", MappingProxyType(dict(values)))
    object.__setattr__(model, "_removed", tuple(removed))
    return model


def _require_room(tissue: Tissue, values: Mapping[str, float]) -> None:
    if tissue.disc is None or tissue.side is None:
        return
    radius, side = values[tissue.disc], values[tissue.side]
    if 2 * radius > side:
        raise ModelError(
            f"The tissue {tissue.name!r} with a radius of {radius:g} mm does not fit into "
            f"a square with a side of {side:g} mm."
        )


def _number(expression: Any, values: Mapping[str, float]) -> float:
    if not hasattr(expression, "subs"):
        return float(expression)
    number = expression.subs({symbol(name): value for name, value in values.items()})
    # A division by zero leaves a complex infinity, which is no float.
    return float(number) if number.is_extended_real else math.nan
