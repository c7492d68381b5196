"""The words in which a model is written: parameters, states, processes, treatments, claims.

Each is assigned to a name in the body of a `Model`; formulas then use that name as a symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import sympy

from course_utils.modelling.errors import ModelError, nonnegative_number
from course_utils.modelling.treatments import Course, Op, finite_day, window

if TYPE_CHECKING:
    from course_utils.modelling.model import Model

Scale = Literal["linear", "log"]
Range = tuple[float, float]
Evidence = Literal["model", "cells", "mice", "patients", "trial"]
Standing = Literal["calibrated", "order of magnitude", "illustrative"]


class Declaration:
    """One named line of a model.

    Frozen once the model has given it its name, so that models can share declarations.
    """

    kind: ClassVar[str] = "declaration"
    is_symbol: ClassVar[bool] = False
    name: str

    def _keep(self, **fields: Any) -> None:
        for key, value in fields.items():
            object.__setattr__(self, key, value)

    def __setattr__(self, key: str, value: object) -> None:
        """Refuse changes: `model.set(...)` gives another model instead."""
        raise ModelError(
            f"A {self.kind} cannot be changed after it was declared; "
            "model.set(NAME=value) gives a model with another value."
        )

    def __repr__(self) -> str:
        """Show the kind, the name and the label."""
        return f"<{self.kind} {getattr(self, 'name', '?')}: {getattr(self, 'label', '')}>"


class InFormulas(Declaration):
    """A declaration whose name stands in formulas.

    In the body of a model the name is a SymPy symbol by the time a formula uses it. A type
    checker sees the declaration instead, so it is told here that formulas may be made of it.
    """

    label: str
    unit: str
    latex: str | None

    if TYPE_CHECKING:

        def __add__(self, other: Any) -> Any: ...
        def __radd__(self, other: Any) -> Any: ...
        def __sub__(self, other: Any) -> Any: ...
        def __rsub__(self, other: Any) -> Any: ...
        def __mul__(self, other: Any) -> Any: ...
        def __rmul__(self, other: Any) -> Any: ...
        def __truediv__(self, other: Any) -> Any: ...
        def __rtruediv__(self, other: Any) -> Any: ...
        def __neg__(self) -> Any: ...
        def __pow__(self, other: Any) -> Any: ...
        def __lt__(self, other: Any) -> Any: ...
        def __le__(self, other: Any) -> Any: ...
        def __gt__(self, other: Any) -> Any: ...
        def __ge__(self, other: Any) -> Any: ...


class Parameter(InFormulas):
    """A number that the model's rates depend on and that stays the same during a run.

    Parameters
    ----------
    label
        What a reader calls it.
    default
        Its value, in `unit`.
    unit
        For example ``"Mc/day"``; ``"1"`` if it has none.
    range
        Lowest and highest value of its slider; None if it is not a slider.
    source
        A key of the bibliography, or ``"illustrative"``.
    scale
        ``"log"`` for a slider whose steps are factors.
    latex
        How formulas write it, if not by its name.
    meaning
        One line for the reader: what happens when it grows.
    """

    kind = "parameter"
    is_symbol = True
    label: str
    default: float
    unit: str
    range: Range | None
    source: str
    scale: Scale
    latex: str | None
    meaning: str

    def __init__(
        self,
        label: str,
        default: float,
        *,
        unit: str = "",
        range: Range | None = None,  # noqa: A002  (the word that a biologist expects)
        source: str = "",
        scale: Scale = "linear",
        latex: str | None = None,
        meaning: str = "",
    ) -> None:
        self._keep(
            label=label,
            default=default,
            unit=unit,
            range=range,
            source=source,
            scale=scale,
            latex=latex,
            meaning=meaning,
        )


class State(InFormulas):
    """A quantity that changes with time: cells of one kind, or the level of a substance.

    Parameters
    ----------
    label
        What a reader calls it.
    start
        Its value on the first day, in `unit`: a number, or a formula of parameters and of the
        start values of states declared before it.
    unit
        For example ``"Mc"`` (million cells).
    measured_by
        How one would measure it in a laboratory or a clinic.
    range
        Lowest and highest start value that a slider offers; None if it is not a slider.
    actor
        Which colour it wears in every figure: ``"tumour"``, ``"effector"`` and so on.
    at_most
        The highest value that it can take: 1 for a share; None if there is none. What makes
        more of it must vanish there.
    single
        How much one cell, one virion or one colony is, in `unit`: 1e-6 where the unit is a
        million cells. A run by chance then counts this state one by one. None for a level, of
        which there is so much, or so many, that chance averages out.
    scale, latex, source, meaning
        As for `Parameter`; `source` is that of the start value.
    """

    kind = "state"
    is_symbol = True
    label: str
    start: Any
    unit: str
    measured_by: str
    range: Range | None
    at_most: float | None
    actor: str
    single: float | None
    scale: Scale
    latex: str | None
    source: str
    meaning: str

    def __init__(
        self,
        label: str,
        *,
        start: Any,
        unit: str = "",
        measured_by: str = "",
        range: Range | None = None,  # noqa: A002  (the word that a biologist expects)
        at_most: float | None = None,
        actor: str = "tumour",
        single: float | None = None,
        scale: Scale = "linear",
        latex: str | None = None,
        source: str = "illustrative",
        meaning: str = "",
    ) -> None:
        self._keep(
            label=label,
            start=start,
            unit=unit,
            measured_by=measured_by,
            range=range,
            at_most=at_most,
            actor=actor,
            single=single,
            scale=scale,
            latex=latex,
            source=source,
            meaning=meaning,
        )


class Baseline(InFormulas):
    """A number worked out once, before the run begins and before anything is done to the patient.

    Rates may compare with it, as a study compares a patient with her own first blood sample.

    Parameters
    ----------
    label
        What a reader calls it.
    expression
        A formula of parameters and start values; a state's name means its start value.
    unit
        For example ``"1"`` if it has none.
    latex
        How formulas write it, if not by its name.
    """

    kind = "baseline"
    is_symbol = True
    expression: Any

    def __init__(
        self, label: str, expression: Any, *, unit: str = "", latex: str | None = None
    ) -> None:
        self._keep(label=label, expression=expression, unit=unit, latex=latex)


class Tissue(Baseline):
    """A part of a spatial model's square, in which things move and happen in a way of its own.

    In formulas its name is 1 inside and 0 outside. Where a model runs without space, it is the
    share of the square that the tissue covers.

    Parameters
    ----------
    label
        What a reader calls it.
    disc
        Radius of a disc in the middle of the square: a parameter, in mm.
    outside
        Instead of `disc`: the tissue around which this one lies; it then is all the rest.
    side
        Side of the square: a parameter, in mm. Not needed with `outside`.
    """

    kind = "tissue"
    disc: str | None
    outside: str | None
    side: str | None

    def __init__(
        self,
        label: str,
        *,
        disc: Any = None,
        side: Any = None,
        outside: Any = None,
        latex: str | None = None,
    ) -> None:
        if (outside is None) == (disc is None) or (disc is None) != (side is None):
            raise ModelError(
                f"The tissue {label!r} needs either disc= and side= (the parameters that are its "
                "radius and the side of the square), or outside= (a tissue)."
            )
        share = 1 - outside if disc is None else sympy.pi * disc**2 / side**2
        super().__init__(label, share, unit="1", latex=latex)
        self._keep(
            disc=None if disc is None else str(disc),
            side=None if side is None else str(side),
            outside=None if outside is None else str(outside),
        )


class Diffusion(Declaration):
    """How fast a state wanders about in each tissue of a spatial model.

    Parameters
    ----------
    state
        What wanders.
    within
        From every tissue to the diffusion coefficient there, in mm2/day: a formula of parameters
        and windows.
    label
        What a reader calls it; without one, its name.
    """

    kind = "diffusion"
    state: str
    within: Mapping[str, Any]
    label: str

    def __init__(self, state: Any, within: Mapping[Any, Any], *, label: str = "") -> None:
        self._keep(
            state=str(state),
            within={str(tissue): value for tissue, value in within.items()},
            label=label,
        )


class Resident(Declaration):
    """A state that is found in one tissue of a spatial model only, where it stays.

    Parameters
    ----------
    state
        What stays. Where the model runs without space, it is the state's mean in that tissue.
    of
        The tissue.
    """

    kind = "resident"
    label = ""
    state: str
    tissue: str

    def __init__(self, state: Any, *, of: Any) -> None:
        self._keep(state=str(state), tissue=str(of))


class Process(Declaration):
    """One biological event and how often it happens.

    Parameters
    ----------
    rate
        How many events a day; a formula that is never negative.
    makes, removes
        The state that an event makes one of, or removes one of; or a mapping from states to
        how many. A rate that removes must vanish when the state is empty.
    converts
        A pair: one of the first becomes one of the second.
    label
        What a reader calls it; without one, its name.
    """

    kind = "process"
    label: str
    rate: Any
    changes: Mapping[str, Any]

    def __init__(
        self,
        rate: Any,
        *,
        makes: Any = None,
        removes: Any = None,
        converts: tuple[Any, Any] | None = None,
        label: str = "",
    ) -> None:
        changes: dict[str, Any] = {}
        if converts is not None:
            source, product = converts
            changes |= {str(source): -1, str(product): 1}
        for state, count in _counts(makes).items():
            changes[state] = changes.get(state, 0) + count
        for state, count in _counts(removes).items():
            changes[state] = changes.get(state, 0) - count
        if not changes:
            raise ModelError("A process must make, remove or convert a state; it does none.")
        self._keep(rate=rate, changes=changes, label=label)


def _counts(given: Any) -> dict[str, Any]:
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return {str(state): count for state, count in given.items()}
    return {str(given): 1}


class Observable(InFormulas):
    """A named quantity that follows from the states, such as the total tumour burden.

    Rates and other observables may use it by its name; the equations then keep that name and give
    its formula below them.
    """

    kind = "observable"
    is_symbol = True
    label: str
    expression: Any
    unit: str
    actor: str
    latex: str | None

    def __init__(
        self,
        label: str,
        expression: Any,
        *,
        unit: str = "",
        actor: str = "tumour",
        latex: str | None = None,
    ) -> None:
        self._keep(label=label, expression=expression, unit=unit, actor=actor, latex=latex)


class Outcome(Declaration):
    """A named ending of a run.

    Parameters
    ----------
    label
        One word or two: ``"dormant"``.
    when
        A condition on the last day's values, and on `lowest` and `highest` of a state; the
        first outcome whose condition is true is the run's. True for the last of all.
    words
        A sentence for the reader; ``{T}`` is replaced by the final value of the state T.
    """

    kind = "outcome"
    label: str
    when: Any
    words: str

    def __init__(self, label: str, *, when: Any, words: str) -> None:
        self._keep(label=label, when=when, words=words)


class Treatment(InFormulas):
    """Something that is done to the patient.

    Without effects it is a window: its name is a symbol that is 1 while the treatment is on and
    0 otherwise, for use in the rates. With effects it is a dose, which changes states at once.

    Parameters
    ----------
    label
        What a reader calls it.
    adds, scales, sets
        What one dose does: from states to how much is added, by what factor the state is
        multiplied, or what it becomes; numbers, or formulas of parameters, which are worked out
        with the values with which the run begins, whatever changes a parameter later.
    latex
        How formulas write the switch of a window.
    """

    kind = "treatment"
    effects: tuple[tuple[str, Op, Any], ...]
    source: str

    def __init__(
        self,
        label: str,
        *,
        adds: Mapping[Any, Any] | None = None,
        scales: Mapping[Any, Any] | None = None,
        sets: Mapping[Any, Any] | None = None,
        latex: str | None = None,
        source: str = "illustrative",
    ) -> None:
        # Scaling comes before adding, as in `x becomes f x + dose`.
        kinds: list[tuple[Op, Mapping[Any, Any] | None]] = [
            ("set", sets),
            ("scale", scales),
            ("add", adds),
        ]
        effects = tuple(
            (str(state), op, value) for op, given in kinds for state, value in (given or {}).items()
        )
        self._keep(label=label, effects=effects, unit="1", latex=latex, source=source)

    @property
    def is_window(self) -> bool:
        """Whether the treatment is on for a while, not a dose at a moment."""
        return not self.effects

    def during(self, start: float, end: float) -> Course:
        """Plan the treatment from one day to another (on for start <= t < end)."""
        if not self.is_window:
            raise ModelError(
                f"{self.name!r} is given as doses; use .at(day, ...) and not .during()."
            )
        return Course(self.name, windows=(window(start, end, f"The window of {self.name!r}"),))

    def at(self, *days: float, dose: float = 1.0) -> Course:
        """Plan doses on the given days; `dose` is how many are given at once.

        Two at once add twice as much, and scale twice in a row; what is set stays the same.
        """
        if self.is_window:
            raise ModelError(
                f"{self.name!r} is on for a while; use .during(start, end) and not .at()."
            )
        if not days:
            raise ModelError(f"No day is given for the doses of {self.name!r}; give at least one.")
        return Course(
            self.name,
            days=tuple(finite_day(day, f"A day of {self.name!r}") for day in days),
            dose=nonnegative_number(dose, f"The dose of {self.name!r}"),
        )


class Claim(Declaration):
    """A sentence about what the model does, with the check that holds it to its word.

    Parameters
    ----------
    number
        How the text calls it: ``"C2.1a"``.
    sentence
        The claim in words.
    quantity
        Takes a model and returns the number that decides.
    below, above
        The claim holds if the number is below, above, or between these limits.
    unit
        Unit of the number.
    evidence
        In whom or what the finding behind the claim was shown; ``"model"`` if only here.
    source
        A key of the bibliography.
    rests_on
        The processes or treatments without any one of which the claim must fail; this is tested.
    """

    kind = "claim"
    number: str
    sentence: str
    quantity: Callable[[Model], float]
    below: float | None
    above: float | None
    unit: str
    evidence: Evidence
    patients: int | None
    source: str
    rests_on: tuple[str, ...]

    def __init__(
        self,
        number: str,
        sentence: str,
        *,
        quantity: Callable[[Model], float],
        below: float | None = None,
        above: float | None = None,
        unit: str = "1",
        evidence: Evidence,
        patients: int | None = None,
        source: str,
        rests_on: Sequence[Any],
    ) -> None:
        if below is None and above is None:
            raise ModelError(f"The claim {number} has no limit; give below=, above= or both.")
        if not rests_on:
            raise ModelError(f"The claim {number} does not say which processes it rests on.")
        if (evidence == "patients") != (patients is not None):
            raise ModelError(
                f"The claim {number} needs patients=n exactly if it is about patients."
            )
        self._keep(
            number=number,
            sentence=sentence,
            quantity=quantity,
            below=below,
            above=above,
            unit=unit,
            evidence=evidence,
            patients=patients,
            source=source,
            # Declarations get their names after the class body; the model reads them then.
            rests_on=tuple(rests_on),
            label=sentence,
        )

    def admits(self, value: float) -> bool:
        """Tell whether a value of the quantity is within the claim's limits."""
        return (self.above is None or value > self.above) and (
            self.below is None or value < self.below
        )

    @property
    def limit(self) -> str:
        """The limits in signs, such as ``"< 0.1"`` or ``"0.4 to 0.8"``."""
        if self.above is not None and self.below is not None:
            return f"{_plain(self.above)} to {_plain(self.below)}"
        if self.below is not None:
            return f"< {_plain(self.below)}"
        return f"> {_plain(self.above or 0.0)}"


def _plain(number: float) -> str:
    """Write a number as a reader does: 0.000001, not 1e-06."""
    return f"{number:.12f}".rstrip("0").rstrip(".")
