"""A model becomes a diagram: which state feeds, drains or steers which process."""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from course_utils.modelling import Model
from course_utils.modelling.symbols import symbol
from course_utils.modelling.words import mid_sentence, sentence_start


@dataclass(frozen=True, slots=True)
class Arrow:
    """One process in the diagram.

    Parameters
    ----------
    process
        Its name, and `label` what a reader calls it.
    sources, products
        States that it uses up and that it makes; nothing stands for outside.
    helped_by
        Other states that make it faster or slower without being used up.
    treated_by
        Windows of treatment that act on it.
    """

    process: str
    label: str
    sources: tuple[str, ...]
    products: tuple[str, ...]
    helped_by: tuple[str, ...]
    treated_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """States (name, label, actor) and the arrows between them."""

    states: tuple[tuple[str, str, str], ...]
    arrows: tuple[Arrow, ...]

    @property
    def description(self) -> str:
        """The diagram in words, for those who do not see it."""
        labels = {name: mid_sentence(label) for name, label, _ in self.states}
        sentences = []
        for arrow in self.arrows:
            sources = " and ".join(labels[name] for name in arrow.sources)
            products = " and ".join(labels[name] for name in arrow.products)
            if sources and products:
                what = f"turns {sources} into {products}"
            else:
                what = f"makes {products}" if products else f"removes {sources}"
            by = " and ".join(labels[name] for name in arrow.helped_by)
            driven = f", driven by {by}" if by else ""
            treated = ", changed by treatment" if arrow.treated_by else ""
            sentences.append(f"{sentence_start(arrow.label)} {what}{driven}{treated}.")
        return " ".join(sentences)


def diagram(model: Model) -> Diagram:
    """Read the diagram off the processes of a model."""
    arrows = []
    for name, process in model.processes.items():
        rate = model.expand(sympy.sympify(process.rate))
        negative = {
            state: bool(sympy.sympify(count).could_extract_minus_sign())
            for state, count in process.changes.items()
        }
        sources = tuple(state for state in process.changes if negative[state])
        products = tuple(state for state in process.changes if not negative[state])
        arrows.append(
            Arrow(
                process=name,
                label=process.label or name.replace("_", " "),
                sources=sources,
                products=products,
                helped_by=tuple(
                    state
                    for state in model.states
                    if state not in sources and rate.has(symbol(state))
                ),
                treated_by=tuple(window for window in model.windows if rate.has(symbol(window))),
            )
        )
    states = tuple((name, state.label, state.actor) for name, state in model.states.items())
    return Diagram(states, tuple(arrows))
