"""A model becomes an SBML document (Level 3 Version 2), for the simulators of others.

States become species, processes become reactions, observables become assignment rules, and
what is done to the patient becomes events, which only the time triggers. Every number has its
unit. Outcomes and claims have no place in SBML and stay behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import sympy

from course_utils.compile import mathml
from course_utils.compile.mathml import SBML, apply, identifier, number
from course_utils.compile.program import browser_program
from course_utils.compile.sbml_units import NONE, Powers, Units, amount, powers, times
from course_utils.modelling import Action, Course, Model, ModelError, Process, State, schedule
from course_utils.modelling.declarations import InFormulas

_DAY: Powers = {"day": 1}
# Whoever reads a formula as text takes these for constants, in capitals too.
_TRAPS = {"time", "avogadro", "pi", "exponentiale", "inf", "infinity", "nan", "notanumber"}
_TRAPS |= {"true", "false"}

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_BIOLOGY = "http://biomodels.net/biology-qualifiers/"
_XHTML = "http://www.w3.org/1999/xhtml"


def sbml(
    model: Model,
    treatments: Iterable[Course | Action | Mapping[str, Any]] | Course = (),
    references: Mapping[str, str] | None = None,
) -> str:
    """Write a model as SBML.

    Parameters
    ----------
    model
        The model, with its values.
    treatments
        What is done to the patient, as for `simulate`; time begins on day 0. What a dose does is
        worked out with the model's values. SBML has no events on day 0, so what is done then is
        part of the initial values.
    references
        DOI of each key of the bibliography, for the annotations.

    Returns
    -------
    str
        The document.

    Raises
    ------
    ModelError
        If a formula holds a function that SBML does not have, or a treatment is not allowed.
    """
    return _Document(model, treatments, references or {}).text()


def sbml_form(model: Model, references: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Write a model as SBML with all that a page needs to fill in values and treatments itself.

    Parameters
    ----------
    model
        The model, with its defaults.
    references
        DOI of each key of the bibliography, for the annotations.

    Returns
    -------
    dict
        Ready for JSON: ``document``, the untreated model; ``ids``, how the document calls each
        state and constant of the model; ``units``, the identifier of the unit of a
        day and of all that a treatment changes; ``derivatives``, the equations as the browser's
        program has them, by which a page knows that its model is this one.
    """
    form = _Document(model, (), references or {})
    changed = [
        *model.windows,
        *(state for treatment in model.treatments.values() for state, _, _ in treatment.effects),
    ]
    # Before the document is written: it defines the units that were asked for.
    units = {"day": form.units(_DAY), **{name: form.unit_of(name) for name in changed}}
    return {
        "document": form.text(),
        "ids": {name: form.ids[name] for name in [*model.states, *model.constants]},
        "units": units,
        "derivatives": browser_program(model)["derivatives"],
    }


class _Document:
    """One document while it is written."""

    def __init__(
        self,
        model: Model,
        treatments: Iterable[Course | Action | Mapping[str, Any]] | Course,
        references: Mapping[str, str],
    ) -> None:
        self.model = model
        self.values = model.values
        self.references = references
        actions = schedule(model, treatments, (0.0, float("inf")))
        self.at_start = [action for action in actions if action.t <= 0]
        self.later = [action for action in actions if action.t > 0]
        self.changed = {action.name for action in self.later}
        self.units = Units()
        # A state whose unit is no amount, such as a growth rate, is a parameter with a rate.
        amounts = {name: amount(powers(state.unit)) for name, state in model.states.items()}
        self.species = {name: found for name, found in amounts.items() if found}
        self.others = [name for name, found in amounts.items() if not found]
        self.extent = next(iter(self.species.values()))[0] if self.species else NONE
        # Constants that are worked out before the run begins.
        self.derived = [
            name
            for name in model.constants
            if name not in model.parameters and name not in model.windows
        ]
        self.factors: dict[str, Powers] = {}
        # What sets the stoichiometries that are no plain numbers.
        self.fixed: list[Element] = []
        self.moving: list[Element] = []
        self.taken: set[str] = set()
        declared = [*model.states, *model.constants, *model.observables, *model.processes]
        self.ids = {name: self.unique(name) for name in declared}
        self.place = self.unique("place")

    def text(self) -> str:
        """Return the whole document."""
        root = Element("sbml", {"xmlns": SBML, "level": "3", "version": "2"})
        per_volume = any(per_volume for _, per_volume in self.species.values())
        extent, volume = self.units(self.extent), {"mL": 1} if per_volume else NONE
        element = SubElement(
            root,
            "model",
            {
                "id": self.unique(self.model.name),
                "name": self.model.title,
                "substanceUnits": extent,
                "timeUnits": self.units(_DAY),
                "volumeUnits": self.units(volume),
                "extentUnits": extent,
            },
        )
        self.note(element, *self.description())
        self.cite(element, *dict.fromkeys(self.sources()))
        species = [self.one_species(name) for name in self.species]
        reactions = [self.reaction(process) for process in self.model.processes.values()]
        starts = [start for name in self.model.states if (start := self.start(name)) is not None]
        rules = [
            *(self.rate_rule(name) for name in self.others),
            *(self.observable_rule(name) for name in self.model.observables),
        ]
        parameters = [
            *(self.parameter(name) for name in self.model.parameters),
            *(self.window(name) for name in self.model.windows),
            *(self.worked_out(name) for name in self.derived),
            *(self.state_parameter(name) for name in self.others),
            *(self.observable(name) for name in self.model.observables),
            *(self.factor(name, unit) for name, unit in self.factors.items()),
        ]
        events = [
            self.event(day, list(actions))
            for day, actions in groupby(self.later, key=lambda action: action.t)
        ]
        compartment = {
            "id": self.place,
            "name": "One well-mixed place",
            "spatialDimensions": "3",
            "size": "1",
            "units": self.units(volume),
            "constant": "true",
        }
        lists = {
            "listOfCompartments": [Element("compartment", compartment)],
            "listOfSpecies": species,
            "listOfParameters": parameters,
            "listOfInitialAssignments": [*starts, *self.fixed],
            "listOfRules": [*rules, *self.moving],
            "listOfReactions": [reaction for reaction in reactions if reaction is not None],
            "listOfEvents": events,
        }
        element.append(self.units.definitions())  # after the rest, which asks for the units
        for name, items in lists.items():
            if items:
                SubElement(element, name).extend(items)
        ElementTree.indent(root)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            + ElementTree.tostring(root, encoding="unicode")
            + "\n"
        )

    # Names and words

    def unique(self, name: str) -> str:
        """Return an identifier that nothing else in the document has."""
        while name in self.taken or name.lower() in _TRAPS:
            name += "_"
        self.taken.add(name)
        return name

    def description(self) -> list[str]:
        """Return the paragraphs that say what the document is."""
        _, removed = self.model.structure
        return [
            f"{self.model.title}.",
            *(" ".join(part.split()) for part in self.model.description.split("\n\n")),
            f"Taken out of the model: {', '.join(removed)}." if removed else "",
            "From the course Cold to Warm: breast-cancer immunology you can run. "
            "A toy for teaching, no medical advice.",
        ]

    def sources(self) -> list[str]:
        """Return the keys of the bibliography that the model's numbers come from."""
        model = self.model
        groups = (model.parameters, model.states, model.claims)
        return [item.source for group in groups for item in group.values()]

    def note(self, element: Element, *paragraphs: str) -> None:
        """Put words for people into an element."""
        body = SubElement(SubElement(element, "notes"), "body", {"xmlns": _XHTML})
        for paragraph in filter(None, paragraphs):
            SubElement(body, "p").text = paragraph

    def cite(self, element: Element, *keys: str) -> None:
        """Say in an element's annotation which papers describe it, as far as they have a DOI."""
        dois = [self.references[key] for key in keys if key in self.references]
        if not dois:
            return
        element.set("metaid", f"meta_{element.get('id')}")
        rdf = SubElement(
            SubElement(element, "annotation"),
            "rdf:RDF",
            {"xmlns:rdf": _RDF, "xmlns:bqbiol": _BIOLOGY},
        )
        about = SubElement(rdf, "rdf:Description", {"rdf:about": f"#meta_{element.get('id')}"})
        bag = SubElement(SubElement(about, "bqbiol:isDescribedBy"), "rdf:Bag")
        for doi in dois:
            SubElement(bag, "rdf:li", {"rdf:resource": f"https://identifiers.org/doi:{doi}"})

    def formula(self, expression: Any) -> Element:
        """Write a formula of the model; one that was taken out of it is zero there."""
        expanded = self.model.expand(sympy.sympify(expression), observables=False)
        return mathml.formula(expanded, self.ids.__getitem__)

    # Quantities

    def one_species(self, name: str) -> Element:
        """Write a state that is an amount, or an amount per millilitre."""
        state = self.model.states[name]
        substance, per_volume = self.species[name]
        attributes = {
            "id": self.ids[name],
            "name": state.label,
            "compartment": self.place,
            "substanceUnits": self.units(substance),
            "hasOnlySubstanceUnits": "false" if per_volume else "true",
            "boundaryCondition": "false",
            "constant": "false",
        }
        if self.start(name) is None:
            kind = "initialConcentration" if per_volume else "initialAmount"
            attributes[kind] = repr(self.start_number(name))
        if substance != self.extent:
            attributes["conversionFactor"] = self.factor_id(substance)
        return self.with_words(Element("species", attributes), state)

    def with_words(self, element: Element, state: State) -> Element:
        self.note(
            element,
            f"At the start: {state.meaning}." if state.meaning else "",
            f"Measured by {state.measured_by}.",
            _source(state.source),
        )
        self.cite(element, state.source)
        return element

    def state_parameter(self, name: str) -> Element:
        """Write a state that is no amount."""
        state = self.model.states[name]
        start = None if self.start(name) is not None else self.start_number(name)
        element = self.quantity(name, state.label, powers(state.unit), start, constant=False)
        return self.with_words(element, state)

    def parameter(self, name: str) -> Element:
        """Write a parameter with the value that it has from day 0 on."""
        parameter = self.model.parameters[name]
        element = self.quantity(
            name,
            parameter.label,
            powers(parameter.unit),
            self.constant_at_start(name),
            constant=name not in self.changed,
        )
        self.note(element, _sentence(parameter.meaning), _source(parameter.source))
        self.cite(element, parameter.source)
        return element

    def window(self, name: str) -> Element:
        """Write the switch of a treatment: 1 while it is on, 0 otherwise."""
        treatment = type(self.model).declarations[name]
        label = f"{treatment.label} (1 while it is on)"  # type: ignore[attr-defined]
        return self.quantity(
            name, label, NONE, self.constant_at_start(name), constant=name not in self.changed
        )

    def worked_out(self, name: str) -> Element:
        """Write a number that followed from the start values before anything was done."""
        declared = type(self.model).declarations[name]
        assert isinstance(declared, InFormulas)
        return self.quantity(
            name, declared.label, powers(declared.unit), self.values[name], constant=True
        )

    def observable(self, name: str) -> Element:
        """Write the parameter that a rule sets."""
        item = self.model.observables[name]
        return self.quantity(name, item.label, powers(item.unit), None, constant=False)

    def factor(self, name: str, unit: Powers) -> Element:
        """Write how much of one amount a reaction counts where it counts one of another."""
        element = self.quantity(name, "Conversion of amounts", unit, 1.0, constant=True)
        self.note(element, "SBML has one unit for all reactions; this leads over to another.")
        return element

    def quantity(
        self, name: str, label: str, unit: Powers, value: float | None, *, constant: bool
    ) -> Element:
        attributes = {"id": self.ids.get(name, name), "name": label}
        if value is not None:
            attributes["value"] = repr(value)
        attributes |= {"units": self.units(unit), "constant": str(constant).lower()}
        return Element("parameter", attributes)

    def factor_id(self, substance: Powers) -> str:
        """Return the name of the factor from the reactions' unit to another, made on demand."""
        unit = times(substance, self.extent, -1)
        for name, known in self.factors.items():
            if known == unit:
                return name
        name = self.unique("one_" + self.units(unit))
        self.factors[name] = unit
        return name

    # The first day

    def constant_at_start(self, name: str) -> float:
        value = self.values.get(name, 0.0)
        for action in self.at_start:
            if (action.target, action.name) == ("parameter", name):
                value = _changed(value, action)
        return value

    def start_number(self, name: str) -> float:
        value = self.values[name]
        for action in self.at_start:
            if (action.target, action.name) == ("state", name):
                value = _changed(value, action)
        return value

    def start(self, name: str) -> Element | None:
        """Write a start value that follows from parameters; None if it is a number."""
        state = self.model.states[name]
        depends = {free.name for free in getattr(state.start, "free_symbols", ())}
        moved = {action.name for action in self.at_start}
        actions = [a for a in self.at_start if (a.target, a.name) == ("state", name)]
        replaced = any(action.op == "set" for action in actions)
        if not depends or name in self.model.overrides or depends & moved or replaced:
            return None
        unit = self.units(powers(state.unit))
        content = self.formula(state.start)
        for action in actions:
            content = _with_action(content, action, unit)
        element = Element("initialAssignment", {"symbol": self.ids[name]})
        element.append(mathml.math(content))
        return element

    # What happens

    def observable_rule(self, name: str) -> Element:
        item = self.model.observables[name]
        expression = sympy.sympify(item.expression)
        rule = Element("assignmentRule", {"variable": self.ids[name]})
        # A bare number is meant in the declared unit.
        content = (
            number(float(expression), self.units(powers(item.unit)))
            if expression.is_number
            else self.formula(expression)
        )
        rule.append(mathml.math(content))
        return rule

    def rate_rule(self, name: str) -> Element:
        """Write the rate of a state that is no amount, summed over the processes."""
        terms = [
            sympy.sympify(process.changes[name]) * sympy.sympify(process.rate)
            for process in self.model.processes.values()
            if name in process.changes
        ]
        rate = sympy.Add(*terms)
        unit = self.units(times(powers(self.model.states[name].unit), _DAY, -1))
        rule = Element("rateRule", {"variable": self.ids[name]})
        rule.append(mathml.math(number(0, unit) if rate == 0 else self.formula(rate)))
        return rule

    def reaction(self, process: Process) -> Element | None:
        """Write a process; None if it changes nothing that is a species."""
        changes = {name: n for name, n in process.changes.items() if name in self.species}
        if not changes:
            return None
        identity = {
            "id": self.ids[process.name],
            "name": process.label or process.name.replace("_", " "),
            "reversible": "false",
        }
        element = Element("reaction", identity)
        unit = self.counted_in(process, changes)
        sides: dict[str, list[Element]] = {"listOfReactants": [], "listOfProducts": []}
        for name, count in changes.items():
            removes = bool(sympy.sympify(count).could_extract_minus_sign())
            side = sides["listOfReactants" if removes else "listOfProducts"]
            side.append(self.participant(process, name, -count if removes else count, unit))
        expanded = self.model.expand(sympy.sympify(process.rate))
        drivers = {free.name for free in expanded.free_symbols} & set(self.species) - set(changes)
        modifiers = [
            Element("modifierSpeciesReference", {"species": self.ids[name]})
            for name in self.model.states
            if name in drivers
        ]
        for kind, items in [*sides.items(), ("listOfModifiers", modifiers)]:
            if items:
                SubElement(element, kind).extend(items)
        law = self.formula(process.rate)
        if any(self.species[name][1] for name in changes):
            law = apply("times", law, identifier(self.place))
        if unit != self.extent:
            law = apply("divide", law, identifier(self.factor_id(unit)))
        SubElement(element, "kineticLaw").append(mathml.math(law))
        return element

    def counted_in(self, process: Process, changes: Mapping[str, Any]) -> Powers:
        """Return the unit of the amounts that a process counts in."""
        for name, count in changes.items():
            if not getattr(count, "free_symbols", None):
                return self.species[name][0]
        raise ModelError(
            f"SBML cannot tell in which unit the process {process.name!r} of {self.model.name!r} "
            "counts: let it change at least one state by a plain number."
        )

    def participant(self, process: Process, name: str, count: Any, unit: Powers) -> Element:
        """Write how many of a state one event makes or takes."""
        attributes = {"species": self.ids[name]}
        reference = Element("speciesReference", attributes)
        if not getattr(count, "free_symbols", None):
            reference.set("stoichiometry", f"{float(count):.17g}")
            reference.set("constant", "true")
            return reference
        identity = self.unique(f"{self.ids[process.name]}_{self.ids[name]}")
        moves = bool({free.name for free in count.free_symbols} & self.changed)
        reference.set("id", identity)
        reference.set("constant", str(not moves).lower())
        content = self.formula(count)
        substance = self.species[name][0]
        if unit != self.extent:
            content = apply("times", content, identifier(self.factor_id(unit)))
        if substance != self.extent:
            content = apply("divide", content, identifier(self.factor_id(substance)))
        # Worked out once, or again whenever what it depends on is changed.
        assignment = (
            Element("assignmentRule", {"variable": identity})
            if moves
            else Element("initialAssignment", {"symbol": identity})
        )
        assignment.append(mathml.math(content))
        (self.moving if moves else self.fixed).append(assignment)
        return reference

    def event(self, day: float, actions: list[Action]) -> Element:
        """Write everything that is done on one day."""
        signs = {"add": "+", "scale": "×", "set": "="}
        words = ", ".join(f"{a.name} {signs[a.op]} {a.value:.4g}" for a in actions)
        element = Element(
            "event",
            {
                "id": self.unique("day_" + f"{day:g}".replace(".", "_").replace("+", "")),
                "name": f"Day {day:g}: {words}",
                "useValuesFromTriggerTime": "true",
            },
        )
        trigger = SubElement(element, "trigger", {"initialValue": "true", "persistent": "true"})
        reached = apply("geq", mathml.time(), number(day, self.units(_DAY)))
        trigger.append(mathml.math(reached))
        assignments = SubElement(element, "listOfEventAssignments")
        for name in dict.fromkeys(action.name for action in actions):
            content = identifier(self.ids[name])
            for action in actions:
                if action.name == name:
                    content = _with_action(content, action, self.unit_of(name))
            assignment = SubElement(assignments, "eventAssignment", {"variable": self.ids[name]})
            assignment.append(mathml.math(content))
        return element

    def unit_of(self, name: str) -> str:
        """Return the unit of a state, a parameter or the switch of a window."""
        if name in self.model.windows:
            return self.units(NONE)
        declared = self.model.states.get(name) or self.model.parameters[name]
        return self.units(powers(declared.unit))


def _changed(value: float, action: Action) -> float:
    match action.op:
        case "add":
            return value + action.value
        case "scale":
            return value * action.value
        case "set":
            return action.value


def _with_action(content: Element, action: Action, unit: str) -> Element:
    """Write what a quantity becomes by an action."""
    match action.op:
        case "add":
            return apply("plus", content, number(action.value, unit))
        case "scale":
            return apply("times", content, number(action.value))
        case "set":
            return number(action.value, unit)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _source(key: str) -> str:
    return "The value is illustrative." if key == "illustrative" else f"Source: {key}."
