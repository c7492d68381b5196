"""The page of symbols: every letter of every model, gathered from the models themselves."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from course_utils.compile import latex
from course_utils.modelling.symbols import symbol
from course_utils.modelling.units import in_words
from course_utils.modelling.words import mid_sentence
from course_utils.models import MODELS
from course_utils.teaching.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from course_utils.modelling import Model

_GREEK = {r"\ell": "l", r"\varepsilon": "epsilon", r"\varphi": "phi"}


@dataclass(frozen=True)
class Sign:
    """A letter and one of its meanings.

    Parameters
    ----------
    letter
        The letter, in LaTeX.
    meaning
        What it stands for, and what kind of thing that is.
    unit
        In words; empty for a bare number.
    models
        The models in which it means this, by name.
    """

    letter: str
    meaning: str
    unit: str
    models: tuple[str, ...]

    @property
    def initial(self) -> str:
        """The letter of the alphabet under which a reader looks for it."""
        first = re.match(r"\\[a-z]+|\w", self.letter.replace(r"\mathbf{1}", "1"))
        assert first, self.letter
        name = _GREEK.get(first[0], first[0].removeprefix("\\"))
        return name.upper() if len(name) == 1 else name


def signs() -> tuple[Sign, ...]:
    """Return every letter of every model with each of its meanings, in the order of the alphabet.

    Greek letters follow the Latin ones, by their names.
    """
    found: dict[tuple[str, str, str], list[str]] = {}
    for model in MODELS.values():
        for name, meaning, unit in _of(model):
            models = found.setdefault((latex(model, symbol(name)), meaning, in_words(unit)), [])
            models.append(model.name)
    every = [Sign(*key, tuple(models)) for key, models in found.items()]
    return tuple(sorted(every, key=_order))


def _of(model: Model) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the meaning and the unit of each letter of a model."""
    for name, state in model.states.items():
        yield name, f"**{state.label}**, which changes with time", state.unit
    for name, parameter in model.parameters.items():
        yield name, parameter.label, parameter.unit
    for name, tissue in model.tissues.items():
        yield name, f"{tissue.label}: 1 at places within it, 0 outside", tissue.unit
    for name, baseline in model.baselines.items():
        if name not in model.tissues:
            yield name, f"{baseline.label}, fixed by how the model starts", baseline.unit
    for name, observable in model.observables.items():
        yield name, f"{observable.label}, which follows from the others", observable.unit
    for name in model.windows:
        drug = mid_sentence(model.treatments[name].label)
        yield name, f"1 on the days of {drug}, 0 on all others", "1"


def _order(sign: Sign) -> tuple[bool, str, str, str]:
    # Capitals before small letters, as a reader of formulas expects.
    return (len(sign.initial) > 1, sign.initial, sign.letter, sign.meaning)


class SymbolList(SphinxDirective):
    """List every letter of every model, in one section for each letter of the alphabet."""

    option_spec: ClassVar[Any] = {}

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        groups: dict[str, list[Sign]] = {}
        for sign in signs():
            groups.setdefault(sign.initial, []).append(sign)
        jumps = " ".join(f'<a href="#letter-{i}">{_heading(i)[0]}</a>' for i in groups)
        markup = f'<p class="letters" role="navigation" aria-label="Letters">{jumps}</p>'
        sections: list[nodes.Node] = [nodes.raw("", markup, format="html")]
        for initial, members in groups.items():
            heading = _heading(initial)
            section = nodes.section(ids=[f"letter-{initial}"], names=[heading])
            section += nodes.title(heading, heading)
            rows = [[f"${s.letter}$", _meaning(s), _links(s)] for s in members]
            head = ["symbol", "what it stands for", "in the models"]
            section += self.parse_text_to_nodes(table(head, rows).markdown)
            sections.append(section)
        return sections


def _heading(initial: str) -> str:
    if len(initial) == 1:
        return initial
    letter = unicodedata.lookup(f"GREEK SMALL LETTER {initial.replace('lambda', 'lamda').upper()}")
    return f"{letter} ({initial})"


def _meaning(sign: Sign) -> str:
    if not sign.unit:
        return sign.meaning
    rate = sign.unit.startswith("per ")
    return f"{sign.meaning}, {sign.unit}" if rate else f"{sign.meaning}, in {sign.unit}"


def _links(sign: Sign) -> str:
    return ", ".join(f"[`{name}`](models/{name}.md)" for name in sign.models)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("symbol-list", SymbolList)
