"""A model becomes a program for the browser: instructions over numbered registers, as JSON.

The page interprets the program; nothing is ever evaluated as code, so a strict content security
policy holds. An instruction is ``[operation, target, register, register]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import sympy

from course_utils.modelling import Model, ModelError, highest, lowest
from course_utils.modelling.symbols import symbol

Instruction = list[Any]

_FUNCTIONS = {sympy.exp: "exp", sympy.log: "log", sympy.Abs: "abs"}
_CHAINS = {sympy.Min: "min", sympy.Max: "max", sympy.And: "and", sympy.Or: "or"}
_RELATIONS = {
    sympy.StrictLessThan: "lt",
    sympy.LessThan: "le",
    sympy.StrictGreaterThan: "gt",
    sympy.GreaterThan: "ge",
    sympy.Equality: "eq",
}


def browser_program(
    model: Model, *, jacobian: bool = False, switches: bool = False
) -> dict[str, Any]:
    """Compile a model for the live figure.

    Parameters
    ----------
    model
        What to compile.
    jacobian
        Whether to add the block ``jacobian``: how each derivative changes with each state, named
        by `slope_name`. A map of the phase plane needs it.
    switches
        Whether to add ``switched``: the blocks that say how fast things change once more, with a
        switch for each process, so that a reader can take processes out. The blocks without
        switches stay as they are, and as fast.

    Returns
    -------
    dict
        ``inputs`` maps every state, parameter, window and baseline to its register; ``constants``
        lists registers with their fixed values; ``registers`` counts them all; ``start``,
        ``effects``, ``derivatives``, ``observables`` and ``outcomes`` each hold ``code`` and the
        registers of their results by name (``out``). ``start`` gives the tissues, the states and
        then the baselines, and is run once for each, because one may follow from those before it.
        ``effects`` gives what one dose does, named by `effect_name`, and is meant for the values
        with which the run begins; ``outcomes`` also lists the ``extremes``, registers to be filled
        with the highest or lowest value of a state over the run. A
        model that counts a state also has ``chance``: what the runs by chance need (see
        `_chance`). ``switched`` holds ``inputs``, the register of each process's switch (1 for on,
        0 for off), and the blocks ``derivatives``, ``jacobian`` and ``rates`` (of the runs by
        chance), as far as the program has these.
    """
    registers = _Registers([*model.states, *model.constants])
    extremes = _extremes(model, registers)
    blocks = {
        "start": {name: tissue.expression for name, tissue in model.tissues.items()}
        | {name: state.start for name, state in model.states.items()}
        | {name: baseline.expression for name, baseline in model.baselines.items()},
        "effects": {
            effect_name(treatment.name, state, op): value
            for treatment in model.treatments.values()
            for state, op, value in treatment.effects
        },
        "derivatives": model.derivatives(),
        "observables": {
            name: model.expand(observable.expression)
            for name, observable in model.observables.items()
        },
        "outcomes": {
            name: model.expand(sympy.sympify(outcome.when)).xreplace(
                {extreme: symbol(key) for key, extreme in extremes.items()}
            )
            for name, outcome in model.outcomes.items()
        },
    }
    if jacobian:
        blocks["jacobian"] = _jacobian(model, model.derivatives())
    compiled: dict[str, Any] = {
        key: _compile(expressions, registers) for key, expressions in blocks.items()
    }
    compiled["outcomes"]["extremes"] = [
        [type(extreme).__name__, extreme.args[0].name, registers.inputs[key]]
        for key, extreme in extremes.items()
    ]
    if model.counted:
        compiled["chance"] = _chance(model, registers)
    if switches:
        compiled["switched"] = _switched(model, registers, jacobian=jacobian)
    switch_names = set(_switches(model).values()) if switches else set()
    return {
        "inputs": {
            name: register
            for name, register in registers.inputs.items()
            if name not in extremes and symbol(name) not in switch_names
        },
        "constants": [[register, value] for value, register in registers.constants.items()],
        "registers": registers.count,
        **compiled,
    }


def block_program(inputs: list[str], blocks: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Compile blocks of formulas over inputs, as `browser_program` does for a model's own.

    Parameters
    ----------
    inputs
        Names that the formulas may use.
    blocks
        By the block's name, formulas by theirs.
    """
    registers = _Registers(inputs)
    compiled = {key: _compile(expressions, registers) for key, expressions in blocks.items()}
    return {
        "inputs": registers.inputs,
        "constants": [[register, value] for value, register in registers.constants.items()],
        "registers": registers.count,
        **compiled,
    }


def change_name(process: str, state: str) -> str:
    """Name by how much one event changes a state, as the block of changes does."""
    return f"{process}: {state}"


def effect_name(treatment: str, state: str, op: str) -> str:
    """Name what one dose of a treatment does to a state, as the block of effects does."""
    return f"{treatment}: {op} {state}"


def _chance(model: Model, registers: _Registers) -> dict[str, Any]:
    """Compile what a run by chance needs.

    ``singles`` are the counted states with the size of a single one, ``jumps`` the processes
    that happen one by one with that size and, by state, the name of the change. The block
    ``rates`` gives for every jump its rate per day, in the unit of what it changes, and for every
    other state its slope under the processes that do not jump; the block ``changes``, meant for
    the values with which the run begins, gives by how many a jump changes each state.
    """
    changes = {
        change_name(name, state): count
        for name in model.jumps
        for state, count in model.processes[name].changes.items()
    }
    return {
        "singles": dict(model.counted),
        "jumps": [
            {
                "name": name,
                "single": single,
                "changes": {
                    state: change_name(name, state) for state in model.processes[name].changes
                },
            }
            for name, single in model.jumps.items()
        ],
        "rates": _compile(_chance_rates(model), registers),
        "changes": _compile(changes, registers),
    }


def _chance_rates(
    model: Model, factors: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """Return the rate of every process that jumps, then the slope of every level."""
    slopes = model.without(*model.jumps).derivatives(factors)
    return {
        **{
            name: model.expand(model.processes[name].rate) * factors.get(name, 1)
            for name in model.jumps
        },
        **{name: slope for name, slope in slopes.items() if name not in model.counted},
    }


def _jacobian(model: Model, derivatives: Mapping[str, Any]) -> dict[str, Any]:
    return {
        slope_name(row, column): sympy.diff(derivative, symbol(column))
        for row, derivative in derivatives.items()
        for column in model.states
    }


def _switches(model: Model) -> dict[str, Any]:
    """Return the symbol of each process's switch; no declaration can have such a name."""
    return {name: symbol(f"{name} on") for name in model.processes}


def _switched(model: Model, registers: _Registers, *, jacobian: bool) -> dict[str, Any]:
    """Compile how fast things change, with a factor for each process."""
    switches = _switches(model)
    inputs = {name: registers.input(switch.name) for name, switch in switches.items()}
    derivatives = model.derivatives(switches)
    compiled: dict[str, Any] = {
        "inputs": inputs,
        "derivatives": _compile(derivatives, registers),
    }
    if jacobian:
        compiled["jacobian"] = _compile(_jacobian(model, derivatives), registers)
    if model.counted:
        compiled["rates"] = _compile(_chance_rates(model, switches), registers)
    return compiled


def slope_name(row: str, column: str) -> str:
    """Name how one state's derivative changes with another state, as the Jacobian does."""
    return f"{row} by {column}"


class _Registers:
    """Hands out the numbered registers: inputs first, then constants and results as they come."""

    def __init__(self, inputs: list[str]) -> None:
        self.inputs: dict[str, int] = {}
        self.constants: dict[float, int] = {}
        self.count = 0
        for name in inputs:
            self.input(name)

    def new(self) -> int:
        self.count += 1
        return self.count - 1

    def input(self, name: str) -> int:
        self.inputs[name] = self.new()
        return self.inputs[name]

    def constant(self, value: float) -> int:
        if value not in self.constants:
            self.constants[value] = self.new()
        return self.constants[value]


def _extremes(model: Model, registers: _Registers) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for outcome in model.outcomes.values():
        condition = model.expand(sympy.sympify(outcome.when))
        for extreme in sorted(condition.atoms(lowest, highest), key=str):
            if str(extreme) not in found:
                found[str(extreme)] = extreme
                registers.input(str(extreme))
    return found


def _compile(expressions: Mapping[str, Any], registers: _Registers) -> dict[str, Any]:
    replacements, reduced = sympy.cse(
        [sympy.sympify(expression) for expression in expressions.values()],
        symbols=sympy.numbered_symbols("_shared"),
        order="canonical",
    )
    writer = _Writer(registers)
    for shared, expression in replacements:
        writer.known[shared.name] = writer.write(expression)
    out = {
        name: writer.write(expression)
        for name, expression in zip(expressions, reduced, strict=True)
    }
    return {"code": writer.code, "out": out}


class _Writer:
    """Writes the instructions for one block of formulas."""

    def __init__(self, registers: _Registers) -> None:
        self.registers = registers
        self.code: list[Instruction] = []
        self.known: dict[str, int] = {}
        self.emitted: dict[tuple[Any, ...], int] = {}

    def write(self, expression: Any) -> int:
        """Append what computes the expression and return the register of its value."""
        if expression.is_Symbol:
            known = self.known.get(expression.name)
            return self.registers.inputs[expression.name] if known is None else known
        if expression in (sympy.true, sympy.false):
            return self.registers.constant(float(bool(expression)))
        if expression.is_number:
            return self.registers.constant(float(expression))
        if expression.is_Add:
            return self._sum(expression)
        if expression.is_Mul:
            return self._product(expression)
        if expression.is_Pow:
            return self._power(expression.base, expression.exp)
        if expression.func in _FUNCTIONS:
            return self._emit(_FUNCTIONS[expression.func], self.write(expression.args[0]))
        if expression.func in _RELATIONS:
            return self._emit(_RELATIONS[expression.func], *map(self.write, expression.args))
        if expression.func in _CHAINS:
            return self._chain(_CHAINS[expression.func], list(map(self.write, expression.args)))
        if expression.func is sympy.Not:
            return self._emit("not", self.write(expression.args[0]))
        raise ModelError(
            f"The browser program has no instruction for {expression.func.__name__} "
            f"(in {expression}); write the rate with +, -, *, / and powers, exp or log."
        )

    def _emit(self, operation: str, *operands: int) -> int:
        """Append one instruction, unless this block has computed the same before."""
        key = (operation, *operands)
        if key not in self.emitted:
            self.emitted[key] = self.registers.new()
            self.code.append([operation, self.emitted[key], *operands])
        return self.emitted[key]

    def _chain(self, operation: str, registers: list[int]) -> int:
        value = registers[0]
        for register in registers[1:]:
            value = self._emit(operation, value, register)
        return value

    def _sum(self, expression: Any) -> int:
        plus: list[Any] = []
        minus: list[Any] = []
        for term in sorted(expression.args, key=sympy.default_sort_key):
            (minus if term.could_extract_minus_sign() else plus).append(term)
        if not plus:
            return self._emit("neg", self._chain("add", [self.write(-term) for term in minus]))
        value = self._chain("add", [self.write(term) for term in plus])
        for term in minus:
            value = self._emit("sub", value, self.write(-term))
        return value

    def _product(self, expression: Any) -> int:
        coefficient, rest = expression.as_coeff_Mul()
        if coefficient == -1:
            return self._emit("neg", self.write(rest))
        above: list[Any] = []
        below: list[Any] = []
        for factor in sorted(expression.args, key=sympy.default_sort_key):
            negative = factor.is_Pow and factor.exp.is_number and factor.exp.is_negative
            (below if negative else above).append(1 / factor if negative else factor)
        top = self._chain("mul", list(map(self.write, above or [sympy.Integer(1)])))
        if not below:
            return top
        return self._emit("div", top, self._chain("mul", list(map(self.write, below))))

    def _power(self, base: Any, exponent: Any) -> int:
        if exponent.is_Integer and exponent > 0:
            return self._emit("powi", self.write(base), int(exponent))
        if exponent == -1:
            return self._emit("div", self.registers.constant(1.0), self.write(base))
        if exponent.is_Integer:
            inverse = self._power(base, -exponent)
            return self._emit("div", self.registers.constant(1.0), inverse)
        if exponent == sympy.Rational(1, 2):
            return self._emit("sqrt", self.write(base))
        return self._emit("pow", self.write(base), self.write(exponent))
