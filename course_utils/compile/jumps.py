"""A model becomes what Gillespie's method asks for: how often each event happens, what it does."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from course_utils.compile.numeric import blank
from course_utils.compile.program import browser_program
from course_utils.compile.statements import statement
from course_utils.modelling import Model

# Slopes of the levels per day; events per day of each process that jumps; their sum.
Pace = tuple[tuple[float, ...], tuple[float, ...], float]
Rates = Callable[[Sequence[float], float, Sequence[float]], Pace]


@dataclass(frozen=True)
class Jumps:
    """What a run by chance works with, in numbers.

    Parameters
    ----------
    processes
        Names of the processes that happen one by one, in the order in which one is chosen.
    levels
        Places, among the states, of those that are not counted.
    rates_with
        Takes the constants, in the order of `model.constants`, and returns a function. That takes
        all states, a step, and the slopes of the levels, and gives the pace where the levels are
        after the step (a step of 0 gives it where they are).
    changes_with
        Takes the constants and returns for each process a list of (place of the state, by how
        much one event changes it; in single ones).
    """

    processes: tuple[str, ...]
    levels: tuple[int, ...]
    rates_with: Callable[[Sequence[float]], Rates]
    changes_with: Callable[[Sequence[float]], list[list[tuple[int, float]]]]


def jumps_of(model: Model) -> Jumps:
    """Return what Gillespie's method needs of a model that counts a state.

    The functions are made from the program that the browser interprets, instruction by
    instruction, so that both calculate the same numbers to the last bit.
    """
    return _jumps(blank(model))


@lru_cache(maxsize=64)
def _jumps(model: Model) -> Jumps:
    program = browser_program(model)
    chance = program["chance"]
    states = list(model.states)
    levels = [name for name in states if name not in chance["singles"]]
    names = [jump["name"] for jump in chance["jumps"]]
    singles = [jump["single"] for jump in chance["jumps"]]
    places = [
        [(states.index(state), key) for state, key in jump["changes"].items()]
        for jump in chance["jumps"]
    ]
    change = _block(model, program, chance["changes"])

    def changes_with(constants: Sequence[float]) -> list[list[tuple[int, float]]]:
        by_name = change(constants)
        return [[(place, by_name[key]) for place, key in jump] for jump in places]

    return Jumps(
        tuple(names),
        tuple(states.index(name) for name in levels),
        _rates(model, program, levels, names, singles),
        changes_with,
    )


def _block(
    model: Model, program: dict[str, Any], block: dict[str, Any]
) -> Callable[[Sequence[float]], dict[str, float]]:
    """Return a block that depends on constants only, as a function of them."""
    results = ", ".join(f"{key!r}: r{register}" for key, register in block["out"].items())
    lines = [
        "def block(constants):",
        *_indented(_arguments(program, model.constants, "constants")),
        *_indented([statement(instruction) for instruction in block["code"]]),
        f"    return {{{results}}}",
    ]
    function: Callable[[Sequence[float]], dict[str, float]] = _run(program, lines)["block"]
    return function


def _rates(
    model: Model,
    program: dict[str, Any],
    levels: list[str],
    processes: list[str],
    singles: list[float],
) -> Callable[[Sequence[float]], Rates]:
    block = program["chance"]["rates"]
    out = block["out"]
    moving = {program["inputs"][name] for name in model.states}
    once: list[str] = []
    always: list[str] = []
    for instruction in block["code"]:
        operation, target, *operands = instruction
        registers = operands[:1] if operation == "powi" else operands
        if moving.isdisjoint(registers):
            once.append(statement(instruction))
        else:
            moving.add(target)
            always.append(statement(instruction))
    paces = [f"a{i}" for i in range(len(processes))]
    for pace, name, single in zip(paces, processes, singles, strict=True):
        always.append(f"{pace} = r{out[name]} / {single!r}")
    moves = [f"r{program['inputs'][name]} += step * along[{i}]" for i, name in enumerate(levels)]
    slopes = "".join(f"r{out[name]}, " for name in levels)
    lines = [
        "def rates_with(constants):",
        *_indented([*_arguments(program, model.constants, "constants"), *once]),
        "    def rates(states, step, along):",
        *_indented(_indented([*_arguments(program, model.states, "states"), *moves, *always])),
        f"        return ({slopes}), ({', '.join(paces)},), {' + '.join(paces)}",
        "    return rates",
    ]
    function: Callable[[Sequence[float]], Rates] = _run(program, lines)["rates_with"]
    return function


def _arguments(program: dict[str, Any], names: Any, given: str) -> list[str]:
    registers = "".join(f"r{program['inputs'][name]}, " for name in names)
    return [f"{registers}= {given}"] if registers else []


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _run(program: dict[str, Any], lines: list[str]) -> dict[str, Any]:
    """Define functions from source that this module wrote, and nobody else."""
    namespace: dict[str, Any] = {name: getattr(math, name) for name in ("exp", "log", "sqrt")}
    namespace |= {f"r{register}": value for register, value in program["constants"]}
    exec("\n".join(lines), namespace)
    return namespace
