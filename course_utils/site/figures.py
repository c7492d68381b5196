"""Live figures on pages: the directive that writes one, and what makes them live."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import yaml
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from course_utils.explorer import (
    build_space_spec,
    build_spec,
    figure_html,
    space_figure_html,
)
from course_utils.modelling import Model, ModelError, SpatialModel
from course_utils.modelling.errors import unknown_name
from course_utils.models import MODELS, POPULATIONS
from course_utils.simulate import Arm, Death, Progression
from course_utils.site.assets import FOLDER

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SCRIPT, SHEET = f"{FOLDER}/explorer.page.js", f"{FOLDER}/explorer.page.css"
_FIGURE = re.compile(r'<figure\b[^>]*\bclass="[^"]*\bexplorer\b')


class ExplorerDirective(SphinxDirective):
    """Put a live figure of a model on a page.

    The argument is the model's name; the options are those of `course_utils.explore`, ``predict``
    as a name or as YAML in braces, ``trial`` as YAML in braces, in which the population is a name
    of `POPULATIONS` and each endpoint a label with the names of its numbers; the body, if there is
    one, is YAML: each scenario's label with its values, ``look`` and ``treatments``.
    """

    required_arguments = 1
    has_content = True
    breakable = False
    option_spec: ClassVar[Any] = {
        "show": directives.unchanged_required,
        "controls": directives.unchanged_required,
        "days": directives.unchanged_required,
        "question": directives.unchanged_required,
        "values": directives.unchanged_required,
        "log": directives.flag,
        "phase": directives.unchanged_required,
        "view": directives.unchanged_required,
        "branches": directives.unchanged_required,
        "predict": directives.unchanged_required,
        "story": directives.flag,
        "breakable": directives.flag,
        "chance": directives.unchanged,
        "trial": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the figure, or a located error that says what to write instead."""
        try:
            markup = self._markup()
        except (ModelError, ValueError) as error:
            raise self.error(f"This live figure cannot be drawn: {error}") from error
        return [nodes.raw("", markup, format="html")]

    def _markup(self) -> str:
        model, options = _model(self.arguments[0]), self.options
        spec = build_spec(
            model,
            show=_names(options.get("show")),
            controls=_names(options.get("controls")),
            days=_days(options.get("days", "0 200")),
            question=options.get("question", ""),
            values=_values(options.get("values", "")),
            log="log" in options,
            phase=_phase(options.get("phase")),
            view=options.get("view"),
            branches=_branches(options.get("branches")),
            predict=_prediction(options.get("predict")),
            breakable=self.breakable or "breakable" in options,
            chance=_chance(options.get("chance")),
            trial=_trial(options.get("trial")),
            presets=_presets("\n".join(self.content)),
            story="story" in options,
        )
        return figure_html(model, spec)


class SpaceExplorerDirective(SphinxDirective):
    """Put a live figure of a model in space on a page.

    The argument is the model's name; the options are those of `course_utils.explore_space`.
    """

    required_arguments = 1
    option_spec: ClassVar[Any] = {
        "days": directives.nonnegative_int,
        "preset": directives.unchanged_required,
        "question": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the figure, or a located error that says what to write instead."""
        try:
            model = _model(self.arguments[0])
            # The function itself refuses a model without space, in words.
            spec = build_space_spec(model, **self.options)  # type: ignore[arg-type]
        except ModelError as error:
            raise self.error(f"This live figure cannot be drawn: {error}") from error
        assert isinstance(model, SpatialModel)  # else it was refused
        return [nodes.raw("", space_figure_html(model, spec), format="html")]


def setup(app: Sphinx) -> None:
    """Register the directives; script and style go to the pages that hold a live figure."""
    app.add_directive("explorer", ExplorerDirective)
    app.add_directive("space-explorer", SpaceExplorerDirective)
    app.connect("html-page-context", _add_script)


def _add_script(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    # The finished text is looked at, so figures count that a notebook's cell has written.
    if _FIGURE.search(context.get("body", "")):
        app.add_js_file(SCRIPT, loading_method="defer")
        # After the theme's sheets and the book's own, which it has to overrule.
        app.add_css_file(SHEET, priority=905)


def _model(name: str) -> Model:
    if name not in MODELS:
        raise unknown_name("model", name, list(MODELS), owner="The course")
    return MODELS[name]


def _names(text: str | None) -> list[str] | None:
    return None if text is None else text.replace(",", " ").split()


def _days(text: str) -> tuple[float, float]:
    numbers = text.replace(",", " ").split()
    try:
        first, last = (float(number) for number in numbers)
    except ValueError:
        raise ValueError(
            f"days must be the first and the last day, such as 0 200, but {text!r} was given."
        ) from None
    return first, last


def _phase(text: str | None) -> dict[str, tuple[float, float]] | None:
    if text is None:
        return None
    axes = {}
    for axis in text.split(","):
        try:
            name, low, high = axis.split()
            axes[name] = (float(low), float(high))
        except ValueError:
            raise ValueError(
                "phase must be both states with their ranges, such as E 0 3.5, T 0.5 500, "
                f"but {text!r} was given."
            ) from None
    return axes


def _branches(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    try:
        slider, state = text.split()
    except ValueError:
        raise ValueError(
            f"branches must be a slider and the state to draw, such as s T, but {text!r} was given."
        ) from None
    return {slider: state}


def _chance(text: str | None) -> bool | dict[str, int]:
    if not text:
        return text is not None
    try:
        return {"runs": int(text)}
    except ValueError:
        raise ValueError(
            f"chance must be how many runs there are, such as 100, but {text!r} was given."
        ) from None


def _values(text: str) -> dict[str, float]:
    values = {}
    for item in text.replace(",", " ").split():
        name, _, number = item.partition("=")
        try:
            values[name] = float(number)
        except ValueError:
            raise ValueError(
                f"values must be names and numbers, such as s=0.013 T=1, but {item!r} was given."
            ) from None
    return values


def _prediction(text: str | None) -> Any:
    if text is None:
        return None
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(
            "predict must be a name, such as T, or YAML in braces, such as "
            f"{{sketch: T, answers: [dormant, escaped]}}, but {text!r} was given."
        ) from error


def _trial(text: str | None) -> Any:
    if text is None:
        return None
    example = (
        "{arms: {alone: [{name: trastuzumab, from: 0, to: 181}], untreated: []}, "
        "population: il6, endpoint: {Progression: {of: N}}}"
    )
    try:
        asked = dict(yaml.safe_load(text))
        name = asked["population"]
        if name not in POPULATIONS:
            raise unknown_name("population", str(name), list(POPULATIONS), owner="The course")
        asked["population"] = POPULATIONS[name]
        asked["arms"] = {
            label: Arm(arm["treatments"], arm.get("values", {})) if isinstance(arm, dict) else arm
            for label, arm in asked["arms"].items()
        }
        asked["endpoint"] = {
            label: Death(**numbers) if "at" in numbers else Progression(**numbers)
            for label, numbers in asked["endpoint"].items()
        }
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, ModelError):
            raise
        raise ValueError(
            f"trial must be YAML in braces, such as {example}, but {text!r} was given."
        ) from error
    return asked


def _presets(text: str) -> dict[str, dict[str, Any]]:
    try:
        presets = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f" in line {place.line + 1} of the body" if place else ""
        raise ValueError(f"the scenarios are not valid YAML{line}.") from error
    if not isinstance(presets, dict):
        raise ValueError(
            "the scenarios must be a mapping: a label, a colon, and below it the values."
        )
    return presets
