"""The reference page of a model: everything that follows from its definition, and how it stands.

A page of the book holds a heading and the directive `model-reference` with the model's name; the
rest is written here while the book is built, so that no page can drift from its model.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from course_utils.compile import diagram, latex, sbml, sbml_form
from course_utils.modelling import Model, SpatialModel
from course_utils.modelling.symbols import symbol
from course_utils.modelling.units import in_words
from course_utils.models import MODELS
from course_utils.models.fragile import FRAGILE
from course_utils.simulate import simulate_space
from course_utils.site.assets import FOLDER
from course_utils.site.bibliography import dois, short_names
from course_utils.site.figures import ExplorerDirective
from course_utils.teaching import draw_model, draw_patterns, equations, process_table
from course_utils.teaching.tables import EVIDENCE, table, three_digits
from course_utils.verification import BROWSER, BY_CHANCE, SBML, TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

_SBML = f"{FOLDER}/models"
_STANDINGS = {
    "calibrated": "Calibrated: most of its constants were fitted to measurements and published.",
    "order of magnitude": "Order of magnitude: its constants are of a realistic size.",
    "illustrative": "Illustrative: its constants were chosen for teaching, and not measured.",
}
_TUNED = (
    "Illustrative constants were tuned by hand until the finding appeared. "
    "That it appears shows that the mechanism is enough to bring it about. "
    "It is no evidence that the mechanism is at work in a patient, "
    "and no threshold below is a clinical one."
)
_CHOSEN = (
    "Illustrative constants were chosen by hand, so that there is something to see. "
    "What is seen shows what the mechanism can do. "
    "It is no evidence that the mechanism is at work in a patient, "
    "and no threshold below is a clinical one."
)
_RELATIVE = (
    "The numbers above are worked out by SciPy, which solves the equations in Python. "
    "The live figure solves them by itself, and any program that reads SBML can. "
    "Each difference is a share of the value, and a test holds it."
)
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_IN_SPACE = (
    "The sign $\\mathbf{1}$ of a tissue is 1 within it and 0 outside, and $\\nabla$ says what "
    "crosses from place to place. "
    "Where the model runs without space, as in the figure above, everything is stirred all the "
    "time: the term with $\\nabla$ falls away, and each sign is its mean over the square, "
    "$\\langle\\mathbf{1}\\rangle$."
)
_ORIGINS = {
    "published": "published",
    "closed form": "exact",
    "independent run": "another program",
}


class ModelReference(ExplorerDirective):
    """Write the reference of a model; argument, options and body are those of its live figure."""

    # Whoever looks a model up wants to know what each of its processes is for.
    breakable = True

    def run(self) -> list[nodes.Node]:
        """Return the page's content, or a located error that says what to write instead."""
        figure = super().run()
        names = _short_names(tuple(_bibliographies(self.env.app)))
        page = _Page(MODELS[self.arguments[0]], names)
        content = [*self.parse_text_to_nodes(page.head()), *figure]
        for heading, text in page.sections():
            section = nodes.section(ids=[nodes.make_id(heading)], names=[heading])
            section += nodes.title(heading, heading)
            section += self.parse_text_to_nodes(text)
            content.append(section)
        return content


class ModelList(SphinxDirective):
    """List every model with what it is about and how it stands."""

    option_spec: ClassVar[Any] = {}

    def run(self) -> list[nodes.Node]:
        """Return the table, in the order of the chapters."""
        rows = [
            [
                f"[`{name}`]({name}.md)",
                model.title,
                model.standing,
                str(len(model.claims)),
                str(len(TARGETS[name])),
            ]
            for name, model in ((name, MODELS[name]) for name in TARGETS)
        ]
        head = ["model", "what happens in it", "its constants", "claims", "numbers to reproduce"]
        return self.parse_text_to_nodes(table(head, rows).markdown)


class _Page:
    """The text of one model's page.

    Parameters
    ----------
    model
        The model.
    names
        How a text calls each entry of the bibliography, by its key.
    """

    def __init__(self, model: Model, names: Mapping[str, str]) -> None:
        self.model = model
        self.names = names

    def head(self) -> str:
        """Say what the model is about and what its numbers are worth, and show it live."""
        model = self.model
        return "\n\n".join(
            [
                f"{model.title}. In code: `{model.name}`.",
                model.description,
                f":::{{admonition}} {_STANDINGS[model.standing]}\n:class: standing\n"
                f"{self._sources()}\n{_TUNED if model.claims else _CHOSEN}\n:::",
                f'<p><a href="../../_static/{_SBML}/{model.name}.xml" download>Download the model '
                "as SBML</a>, which other simulators read.</p>",
            ]
        )

    def _sources(self) -> str:
        parameters = self.model.parameters.values()
        sourced = sum(parameter.source != "illustrative" for parameter in parameters)
        if not sourced:
            return f"None of its {len(parameters)} constants is taken from a source."
        left = "" if sourced == len(parameters) else "; the others are illustrative"
        return f"{sourced} of its {len(parameters)} constants have a source{left}."

    def sections(self) -> Iterator[tuple[str, str]]:
        """Yield heading and text of each section that the model has something to say in."""
        model = self.model
        happens = [_as_it_is(draw_model(model).html), self._key(), process_table(model).markdown]
        yield "What can happen", "\n\n".join(filter(None, happens))
        if isinstance(model, SpatialModel):
            yield "Where it happens", self._in_space()
        note = f"\n\n{_IN_SPACE}" if isinstance(model, SpatialModel) else ""
        yield "Equations", f"{equations(model).markdown}{note}"
        yield "States, and how one would measure them", self._states()
        yield "Parameters", self._parameters()
        if model.treatments:
            yield "Treatments", self._treatments()
        if model.observables:
            yield "What follows from the states", self._observables()
        if model.outcomes:
            yield "How a run can end", self._outcomes()
        if model.claims:
            yield "What it claims", self._claims()
        if model.name in FRAGILE:
            yield "How much its claims hang on its constants", self._robustness()
        yield "What it reproduces", self._verification()
        yield "How closely other programs solve it", self._agreement()
        yield "What it leaves out", "\n".join(f"- {item}" for item in model.leaves_out)

    def _key(self) -> str:
        """Say what the lines of the diagram mean, as far as it has them."""
        arrows = diagram(self.model).arrows
        key = []
        if any(arrow.helped_by or arrow.sources[1:] for arrow in arrows):
            key.append("A dashed line leads from what sets the pace to what happens at that pace.")
        if any(arrow.treated_by for arrow in arrows):
            key.append("A treatment acts on what has an asterisk.")
        return f"[{' '.join(key)}]{{.caption}}" if key else ""

    def _in_space(self) -> str:
        assert isinstance(self.model, SpatialModel)
        runs = [simulate_space(self.model.preset(name), days=60) for name in self.model.presets]
        picture = draw_patterns(*runs).html
        return (
            "In a square of tissue, the same processes go on at every place, and cells wander "
            "from place to place.\n"
            f"`simulate_space({self.model.name})` runs it so, `simulate_agents` cell by cell, and "
            f"`explore_space` both, live.\n\n{_as_it_is(picture)}\n\n"
            f":::{{space-explorer}} {self.model.name}\n"
            ":question: What reaches the tumour, and what does it leave?\n:::"
        )

    def _source(self, source: str) -> str:
        """Lead to the entry of the references page."""
        if source == "illustrative":
            return source
        return f'<a href="../references.html#{nodes.make_id(source)}">{self.names[source]}</a>'

    def _states(self) -> str:
        model = self.model
        rows = [
            [
                _letter(model, name),
                f"`{name}`",
                state.label,
                f"{model.values[name]:.4g}",
                _unit(state.unit),
                state.measured_by or "not measured",
            ]
            for name, state in model.states.items()
        ]
        return table(["symbol", "name", "state", "start", "unit", "measured by"], rows).markdown

    def _parameters(self) -> str:
        model = self.model
        rows = []
        for name, parameter in model.parameters.items():
            low_high = parameter.range
            rows.append(
                [
                    _letter(model, name),
                    f"`{name}`",
                    parameter.meaning or parameter.label,
                    f"{model.values[name]:.6g}",
                    _unit(parameter.unit),
                    f"{low_high[0]:g} to {low_high[1]:g}" if low_high else "fixed",
                    self._source(parameter.source),
                ]
            )
        head = ["symbol", "name", "meaning", "value", "unit", "range", "source"]
        return table(head, rows).markdown

    def _treatments(self) -> str:
        model = self.model
        verbs = {"add": "rises by", "scale": "is multiplied by", "set": "becomes"}
        rows = []
        for name, treatment in model.treatments.items():
            if treatment.is_window:
                does = f"while it is given, {_letter(model, name)} is 1 instead of 0"
            else:
                does = ", ".join(
                    f"{_letter(model, state)} {verbs[op]} ${latex(model, value)}$"
                    for state, op, value in treatment.effects
                )
            rows.append([f"{treatment.label} (`{name}`)", does])
        return table(["treatment", "what it does"], rows).markdown

    def _observables(self) -> str:
        model = self.model
        rows = [
            [
                f"`{name}`",
                item.label,
                f"${latex(model, model.expand(item.expression, observables=False))}$",
                _unit(item.unit),
            ]
            for name, item in model.observables.items()
        ]
        return table(["name", "quantity", "formula", "unit"], rows).markdown

    def _outcomes(self) -> str:
        model = self.model
        rows = [
            [
                f"**{item.label}**",
                re.sub(r"\{(\w+)\}", lambda name: _letter(model, name[1]), item.words),
            ]
            for item in model.outcomes.values()
        ]
        return table(["ending", "in words; the first that fits is taken"], rows).markdown

    def _claims(self) -> str:
        model = self.model
        rows = []
        for number, claim in model.claims.items():
            value = claim.quantity(model)
            people = f"{claim.patients} patients"
            shown = people if claim.patients is not None else EVIDENCE[claim.evidence]
            rows.append(
                [
                    number,
                    claim.sentence,
                    f"{_readable(value)} {_counted(claim.unit)}".strip(),
                    f"{claim.limit}: {'holds' if claim.admits(value) else '**FAILS**'}",
                    f"[{shown}]{{.evidence .evidence-{claim.evidence}}}",
                    self._source(claim.source),
                ]
            )
        head = [
            "claim",
            "what the model does",
            "computed",
            "limit",
            "something like it shown in",
            "after",
        ]
        return table(head, rows).markdown

    def _robustness(self) -> str:
        model, fragile = self.model, FRAGILE[self.model.name]
        moved = (
            "Each constant was made ten per cent smaller and ten per cent larger, one at a time, "
            "and the limits of the claims were relaxed by ten per cent."
        )
        if not fragile:
            return f"{moved}\nEvery claim still holds."
        rows = [
            [
                number,
                f"{_letter(model, name)} {'+' if change > 0 else '−'} {abs(change):.0%}",
                reason,
            ]
            for (number, name, change), reason in fragile.items()
        ]
        failing = table(["claim", "with", "why it fails then"], rows).markdown
        return f"{moved}\nEvery claim still holds but for these:\n\n{failing}"

    def _verification(self) -> str:
        model = self.model
        rows = []
        for target in TARGETS[model.name]:
            result = target.compare()
            rows.append(
                [
                    target.what,
                    f"{target.expected:.7g}",
                    f"{result.found:.7g}",
                    _power(result.difference),
                    _unit(target.unit),
                    _ORIGINS[target.origin],
                    "met" if result.met else "**MISSED**",
                ]
            )
        head = ["number", "expected", "ours", "difference", "unit", "expected from", "so it is"]
        return table(head, rows).markdown

    def _agreement(self) -> str:
        name = self.model.name
        treated = ", with and without treatments" if self.model.treatments else ""
        rows = [
            (BROWSER, "the live figure, in Chromium", f"at corners and random points{treated}"),
            (SBML, "libRoadRunner, from the SBML file", f"over the days of the claims{treated}"),
            (BY_CHANCE, "the live figure, by chance", "from the same seeds: the same events"),
        ]
        shown = [
            [
                program,
                f"{agreement.runs[name]:,} {what}",
                f"less than{_NO_BREAK}{_power(agreement.within)}",
                _power(agreement.allowed),
            ]
            for agreement, program, what in rows
            if name in agreement.runs
        ]
        head = ["solved by", "runs compared with SciPy's", "difference", "allowed"]
        return f"{_RELATIVE}\n\n{table(head, shown).markdown}"


def _as_it_is(markup: str) -> str:
    return f"~~~{{raw}} html\n{markup}\n~~~"


def _letter(model: Model, name: str) -> str:
    return f"${latex(model, symbol(name))}$"


def _power(value: float) -> str:
    """Write a small number as a reader does: −1.9 × 10⁻⁸, or 10⁻⁶."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    mantissa, exponent = f"{value:.1e}".split("e")
    power = f"10{str(int(exponent)).translate(_SUPERSCRIPTS)}"
    if mantissa == "1.0":
        return power
    return f"{mantissa} × {power}".replace("-", "−").replace(" ", _NO_BREAK)


def _readable(value: float) -> str:
    text = three_digits(value)
    return _power(value) if "e" in text else text


def _counted(unit: str) -> str:
    """Write the unit of a number that is seldom one."""
    return {"day": "days", "year": "years"}.get(unit, in_words(unit))


def _unit(unit: str) -> str:
    return in_words(unit) or "no unit"


def setup(app: Sphinx) -> None:
    """Register both directives, and write what the pages offer for download."""
    app.add_directive("model-reference", ModelReference)
    app.add_directive("model-list", ModelList)
    app.connect("builder-inited", _write_sbml)


def sbml_script(model: Model, references: Mapping[str, str] | None = None) -> str:
    """Write what a live figure fills in when its reader downloads the model as SBML.

    A script, because a page that was opened from a disk can read no other file.
    """
    form = json.dumps(sbml_form(model, references), ensure_ascii=False, separators=(",", ":"))
    return f"(globalThis.coldToWarm.sbml ??= {{}}).{model.name} = {form};\n"


def _write_sbml(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / _SBML
    folder.mkdir(parents=True, exist_ok=True)
    references = dois(_bibliographies(app))
    for name, model in MODELS.items():
        document = sbml(model, references=references)
        (folder / f"{name}.xml").write_text(document, encoding="utf-8")
        script = sbml_script(model, references)
        (folder / f"{name}.sbml.js").write_text(script, encoding="utf-8")


# Read once, and not for every page.
_short_names = cache(short_names)


def _bibliographies(app: Sphinx) -> list[Path]:
    return [Path(app.srcdir) / file for file in app.config.bibtex_bibfiles]
