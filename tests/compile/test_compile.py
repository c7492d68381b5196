"""A model becomes functions, a browser program, formulas and a diagram, and all agree."""

import math
from typing import Any

import numpy as np
import pytest
import sympy

from course_utils.compile import (
    browser_program,
    diagram,
    equations,
    jacobian_function,
    observable_functions,
    process_rows,
    rhs_arrays,
    rhs_function,
    slope_name,
)
from course_utils.modelling import Model, ModelError
from course_utils.models import MODELS, gompertz, il1, surveillance, treg_rankl
from tests.modelling.test_model import decay, declare, parameter, state

LIBRARY = [*MODELS.values(), decay]


def kuznetsov(E: float, T: float, v: dict[str, float], on: float = 0) -> tuple[float, float]:  # noqa: N803
    """The published equations, typed by hand, with recruitment lowered while the drugs are on."""
    recruited = v["p"] * (1 - v["u"] * on) * E * T / (v["g"] + T)
    return (
        v["s"] + recruited - v["m"] * E * T - v["d"] * E,
        v["a"] * T * (1 - v["b"] * T) - v["n"] * E * T,
    )


def random_points(model: Model, count: int) -> list[tuple[list[float], list[float]]]:
    rng = np.random.default_rng(1)
    states, constants = len(model.states), len(model.constants)
    return [
        (list(rng.uniform(0, 50, states)), list(rng.uniform(0, 1, constants))) for _ in range(count)
    ]


def run_program(program: dict[str, Any], block: str, inputs: dict[str, float]) -> dict[str, float]:
    """Interpret a program, plainly."""
    registers = [math.nan] * program["registers"]
    for register, value in program["constants"]:
        registers[register] = value
    for name, value in inputs.items():
        registers[program["inputs"][name]] = value
    operations = {
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "div": lambda a, b: a / b,
        "neg": lambda a: -a,
        "pow": lambda a, b: a**b,
        "exp": math.exp,
        "log": math.log,
        "sqrt": math.sqrt,
        "min": min,
        "max": max,
    }
    for operation, target, *operands in program[block]["code"]:
        if operation == "powi":
            registers[target] = registers[operands[0]] ** operands[1]
        else:
            registers[target] = operations[operation](*(registers[i] for i in operands))
    return {name: registers[i] for name, i in program[block]["out"].items()}


def test_the_right_hand_side_is_the_published_one() -> None:
    function = rhs_function(surveillance)
    for (E, T), constants in random_points(surveillance, 20):  # noqa: N806
        values = dict(zip(surveillance.constants, constants, strict=True))
        expected = kuznetsov(E, T, values, values["immunosuppression"])
        assert function([E, T], constants) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("model", LIBRARY, ids=lambda model: model.name)
def test_the_browser_program_computes_the_same_derivatives(model: Model) -> None:
    program = browser_program(model)
    function = rhs_function(model)
    for states, constants in random_points(model, 20):
        inputs = dict(zip([*model.states, *model.constants], states + constants, strict=True))
        result = run_program(program, "derivatives", inputs)
        assert list(result) == list(model.states)
        assert list(result.values()) == pytest.approx(function(states, constants), rel=1e-12)


def test_the_browser_program_computes_the_same_jacobian_if_it_is_asked_for() -> None:
    assert "jacobian" not in browser_program(surveillance)
    program = browser_program(surveillance, jacobian=True)
    names = [*surveillance.states, *surveillance.constants]
    for states, constants in random_points(surveillance, 20):
        inputs = dict(zip(names, states + constants, strict=True))
        result = run_program(program, "jacobian", inputs)
        wanted = jacobian_function(surveillance)(states, constants)
        assert list(result) == [slope_name(row, by) for row in "ET" for by in "ET"]
        assert list(result.values()) == pytest.approx(wanted.ravel().tolist(), rel=1e-12)


@pytest.mark.parametrize("model", LIBRARY, ids=lambda model: model.name)
def test_the_browser_program_computes_the_same_start_values(model: Model) -> None:
    program = browser_program(model)
    values = model.values
    known = {name: values[name] for name in model.parameters}
    for name in program["start"]["out"]:
        # What follows from a later one would be NaN here.
        known[name] = run_program(program, "start", known)[name]
    expected = {name: values[name] for name in [*model.states, *model.baselines]}
    assert {name: known[name] for name in expected} == pytest.approx(expected, rel=1e-14)


def test_the_browser_program_computes_what_a_dose_does() -> None:
    program = browser_program(gompertz)
    for f, beta in [(0.9, 0.08), (0.0, 0.03), (0.99, 0.15)]:
        model = gompertz.set(f=f, beta=beta)
        inputs = {name: model.values[name] for name in model.parameters}
        effects = run_program(program, "effects", inputs)
        assert effects == pytest.approx(
            {"chemotherapy: scale V": 1 - f, "chemotherapy: add g": -beta * math.log(1 - f)}
        )


def test_the_browser_program_is_small_and_never_repeats_itself() -> None:
    code = browser_program(surveillance)["derivatives"]["code"]
    assert len(code) <= 20
    assert len({(op, *operands) for op, _, *operands in code}) == len(code)


def test_the_browser_program_knows_the_functions_it_needs() -> None:
    x, y = sympy.symbols("X a", nonnegative=True)
    formula = sympy.exp(-x) + sympy.log(1 + y) * sympy.sqrt(x) + sympy.Max(x, y, 2) / x**2 + x**y
    formula += sympy.Min(x, 3) - x**-1
    model = declare(a=parameter(unit="1"), X=state(unit="1"))
    rate = sympy.Lambda((x, y), formula)
    program = browser_program(_Wrapped(model, formula))
    for a, b in [(0.5, 0.25), (3.0, 1.5)]:
        result = run_program(program, "derivatives", {"X": a, "a": b})
        assert result["X"] == pytest.approx(float(rate(a, b)), rel=1e-12)


class _Wrapped:
    """A model whose derivative is a formula that no honest process would have."""

    def __init__(self, model: Model, formula: Any) -> None:
        self._model, self._formula = model, formula

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def derivatives(self) -> dict[str, Any]:
        return {"X": self._formula}


def test_a_function_without_an_instruction_is_refused_in_words() -> None:
    model = declare(X=state(unit="1"))
    formula = sympy.sin(sympy.Symbol("X", nonnegative=True))
    with pytest.raises(ModelError, match="no instruction for sin"):
        browser_program(_Wrapped(model, formula))  # type: ignore[arg-type]


def test_the_jacobian_agrees_with_small_steps() -> None:
    function, jacobian = rhs_function(surveillance), jacobian_function(surveillance)
    for states, constants in random_points(surveillance, 5):
        matrix = jacobian(states, constants)
        for j in range(2):
            step = 1e-6 * max(states[j], 1)
            ahead, behind = list(states), list(states)
            ahead[j] += step
            behind[j] -= step
            slope = (
                np.array(function(ahead, constants)) - np.array(function(behind, constants))
            ) / (2 * step)
            assert matrix[:, j] == pytest.approx(slope, rel=1e-6, abs=1e-6)


def test_arrays_give_what_numbers_give() -> None:
    states = np.array([[1.0, 2.0], [3.0, 4.0]])
    constants = [0.5] * len(surveillance.constants)
    together = rhs_arrays(surveillance)(states, constants)
    apart = [rhs_function(surveillance)(list(column), constants) for column in states.T]
    assert np.transpose(together) == pytest.approx(np.array(apart))


def test_observables_are_computed_from_the_states() -> None:
    function = observable_functions(decay)["total"]
    assert function([np.array([1.0, 2.0]), np.array([3.0, 4.0])], [0, 0, 0]).tolist() == [4, 6]


def test_equations_have_one_term_a_process_with_parameters_first() -> None:
    effectors, tumour = equations(surveillance)
    assert effectors == (
        r"\frac{dE}{dt} &= s + \frac{p \left(1 - u U\right) E T}{g + T} - m E T - d E"
    )
    assert tumour == r"\frac{dT}{dt} &= a T - a b T^{2} - n E T"


def test_equations_keep_the_names_of_shared_quantities_and_explain_them_below() -> None:
    lines = equations(treg_rankl)
    assert lines[3:] == [
        r"\frac{dJ}{dt} &= m \varepsilon P + m \psi \gamma S \varepsilon P",
        r"F &= \left(1 - u W\right) L",
        r"S &= \frac{F}{K_L + F}",
        r"\varepsilon &= 1 - \frac{d}{b}",
    ]


def test_equations_say_what_a_baseline_was_worked_out_from() -> None:
    signature, *_, baseline = equations(il1)[4:]
    assert signature == r"\frac{dX}{dt} &= \frac{k_X j}{j_0} - k_X X"
    assert baseline == r"j_0 &= \frac{I(0)}{I(0) + K_I}"


def test_equations_leave_out_the_switch_of_a_treatment_that_was_removed() -> None:
    assert "F &= L" in equations(treg_rankl.without("antibody"))


def test_equations_of_a_model_whose_rates_share_nothing_are_only_those_of_its_states() -> None:
    assert "total" in decay.observables
    assert len(equations(decay)) == len(decay.states)


def test_the_process_table_says_what_one_event_does() -> None:
    rows = {row.name: row for row in process_rows(surveillance)}
    assert rows["killing"].rate == "n E T"
    assert rows["killing"].effect == "Tumour cells −1"
    assert {row.name: row for row in process_rows(decay)}["death"].effect == (
        "Cells −1, Dead cells +1"
    )


def test_the_diagram_knows_who_drives_whom() -> None:
    arrows = {arrow.process: arrow for arrow in diagram(surveillance).arrows}
    assert arrows["killing"].sources == ("T",)
    assert arrows["killing"].helped_by == ("E",)
    assert arrows["recruitment"].products == ("E",)
    assert arrows["recruitment"].treated_by == ("immunosuppression",)
    assert "Killing removes tumour cells, driven by effector cells." in (
        diagram(surveillance).description
    )
