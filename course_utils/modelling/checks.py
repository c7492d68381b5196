"""What a model must satisfy before anyone may run it."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy

from course_utils.modelling.declarations import (
    Baseline,
    Claim,
    Declaration,
    InFormulas,
    Observable,
    Parameter,
    State,
)
from course_utils.modelling.errors import ModelError, nonnegative_number
from course_utils.modelling.symbols import highest, lowest, symbol
from course_utils.modelling.units import parse_unit, require_unit

if TYPE_CHECKING:
    from course_utils.modelling.model import Model

_SAMPLES = 512

Samples = np.ndarray[Any, np.dtype[np.float64]]


def check_model(model: Model) -> None:
    """Refuse a model that is incomplete or inconsistent, naming what is wrong.

    Checked are: names, labels, units, ranges and sources of all declarations; that every
    process changes a declared state; that both sides of every equation have the same unit; that
    no rate is negative anywhere in the slider box; that a removal stops when nothing is left, and
    what makes more of a state when it is full; that what a run by chance counts is changed by
    whole numbers.
    """
    title = type(model).__name__
    if not model.states:
        raise ModelError(f"The model {title} declares no state.")
    if not model.title:
        raise ModelError(f"The model {title} has no docstring; its first line is its title.")
    _check_declarations(model, title)
    _check_references(model, title)
    _check_units(model, title)
    _check_removals(model, title)
    _check_rates_stay_positive(model, title)
    _check_outcomes(model, title)
    _check_counting(model, title)


def _check_declarations(model: Model, title: str) -> None:
    numbers: list[Parameter | State] = [*model.parameters.values(), *model.states.values()]
    for declaration in numbers:
        where = f"The {declaration.kind} {declaration.name!r} of {title}"
        for field, what in [("label", "label"), ("unit", "unit"), ("source", "source")]:
            if not getattr(declaration, field):
                extra = {
                    "unit": " (write '1' if it has none)",
                    "source": " (a key of the bibliography, or 'illustrative')",
                }.get(field, "")
                raise ModelError(f"{where} has no {what}{extra}.")
        parse_unit(declaration.unit)
        _check_range(declaration, where)
    for parameter in model.parameters.values():
        nonnegative_number(
            parameter.default, f"The default of the parameter {parameter.name!r} of {title}"
        )
    for state in model.states.values():
        if not state.measured_by:
            raise ModelError(f"The state {state.name!r} of {title} does not say how to measure it.")
        if not hasattr(state.start, "free_symbols"):
            nonnegative_number(state.start, f"The start value of {state.name!r} of {title}")
    derived: list[Observable | Baseline] = [
        *model.observables.values(),
        *model.baselines.values(),
    ]
    for item in derived:
        if not item.unit:
            raise ModelError(
                f"The {item.kind} {item.name!r} of {title} has no unit (write '1' if it has none)."
            )


def _check_range(declaration: Any, where: str) -> None:
    if declaration.range is None:
        return
    low, high = declaration.range
    nonnegative_number(low, f"The lower end of the range of {where[4:]}")
    if not high > low:
        raise ModelError(f"{where} has the range {low:g} to {high:g}; it must go upwards.")
    if declaration.scale == "log" and low <= 0:
        raise ModelError(f"{where} has a logarithmic slider that begins at {low:g}, not above 0.")
    most = getattr(declaration, "at_most", None)
    if most is not None and high > most:
        raise ModelError(f"{where} can be at most {most:g}, but its range goes up to {high:g}.")
    default = getattr(declaration, "default", None)
    if default is not None and not low <= default <= high:
        raise ModelError(
            f"{where} is {default:g} by default, outside its range {low:g} to {high:g}."
        )


def _check_references(model: Model, title: str) -> None:
    for process in model.processes.values():
        for state in process.changes:
            if state not in model.states:
                raise ModelError(
                    f"The process {process.name!r} of {title} changes {state!r}, "
                    f"which is not a state; the states are: {', '.join(model.states)}."
                )
    known = set(model.parameters)
    for name, tissue in model.tissues.items():
        _require_known(tissue.expression, known, f"The share of the tissue {name!r} of {title}")
        known.add(name)
    for name, declared in model.states.items():
        _require_known(declared.start, known, f"The start value of {name!r} of {title}")
        known.add(name)
    for baseline in model.baselines.values():
        _require_known(baseline.expression, known, f"The baseline {baseline.name!r} of {title}")
    for treatment in model.treatments.values():
        for state, _, value in treatment.effects:
            if state not in model.states:
                raise ModelError(
                    f"The treatment {treatment.name!r} of {title} changes {state!r}, "
                    f"which is not a state; the states are: {', '.join(model.states)}."
                )
            if not hasattr(value, "free_symbols"):
                nonnegative_number(value, f"The effect of {treatment.name!r} on {state!r}")
                continue
            strange = sorted(s.name for s in value.free_symbols if s.name not in model.parameters)
            if strange:
                raise ModelError(
                    f"What a dose of {treatment.name!r} of {title} does to {state!r} depends on "
                    f"{strange[0]!r}, which is not a parameter; the parameters are: "
                    f"{', '.join(model.parameters)}."
                )
    for claim in model.claims.values():
        names = tuple(_name(item) for item in claim.rests_on)
        unknown = [name for name in names if name not in model.removable]
        if unknown:
            raise ModelError(
                f"The claim {claim.number} of {title} rests on {unknown[0]!r}, "
                f"which is no process or treatment of it."
            )
        Claim._keep(claim, rests_on=names)


def _require_known(formula: Any, known: set[str], what: str) -> None:
    strange = sorted(s.name for s in sympy.sympify(formula).free_symbols if s.name not in known)
    if strange:
        raise ModelError(
            f"{what} depends on {strange[0]!r}, which is neither a parameter nor a state declared "
            "before it."
        )


def _name(item: Any) -> str:
    return item.name if isinstance(item, Declaration) else str(item)


def _check_units(model: Model, title: str) -> None:
    named: list[InFormulas] = [
        *model.parameters.values(),
        *model.states.values(),
        *model.observables.values(),
        *model.baselines.values(),
    ]
    units = {declaration.name: parse_unit(declaration.unit) for declaration in named} | {
        name: parse_unit("1") for name in model.windows
    }
    for process in model.processes.values():
        for state, count in process.changes.items():
            where = f"the rate of {process.name!r} in {title}, times what it does to {state!r},"
            require_unit(
                sympy.sympify(process.rate) * sympy.sympify(count),
                _per_day(model.states[state].unit),
                units,
                where,
            )
    declared: list[State | Observable | Baseline] = [
        *model.states.values(),
        *model.observables.values(),
        *model.baselines.values(),
    ]
    for item in declared:
        expression = item.start if isinstance(item, State) else item.expression
        what = "start value of" if isinstance(item, State) else "formula of"
        # A bare number is meant in the declared unit.
        if not sympy.sympify(expression).is_Number:
            require_unit(
                sympy.sympify(expression), item.unit, units, f"the {what} {item.name!r} in {title}"
            )
    for treatment in model.treatments.values():
        for state, op, value in treatment.effects:
            unit = "1" if op == "scale" else model.states[state].unit
            if not sympy.sympify(value).is_Number:
                where = f"what {treatment.name!r} does to {state!r} in {title}"
                require_unit(sympy.sympify(value), unit, units, where)


def _per_day(unit: str) -> str:
    if unit == "1":
        return "1/day"
    above, _, below = unit.partition("/")
    return f"{above}/({below.strip('() ')} day)" if below else f"{unit}/day"


def _check_removals(model: Model, title: str) -> None:
    for process in model.processes.values():
        rate = model.expand(sympy.sympify(process.rate))
        for state, count in process.changes.items():
            removes = sympy.sympify(count).could_extract_minus_sign()
            if removes and sympy.simplify(rate.subs(symbol(state), 0)) != 0:
                raise ModelError(
                    f"The process {process.name!r} of {title} removes {state!r} even when none "
                    f"is left, so {state!r} would become negative; let the rate vanish with it."
                )
            most = model.states[state].at_most
            if most is None or removes:
                continue
            if sympy.simplify(rate.subs(symbol(state), most)) != 0:
                raise ModelError(
                    f"The process {process.name!r} of {title} makes {state!r} even when it is "
                    f"{most:g}, the most that it can be; let the rate vanish there."
                )


def _check_rates_stay_positive(model: Model, title: str) -> None:
    names = [*model.states, *model.parameters, *model.windows, *model.baselines]
    points = _points(model)
    rates = [model.expand(sympy.sympify(process.rate)) for process in model.processes.values()]
    for rate in rates:
        strange = [s.name for s in rate.free_symbols if s.name not in names]
        if strange:
            raise ModelError(f"A rate of {title} uses {strange[0]!r}, which it does not declare.")
    for process, array in zip(model.processes.values(), _at(points, rates), strict=True):
        bad = np.flatnonzero(~(array >= 0))
        if bad.size:
            at = int(bad[0])
            uses = sorted({s.name for s in sympy.sympify(process.rate).free_symbols})
            example = ", ".join(f"{name} = {points[name][at]:.3g}" for name in uses)
            raise ModelError(
                f"The rate of {process.name!r} of {title} can be negative or undefined, for "
                f"example at {example}; split it into a process that makes and one that removes."
            )


def sampled(model: Model, formulas: list[Any]) -> list[Samples]:
    """Work formulas out all over the slider box, in its corners and inside."""
    return _at(_points(model), formulas)


def _points(model: Model) -> dict[str, Samples]:
    names = [*model.states, *model.parameters, *model.windows, *model.baselines]
    rng = np.random.default_rng(0)
    points = {
        name: _sample(rng, *_box(model, name))
        for name in names
        if name in model.tissues or name not in model.baselines
    }
    return points | _baselines(model, points, rng)


def _at(points: dict[str, Samples], formulas: list[Any]) -> list[Samples]:
    function = sympy.lambdify(list(map(symbol, points)), formulas, modules="numpy", cse=True)
    with np.errstate(all="ignore"):
        values = function(*points.values())
    return [np.broadcast_to(np.asarray(value, dtype=float), (_SAMPLES,)) for value in values]


def _sample(rng: np.random.Generator, low: float, high: float) -> Samples:
    """Half of the samples inside the box, half in its corners, where rates go wrong first."""
    inside = rng.random(_SAMPLES // 2)
    corners = rng.integers(0, 2, _SAMPLES - inside.size).astype(float)
    return low + (high - low) * np.concatenate([inside, corners])


def _baselines(
    model: Model, points: dict[str, Samples], rng: np.random.Generator
) -> dict[str, Samples]:
    """Work the baselines out at the sampled parameters, with start values of their own."""
    if not model.baselines:
        return {}
    known = {name: points[name] for name in [*model.parameters, *model.tissues]}

    def worked_out(formula: Any) -> Samples:
        function = sympy.lambdify(list(map(symbol, known)), formula, modules="numpy")
        with np.errstate(all="ignore"):
            return np.broadcast_to(np.asarray(function(*known.values()), dtype=float), _SAMPLES)

    for name, state in model.states.items():
        known[name] = _sample(rng, *state.range) if state.range else worked_out(state.start)
    for name, baseline in model.baselines.items():
        if name not in model.tissues:
            known[name] = worked_out(baseline.expression)
    return {name: known[name] for name in model.baselines}


def _box(model: Model, name: str) -> tuple[float, float]:
    if name in model.windows or name in model.tissues:
        return 0.0, 1.0
    if name in model.parameters:
        parameter = model.parameters[name]
        return parameter.range or (float(parameter.default),) * 2
    state = model.states[name]
    high = state.at_most or 10 * max(1.0, model.values[name])
    if state.range is None:
        return 0.0, high
    # A population that starts above zero dwindles but never vanishes, unless it is taken out.
    taken = any(
        op != "add" and changed == name
        for treatment in model.treatments.values()
        for changed, op, _ in treatment.effects
    )
    return 0.0 if taken else 1e-9 * state.range[0], state.range[1]


def _check_outcomes(model: Model, title: str) -> None:
    outcomes = list(model.outcomes.values())
    if not outcomes:
        return
    if sympy.sympify(outcomes[-1].when) is not sympy.true:
        raise ModelError(
            f"The last outcome of {title}, {outcomes[-1].name!r}, must be the one for all other "
            "runs; give it when=True."
        )
    allowed = {*model.states, *model.parameters, *model.baselines}
    for outcome in outcomes:
        condition = model.expand(sympy.sympify(outcome.when))
        for free in condition.free_symbols:
            if free.name not in allowed:
                raise ModelError(
                    f"The outcome {outcome.name!r} of {title} uses {free.name!r}, "
                    "which is neither a state, a parameter nor a baseline."
                )
        for extreme in condition.atoms(lowest, highest):
            if not (extreme.args[0].is_Symbol and extreme.args[0].name in model.states):
                raise ModelError(
                    f"The outcome {outcome.name!r} of {title} asks for the {extreme}; "
                    "lowest and highest take one state."
                )
        for placeholder in _placeholders(outcome.words):
            if placeholder not in model.states:
                raise ModelError(
                    f"The words of the outcome {outcome.name!r} of {title} mention "
                    f"{{{placeholder}}}, which is not a state."
                )


def _check_counting(model: Model, title: str) -> None:
    for name, single in model.counted.items():
        size = nonnegative_number(single, f"A single one of {name!r} of {title}")
        if size == 0:
            raise ModelError(f"A single one of {name!r} of {title} is 0; it must be more.")
    for name in model.jumps:
        changes = model.processes[name].changes
        sizes = {model.counted[state] for state in changes if state in model.counted}
        if len(sizes) > 1:
            raise ModelError(
                f"The process {name!r} of {title} changes states of which a single one is "
                f"{' and '.join(f'{size:g}' for size in sorted(sizes))}; one event changes one of "
                "each, so these must be equal."
            )
        for state, count in changes.items():
            number = sympy.sympify(count)
            if state not in model.counted or not number.is_number:
                continue  # a number that follows from parameters is looked at in each run
            if not number.is_integer or number < -1:
                raise ModelError(
                    f"One event of {name!r} of {title} changes {state!r} by {count}; what is "
                    "counted changes by whole numbers, and loses one at a time."
                )


def _placeholders(words: str) -> list[str]:
    return [field for _, field, _, _ in string.Formatter().parse(words) if field is not None]
