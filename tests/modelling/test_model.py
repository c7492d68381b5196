"""The language: what can be declared, and what is refused in which words."""

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.modelling import (
    Baseline,
    Claim,
    Model,
    ModelError,
    Observable,
    Outcome,
    Parameter,
    Process,
    State,
    Treatment,
    highest,
    lowest,
)
from course_utils.modelling.symbols import symbol
from course_utils.models import surveillance
from course_utils.simulate import simulate


class Decay(Model):
    """Something decays.

    The smallest model that is of any use.
    """

    k = Parameter("Rate", 0.5, unit="1/day", range=(0, 1), source="illustrative")
    dose = Parameter("Dose", 2, unit="Mc", source="illustrative")

    X = State("Cells", start=3, unit="Mc", measured_by="counting")
    Y = State("Dead cells", start=0, unit="Mc", measured_by="counting")

    total = Observable("All cells", X + Y, unit="Mc")
    block = Treatment("Blocker")
    infusion = Treatment("Infusion", adds={X: dose})
    surgery = Treatment("Surgery", sets={X: 0})

    death = Process(k * (1 - block) * X, converts=(X, Y))

    big = Outcome("big", when=highest(X) > 10, words="Big: {X}.")
    small = Outcome("small", when=True, words="Small.")


decay = Decay()


class Filling(Model):
    """A share fills up, and a score compares it with how full it was at first."""

    k = Parameter("Rate", 0.5, unit="1/day", range=(0, 1), source="illustrative")
    n = Parameter("First share", 0.2, unit="1", range=(0.1, 0.5), source="illustrative")

    X = State("Share", start=n, unit="1", at_most=1, measured_by="counting")
    Y = State("Score", start=2 * X, unit="1", measured_by="asking")
    X0 = Baseline("Share at first", X, unit="1", latex="X_0")

    filling = Process(k * (1 - X), makes=X)
    scoring = Process(k * X / X0, makes=Y)


filling = Filling()


def declare(**body: Any) -> Model:
    """Make a model from a body given as keywords, as a class statement would."""
    namespace = type(Model).__prepare__("Broken", (Model,))  # type: ignore[misc]
    namespace["__doc__"] = "A model for a test."
    namespace["__module__"] = __name__
    namespace["__qualname__"] = "Broken"
    for name, value in body.items():
        namespace[name] = value(namespace) if callable(value) else value
    return type(Model)("Broken", (Model,), namespace)()  # type: ignore[no-any-return]


def parameter(**changes: Any) -> Parameter:
    return Parameter(
        **{"label": "A", "default": 1, "unit": "1/day", "source": "illustrative"} | changes
    )


def state(**changes: Any) -> State:
    return State(**{"label": "B", "start": 1, "unit": "Mc", "measured_by": "counting"} | changes)


def test_a_model_knows_its_declarations_by_name() -> None:
    assert list(decay.parameters) == ["k", "dose"]
    assert list(decay.states) == ["X", "Y"]
    assert decay.states["X"].label == "Cells"
    assert decay.k.unit == "1/day"
    assert decay.name == "decay"
    assert decay.title == "Something decays"
    assert decay.description == "The smallest model that is of any use."


def test_a_conversion_takes_from_one_state_what_it_gives_to_the_other() -> None:
    rates = decay.derivatives()
    assert rates["X"] + rates["Y"] == 0


def test_set_gives_another_model_and_leaves_the_first_alone() -> None:
    other = decay.set(k=0.25, X=7)
    assert (other.values["k"], other.values["X"]) == (0.25, 7)
    assert (decay.values["k"], decay.values["X"]) == (0.5, 3)
    assert other != decay
    assert other == decay.set(X=7, k=0.25)
    assert hash(other) == hash(decay.set(X=7, k=0.25))


def test_a_start_value_may_follow_from_parameters() -> None:
    assert surveillance.values["E"] == pytest.approx(0.013 / 0.0412)
    assert surveillance.set(s=0.0412).values["E"] == pytest.approx(1)
    assert surveillance.set(s=0.0412, E=3).values["E"] == 3


def test_a_start_value_may_follow_from_one_before_it() -> None:
    assert filling.values["Y"] == pytest.approx(0.4)
    assert filling.set(X=0.3).values["Y"] == pytest.approx(0.6)
    assert filling.set(X=0.3, Y=0).values["Y"] == 0


def test_a_baseline_is_what_a_formula_gives_at_the_start() -> None:
    assert filling.values["X0"] == pytest.approx(0.2)
    assert filling.set(X=0.3).values["X0"] == pytest.approx(0.3)
    assert filling.constants == ["k", "n", "X0"]
    with pytest.raises(ModelError, match="no parameter or state called 'X0'"):
        filling.set(X0=1)


def test_a_baseline_stays_what_it_was() -> None:
    run = simulate(filling, days=(0, 10), points=11)
    grown = 0.5 * run.t - (run["X"] - 0.2)  # the integral of k X, since X' = k − k X
    assert run["Y"] == pytest.approx(0.4 + grown / 0.2, rel=1e-7)
    first_dose = {"t": 0, "state": "X", "op": "set", "value": 0.9}
    assert simulate(filling, days=(0, 1), points=2, treatments=[first_dose])["Y"][-1] > 2


def test_a_share_cannot_begin_above_the_most_that_it_can_be() -> None:
    with pytest.raises(ModelError, match=r"start value of 'X' is 1\.5, but it can be at most 1"):
        filling.set(X=1.5)


def test_a_start_value_follows_only_from_what_is_declared_before_it() -> None:
    with pytest.raises(ModelError, match=r"start value of 'X' .* depends on 'Z', which is neither"):
        declare(X=state(start=symbol("Z")), Z=state())
    with pytest.raises(ModelError, match=r"baseline 'b' .* depends on 'Z', which is neither"):
        declare(X=state(), b=Baseline("B", symbol("Z"), unit="Mc"))
    with pytest.raises(ModelError, match="baseline 'b' of Broken has no unit"):
        declare(X=state(), b=lambda names: Baseline("B", names["X"]))


def test_what_makes_a_share_must_stop_when_it_is_full() -> None:
    with pytest.raises(ModelError, match="makes 'X' even when it is 1, the most that it can be"):
        declare(
            a=parameter(),
            X=state(unit="1", at_most=1),
            growth=lambda names: Process(names["a"] * names["X"], makes=names["X"]),
        )
    with pytest.raises(ModelError, match="can be at most 1, but its range goes up to 2"):
        declare(X=state(unit="1", at_most=1, range=(0, 2)))


def test_a_population_that_starts_above_zero_may_be_divided_by() -> None:
    def share(low: float) -> Model:
        return declare(
            a=parameter(),
            X=state(range=(low, 5)),
            Y=state(range=(low, 5)),
            turning=lambda n: Process(
                n["a"] * n["X"] * n["Y"] / (n["X"] + n["Y"]), converts=(n["X"], n["Y"])
            ),
        )

    assert share(0.1).processes
    with pytest.raises(ModelError, match="'turning' of Broken can be negative or undefined"):
        share(0)


def test_a_removal_of_a_number_that_is_a_parameter_is_checked_too() -> None:
    with pytest.raises(ModelError, match="'loss' of Broken removes 'X' even when none is left"):
        declare(
            a=parameter(unit="1/day"),
            c=parameter(unit="Mc"),
            X=state(),
            loss=lambda names: Process(names["a"], removes={names["X"]: names["c"]}),
        )


def test_a_model_survives_pickling() -> None:
    changed = decay.set(k=0.1).without("death")
    assert pickle.loads(pickle.dumps(changed)) == changed


def test_a_model_and_its_declarations_cannot_be_changed_in_place() -> None:
    with pytest.raises(ModelError, match="never changed in place"):
        decay.k = 3
    with pytest.raises(ModelError, match="cannot be changed"):
        decay.parameters["k"].default = 3
    with pytest.raises(TypeError):
        decay.parameters["k"] = parameter()  # type: ignore[index]


def test_without_takes_a_process_out_of_the_equations() -> None:
    still = decay.without("death")
    assert all(rate == 0 for rate in still.derivatives().values())
    assert "death" not in still.processes
    assert "block" not in decay.without("block").treatments
    assert not any(
        s.name == "block"
        for r in decay.without("block").derivatives().values()
        for s in r.free_symbols
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"q": 1}, r"no parameter or state called 'q'.*It has: k, dose, X, Y"),
        ({"dos": 1}, r"Did you mean 'dose'\?"),
        ({"k": float("nan")}, r"The parameter 'k' is not a number \(NaN\)"),
        ({"k": float("inf")}, r"'k' is infinite"),
        ({"X": -1}, r"The start value of 'X' is -1, but it cannot be negative"),
        ({"k": "much"}, r"'k' must be a number, but 'much' was given"),
        ({"k": True}, r"must be a number"),
    ],
)
def test_a_bad_value_is_refused_in_words(values: dict[str, Any], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        decay.set(**values)


def test_an_unknown_process_cannot_be_removed() -> None:
    with pytest.raises(ModelError, match=r"called 'deth'.*'death'"):
        decay.without("deth")


def test_a_missing_unit_names_the_model_and_the_parameter() -> None:
    with pytest.raises(ModelError, match="parameter 'a' of Broken has no unit"):
        declare(a=parameter(unit=""), X=state())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "declares no state"),
        ({"X": state(unit="")}, "state 'X' of Broken has no unit"),
        ({"X": state(measured_by="")}, "does not say how to measure it"),
        ({"a": parameter(source=""), "X": state()}, "has no source .*illustrative"),
        ({"a": parameter(label=""), "X": state()}, "has no label"),
        ({"a": parameter(unit="furlong"), "X": state()}, "unit 'furlong' is not known"),
        ({"a": parameter(default=-1), "X": state()}, "default of the parameter 'a'.*negative"),
        ({"a": parameter(range=(2, 1)), "X": state()}, "must go upwards"),
        ({"a": parameter(range=(2, 3)), "X": state()}, "outside its range"),
        ({"a": parameter(range=(0, 3), scale="log"), "X": state()}, "not above 0"),
        ({"X": state(start=-1)}, "start value of 'X'.*negative"),
        ({"set": parameter(), "X": state()}, "cannot use 'set' as a name"),
        ({"lambda": parameter(), "X": state()}, "cannot use 'lambda' as a name"),
    ],
)
def test_an_incomplete_declaration_is_refused_in_words(body: dict[str, Any], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        declare(**body)


def test_a_name_declared_twice_is_refused() -> None:
    with pytest.raises(ModelError, match="declares 'a' twice"):

        class Twice(Model):
            """A name stands twice."""

            a = Parameter("A", 1, unit="1/day", source="illustrative")
            a = Parameter("B", 1, unit="1/day", source="illustrative")


def test_one_declaration_cannot_have_two_names() -> None:
    shared = parameter()
    with pytest.raises(ModelError, match="two names: 'a' and 'b'"):
        declare(a=shared, b=shared, X=state())


def test_a_removal_that_does_not_stop_at_zero_is_refused() -> None:
    with pytest.raises(ModelError, match="'loss' of Broken removes 'X' even when none is left"):
        declare(
            a=parameter(unit="Mc/day"),
            X=state(),
            loss=lambda names: Process(names["a"], removes=names["X"]),
        )


def test_a_rate_that_can_be_negative_is_refused_with_an_example() -> None:
    with pytest.raises(ModelError, match=r"'growth' of Broken can be negative.*X = "):
        declare(
            a=parameter(),
            K=parameter(unit="Mc"),
            X=state(),
            growth=lambda n: Process(n["a"] * n["X"] * (1 - n["X"] / n["K"]), makes=n["X"]),
        )


def test_sums_of_unlike_units_are_refused() -> None:
    with pytest.raises(ModelError, match="Units do not agree"):
        declare(
            a=parameter(),
            g=parameter(unit="1"),
            X=state(),
            growth=lambda n: Process(n["a"] * n["X"] / (n["g"] + n["X"]), makes=n["X"]),
        )


def test_cells_are_not_millions_of_cells() -> None:
    with pytest.raises(ModelError, match="do not agree in scale"):
        declare(
            a=parameter(unit="cell/day"),
            X=state(),
            supply=lambda names: Process(names["a"], makes=names["X"]),
        )


def test_a_rate_must_be_per_day() -> None:
    with pytest.raises(ModelError, match="Mc/day is needed"):
        declare(
            a=parameter(unit="Mc"),
            X=state(),
            supply=lambda names: Process(names["a"], makes=names["X"]),
        )


def test_a_process_must_do_something_to_a_known_state() -> None:
    with pytest.raises(ModelError, match="it does none"):
        Process(1)
    with pytest.raises(ModelError, match="changes 'a', which is not a state"):
        declare(a=parameter(), X=state(), p=lambda n: Process(n["a"] * n["X"], makes=n["a"]))


def test_the_last_outcome_must_catch_all_other_runs() -> None:
    with pytest.raises(ModelError, match="give it when=True"):
        declare(X=state(), big=lambda n: Outcome("big", when=n["X"] > 1, words="Big."))


def test_an_outcome_speaks_of_states_only() -> None:
    with pytest.raises(ModelError, match=r"mention \{Z\}"):
        declare(X=state(), any_=Outcome("any", when=True, words="It is {Z}."))
    with pytest.raises(ModelError, match="take one state"):
        declare(
            X=state(),
            low=lambda n: Outcome("low", when=lowest(2 * n["X"]) < 1, words="Low."),
            rest=Outcome("rest", when=True, words="Rest."),
        )


def test_a_claim_needs_a_limit_and_a_mechanism() -> None:
    def nothing(_: Model) -> float:
        return 0.0

    with pytest.raises(ModelError, match="has no limit"):
        Claim("C1", "It is.", quantity=nothing, evidence="model", source="x", rests_on=["a"])
    with pytest.raises(ModelError, match="does not say which processes"):
        Claim("C1", "It is.", quantity=nothing, below=1, evidence="model", source="x", rests_on=[])
    with pytest.raises(ModelError, match="needs patients=n"):
        Claim("C1", "", quantity=nothing, below=1, evidence="patients", source="", rests_on=["a"])
    with pytest.raises(ModelError, match="rests on 'magic'"):
        declare(
            X=state(),
            c=Claim(
                "C1",
                "",
                quantity=nothing,
                below=1,
                evidence="model",
                source="x",
                rests_on=["magic"],
            ),
        )


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_any_finite_value_of_at_least_zero_is_kept_exactly(k: float, x: float) -> None:
    values = decay.set(k=k, X=x).values
    assert (values["k"], values["X"]) == (k, x)


@given(st.floats(max_value=-1e-300, allow_nan=False))
def test_no_negative_value_is_accepted(value: float) -> None:
    with pytest.raises(ModelError):
        decay.set(X=value)


@given(st.text())
def test_no_unknown_name_is_accepted(name: str) -> None:
    if name not in decay.values:
        with pytest.raises(ModelError, match="It has: k, dose, X, Y"):
            decay.set(**{name: 1})
