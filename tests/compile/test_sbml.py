"""The SBML file of every model: valid for libSBML, and the same model for libRoadRunner.

libRoadRunner solves the file with CVODE; the course solves the model with LSODA on code of its
own. The arms are those that the claims of the models run, and some that exercise every treatment.
"""

from __future__ import annotations

import os
import sys
import tomllib
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy
from packaging.requirements import Requirement

from course_utils.compile import sbml
from course_utils.modelling import (
    Action,
    Course,
    Model,
    ModelError,
    Observable,
    Parameter,
    Process,
    SpatialModel,
    State,
    Treatment,
    schedule,
)
from course_utils.models import MODELS, hotcold, surveillance
from course_utils.simulate import simulate
from course_utils.verification import SBML

Arm = tuple[Model, tuple[float, float], tuple[Action, ...]]

RELATIVE = SBML.within
# What CVODE cannot tell from zero.
ABSOLUTE = 1e-14
# Of the largest value of a curve; what is less is dust for both solvers.
DUST = 1e-6


def _import(name: str) -> Any:
    with warnings.catch_warnings():
        # From Python 3.12 on, modules made by SWIG warn about their own types.
        warnings.filterwarnings("ignore", "builtin type [sS]wig", DeprecationWarning)
        return __import__(name)


@pytest.fixture(scope="module")
def roadrunner(root: Path) -> Any:
    """Return libRoadRunner, which has no wheel for some machines."""
    try:
        module = _import("roadrunner")
    except ImportError:
        project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
        needs = map(Requirement, project["optional-dependencies"]["dev"])
        (marker,) = [need.marker for need in needs if need.name == "libroadrunner"]
        if marker is None or marker.evaluate() or os.environ.get("CI", "").lower() in ("true", "1"):
            raise
        pytest.skip("SBML NOT SIMULATED. libRoadRunner has no wheel for this machine.")
    module.Logger.setLevel(module.Logger.LOG_ERROR)
    return module


class Trapped(Model):
    """Names that mean something else elsewhere, and every kind of unit.

    Second paragraph.
    """

    pi = Parameter("Priming", 0.5, unit="1/day", source="illustrative")
    time = Parameter("A time", 2, unit="day", source="illustrative")
    e = Parameter("Escape", 0.3, unit="1/day", source="Known2020")
    beta = Parameter("Infection", 0.05, unit="1/(Mpfu day)", source="illustrative")
    lambda_ = Parameter("Death", 0.4, unit="1/day", source="illustrative")
    gamma = Parameter("Burst", 7, unit="Mpfu/Mc", source="Known2020", meaning="virions of a cell")
    exp = Parameter("Output", 3, unit="pg/(mL Mc day)", source="illustrative")
    K = Parameter("Half", 10, unit="pg/mL", source="illustrative")

    S = State("Uninfected", start=gamma / gamma * 4, unit="Mc", measured_by="counting")
    N = State("Infected", start=1, unit="Mc", measured_by="counting")
    V = State("Virus", start=1, unit="Mpfu", measured_by="plaques")
    I = State("Cytokine", start=K / 5, unit="pg/mL", measured_by="ELISA")  # noqa: E741
    A = State("Drug", start=0, unit="mg", measured_by="HPLC")
    g = State("Growth rate", start=pi, unit="1/day", measured_by="two volumes")
    inf = State("Volume", start=2, unit="cm3", measured_by="callipers")

    trapped = Treatment("Drug on", latex="W")
    dose = Treatment("Dose", adds={A: 100, I: K}, scales={g: 0.5, S: 0.9})

    false = Observable("Share of the cytokine", I / (I + K), unit="1")
    place = Observable("Sum of logarithms", sympy.log(1 + false) + sympy.sqrt(false), unit="1")
    two = Observable("Two", 2, unit="Mc")
    largest = Observable("Larger clone", sympy.Max(S, N) - sympy.Min(S, N) / 3, unit="Mc")

    growth = Process(g * S * (1 - 0.5 * trapped), makes=S)
    slowing = Process(g / (time * (1 + false)), removes=g)
    infection = Process(beta * S * V, converts=(S, N))
    lysis = Process(lambda_ * N, removes=N, makes={V: gamma})
    decay = Process(e * V, removes=V)
    output = Process(exp * N, makes=I)
    clearance = Process(pi * I * false ** sympy.Rational(3, 2), removes=I)
    loss = Process(A / time, removes=A)
    shrinking = Process(inf / (time * 20), removes=inf)


trapped = Trapped()

TRAPPED = {
    "plain": [],
    "from day 0": [trapped.treatments["trapped"].during(0, 3), trapped.treatments["dose"].at(0, 5)],
    # What a stoichiometry and a start value depend on is changed too.
    "raw": [
        {"t": 0, "parameter": "K", "op": "scale", "value": 2},
        {"t": 0, "state": "S", "op": "set", "value": 3},
        {"t": 2.5, "parameter": "gamma", "op": "scale", "value": 0.5},
        {"t": 2.5, "state": "I", "op": "scale", "value": 0.5},
        {"t": 2.5, "state": "I", "op": "add", "value": 1},
        {"t": 6, "state": "V", "op": "set", "value": 1.5},
    ],
}


def every_treatment(model: Model) -> dict[str, list[Course]]:
    """Return an untreated arm, one with each treatment, and one with all, from day 0 on."""
    courses = {
        name: [treatment.during(0, 12.5), treatment.during(20, 31)]
        if treatment.is_window
        else [treatment.at(0, 7, 7.25), treatment.at(30.5, dose=2)]
        for name, treatment in model.treatments.items()
    }
    together = [course for several in courses.values() for course in several]
    return {"untreated": [], **courses, "all at once": together}


def arms_of_claims(model: Model, monkeypatch: pytest.MonkeyPatch) -> set[Arm]:
    """Work out the model's claims and take note of every run that they ask for."""
    module = sys.modules[type(model).__module__]
    arms: set[Arm] = set()

    def noting(model: Model, days: Any = (0, 200), treatments: Any = (), **options: Any) -> Any:
        run = simulate(model, days=days, treatments=treatments, **options)
        first, last = days
        assert first == 0
        arms.add((run.model, (first, last), tuple(schedule(run.model, treatments, days))))
        return run

    if hasattr(module, "simulate"):
        monkeypatch.setattr(module, "simulate", noting)
        for claim in model.claims.values():
            claim.quantity(model)
    return arms


def problems(document: str) -> list[str]:
    """Return everything that libSBML finds to say, down to warnings about good practice."""
    libsbml = _import("libsbml")
    read = libsbml.readSBMLFromString(document)
    for category in (
        libsbml.LIBSBML_CAT_GENERAL_CONSISTENCY,
        libsbml.LIBSBML_CAT_IDENTIFIER_CONSISTENCY,
        libsbml.LIBSBML_CAT_UNITS_CONSISTENCY,
        libsbml.LIBSBML_CAT_MATHML_CONSISTENCY,
        libsbml.LIBSBML_CAT_SBO_CONSISTENCY,
        libsbml.LIBSBML_CAT_OVERDETERMINED_MODEL,
        libsbml.LIBSBML_CAT_MODELING_PRACTICE,
    ):
        read.setConsistencyChecks(category, True)
    read.checkConsistency()
    return [read.getError(i).getMessage() for i in range(read.getNumErrors())]


_ALIVE = []


def read(document: str) -> Any:
    """Return the model that libSBML reads; what belongs to it lives only as long as itself."""
    document_read = _import("libsbml").readSBMLFromString(document)
    assert document_read.getNumErrors() == 0
    _ALIVE.append(document_read)
    return document_read.getModel()


def disagreement(roadrunner: Any, model: Model, last: float, treatments: Iterable[Any]) -> float:
    """Return the largest relative difference between libRoadRunner and the course."""
    treatments = list(treatments)
    return disagreement_of(sbml(model, treatments), roadrunner, model, last, treatments)


def disagreement_of(
    document: str, roadrunner: Any, model: Model, last: float, treatments: Iterable[Any]
) -> float:
    """Return the same for a document of this model, which must be without fault."""
    assert problems(document) == []
    parsed = read(document)
    names = [*model.states, *model.observables]
    ids = [name if parsed.getElementBySId(name) else f"{name}_" for name in names]
    rr = roadrunner.RoadRunner(document)
    rr.integrator.relative_tolerance = 1e-10
    rr.integrator.absolute_tolerance = ABSOLUTE
    rr.integrator.maximum_num_steps = 1_000_000
    rr.timeCourseSelections = ["time", *ids]
    t = np.linspace(0, last, 54)
    found = np.array(rr.simulate(times=list(t)))[:, 1:].T
    run = simulate(model, days=(0, last), points=t, treatments=treatments)
    moments = [action.t for action in run.actions if action.t > 0]
    between = ~np.isin(t, moments)  # at the moment itself the one tells before, the other after
    worst = 0.0
    for name, values in zip(names, found, strict=True):
        expected = run[name]
        dust = max(DUST * float(np.max(np.abs(expected))), ABSOLUTE / RELATIVE)
        scale = np.maximum(np.abs(expected), dust)
        worst = max(worst, float(np.max((np.abs(values - expected) / scale)[between])))
    return worst


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELS)
def test_treatments_and_arms_of_the_claims_run_in_roadrunner_as_in_the_course(
    name: str, roadrunner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    treated = every_treatment(MODELS[name])
    for arm, courses in treated.items():
        assert disagreement(roadrunner, MODELS[name], 60, courses) < RELATIVE, arm
    arms = arms_of_claims(MODELS[name], monkeypatch)
    for model, (_, last), actions in arms:
        assert disagreement(roadrunner, model, last, actions) < RELATIVE, (model, actions)
    # The chapters' arms, not a few of them: every treatment is given in some. The claims of a model
    # with space are about runs in space, which SBML does not know.
    if isinstance(MODELS[name], SpatialModel):
        assert not arms
        return
    asked = {name for claim in MODELS[name].claims.values() for name in claim.rests_on}
    assert bool(arms) or not asked & set(MODELS[name].treatments)
    # And the model's reference page says the truth.
    assert len(treated) + len(arms) == SBML.runs[name]


@pytest.mark.parametrize("arm", TRAPPED)
def test_names_with_another_meaning_and_mixed_units_make_no_difference(
    arm: str, roadrunner: Any
) -> None:
    assert disagreement(roadrunner, trapped, 10, TRAPPED[arm]) < RELATIVE


def test_a_model_without_a_process_is_exported_without_it(roadrunner: Any) -> None:
    model = surveillance.without("exhaustion", "immunosuppression").set(s=0.02, E=0.4)
    assert disagreement(roadrunner, model, 60, []) < RELATIVE
    document = sbml(model)
    assert read(document).getReaction("exhaustion") is None
    assert "Taken out of the model: exhaustion, immunosuppression." in document


def test_the_comparison_sees_a_small_difference(roadrunner: Any) -> None:
    """A test of the test: one per mille more killing is noticed."""
    document = sbml(surveillance.set(n=surveillance.values["n"] * 1.001))
    rr = roadrunner.RoadRunner(document)
    rr.timeCourseSelections = ["T"]
    last = np.array(rr.simulate(0, 60, 3))[-1, 0]
    assert abs(last / simulate(surveillance, days=(0, 60), points=3)["T"][-1] - 1) > 10 * RELATIVE


def test_the_validator_sees_a_wrong_unit() -> None:
    document = sbml(surveillance)
    assert problems(document) == []
    wrong = document.replace('units="Mc_per_day"', 'units="Mc"')
    assert wrong != document
    assert any("units" in problem for problem in problems(wrong))


def test_states_become_species_and_processes_become_reactions() -> None:
    model = read(sbml(surveillance))
    assert [s.getId() for s in model.getListOfSpecies()] == ["E", "T"]
    assert [s.getName() for s in model.getListOfSpecies()] == ["Effector cells", "Tumour cells"]
    assert [r.getId() for r in model.getListOfReactions()] == list(surveillance.processes)
    killing = model.getReaction("killing")
    assert [r.getSpecies() for r in killing.getListOfReactants()] == ["T"]
    assert [m.getSpecies() for m in killing.getListOfModifiers()] == ["E"]
    assert killing.getNumProducts() == 0


def test_what_drives_a_rate_through_an_observable_is_a_modifier() -> None:
    killing = read(sbml(hotcold)).getReaction("killing")
    assert [m.getSpecies() for m in killing.getListOfModifiers()] == ["C"]


def test_a_rate_that_is_no_amount_is_a_parameter_with_a_rate() -> None:
    model = read(sbml(MODELS["gompertz"]))
    assert [s.getId() for s in model.getListOfSpecies()] == ["V"]
    assert model.getRateRule("g") is not None


def test_a_start_value_stays_a_formula_unless_it_was_set() -> None:
    assert read(sbml(surveillance)).getInitialAssignment("E") is not None
    model = read(sbml(surveillance.set(E=0.7)))
    assert model.getInitialAssignment("E") is None
    assert model.getSpecies("E").getInitialAmount() == 0.7


def test_day_0_needs_no_event() -> None:
    denosumab, anti_pd1 = hotcold.treatments["denosumab"], hotcold.treatments["anti_pd1"]
    model = read(sbml(hotcold, [denosumab.at(0), anti_pd1.during(0, 20)]))
    assert model.getSpecies("D").getInitialAmount() == 1
    assert model.getParameter("anti_pd1").getValue() == 1
    assert [event.getName() for event in model.getListOfEvents()] == ["Day 20: anti_pd1 = 0"]


def test_what_is_done_on_one_day_is_one_event() -> None:
    denosumab, anti_pd1 = hotcold.treatments["denosumab"], hotcold.treatments["anti_pd1"]
    model = read(sbml(hotcold, [denosumab.at(15, 22), anti_pd1.during(15, 36)]))
    assert [event.getName() for event in model.getListOfEvents()] == [
        "Day 15: anti_pd1 = 1, D + 1",
        "Day 22: D + 1",
        "Day 36: anti_pd1 = 0",
    ]
    assert not model.getParameter("anti_pd1").getConstant()
    assert model.getParameter("cd8_depletion").getConstant()


def test_values_cite_their_papers_by_doi() -> None:
    model = read(sbml(surveillance, references={"Kuznetsov1994": "10.1007/BF02460644"}))
    for element in (model, model.getParameter("s"), model.getSpecies("E")):
        term = element.getCVTerm(0)
        assert term.getResourceURI(0) == "https://identifiers.org/doi:10.1007/BF02460644"
    assert model.getParameter("u").getNumCVTerms() == 0
    assert "The value is illustrative." in model.getParameter("u").getNotesString()


def test_notes_say_what_a_number_means() -> None:
    model = read(sbml(trapped))
    assert "Virions of a cell." in model.getParameter("gamma").getNotesString()
    assert "Source: Known2020." in model.getParameter("gamma").getNotesString()
    assert "<p>Second paragraph.</p>" in model.getNotesString()
    assert "no medical advice" in model.getNotesString()


def test_the_same_model_gives_the_same_file() -> None:
    assert sbml(hotcold) == sbml(hotcold)


class Odd(Model):
    """A model with a function that SBML does not have."""

    r = Parameter("Growth", 1, unit="1/day", source="illustrative")
    X = State("Cells", start=1, unit="1", measured_by="counting")
    growth = Process(r * X, makes=X)
    strange = Observable("Strange", sympy.erf(X), unit="1")


def test_a_function_that_sbml_lacks_is_refused_by_name() -> None:
    with pytest.raises(ModelError, match="SBML has no function erf"):
        sbml(Odd())


class Uncounted(Model):
    """A process that changes states by formulas only."""

    bu = Parameter("Burst", 7, unit="Mpfu/Mc", source="illustrative")
    k = Parameter("Output", 1, unit="Mc/day", source="illustrative")
    V = State("Virus", start=1, unit="Mpfu", measured_by="plaques")
    output = Process(k, makes={V: bu})


def test_a_process_that_counts_in_no_known_unit_is_refused() -> None:
    with pytest.raises(ModelError, match="in which unit the process 'output'"):
        sbml(Uncounted())


def test_a_treatment_that_is_not_the_models_is_refused() -> None:
    with pytest.raises(ModelError, match="no treatment called 'surgery'"):
        sbml(surveillance, [{"name": "surgery", "at": [3]}])
