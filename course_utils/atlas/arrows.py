"""Who helps and who holds back whom: worked out from the processes of the models."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import sympy

from course_utils.atlas.data import Atlas, Node, atlas
from course_utils.compile import diagram
from course_utils.compile.diagram import Arrow
from course_utils.modelling import Model
from course_utils.modelling.symbols import symbol
from course_utils.modelling.words import mid_sentence, sentence_start
from course_utils.models import MODELS

Way = Literal["helps", "holds back", "becomes"]

# A sign is read off at so many points of the models' box.
_POINTS = 8


@dataclass(frozen=True, order=True)
class Event:
    """A process behind an arrow.

    Parameters
    ----------
    model, process
        Where it stands.
    label
        What a reader calls it.
    drugs
        The treatments that change it, by id.
    """

    model: str
    process: str
    label: str
    drugs: tuple[str, ...]


@dataclass(frozen=True)
class Edge:
    """What one node does to another.

    Parameters
    ----------
    start, end
        Their ids.
    way
        ``helps``: makes it, makes it faster, or slows its loss; ``holds back``: removes it, or
        slows its making; ``becomes``: the first turns into the second.
    events
        The processes that do it.
    """

    start: str
    end: str
    way: Way
    events: tuple[Event, ...]

    @property
    def drugs(self) -> tuple[str, ...]:
        """The treatments that change one of its processes, by id."""
        return tuple(sorted({drug for event in self.events for drug in event.drugs}))

    @property
    def models(self) -> frozenset[str]:
        """The models that have this arrow."""
        return frozenset(event.model for event in self.events)

    def within(self, models: Iterable[str]) -> Edge | None:
        """Return what is left of the arrow in some of the models; None if nothing is."""
        kept = tuple(event for event in self.events if event.model in set(models))
        return replace(self, events=kept) if kept else None

    @property
    def words(self) -> str:
        """The arrow as a sentence."""
        why = ", ".join(dict.fromkeys(event.label for event in self.events))
        return f"{sentence_start(self.clause)} ({why})."

    @property
    def clause(self) -> str:
        """The arrow as a part of a sentence."""
        start, end = atlas().nodes[self.start], atlas().nodes[self.end]
        many = start.kind == "cell"
        if self.way == "becomes":
            verb = "turn into" if many else "turns into"
        elif self.way == "holds back":
            verb = "hold back" if many else "holds back"
        elif end.kind == "cell":
            verb = "help" if many else "helps"
        else:
            verb = "make" if many else "raises"
        return f"{mid_sentence(start.name)} {verb} {mid_sentence(end.name)}"


@dataclass(frozen=True)
class _Effect:
    """One thing that one process does: `Edge`, before those of all processes are joined."""

    start: str
    end: str
    way: Way
    event: Event


@cache
def edges() -> tuple[Edge, ...]:
    """Return every arrow of the map, in the order of the nodes."""
    found: dict[tuple[str, str, Way], list[_Effect]] = {}
    for model in MODELS.values():
        for arrow in _arrows(model):
            drugs = tuple(dict.fromkeys(_drugs(atlas(), model, arrow)))
            event = Event(model.name, arrow.process, arrow.label, drugs)
            for effect in _effects(atlas(), model, arrow, event):
                found.setdefault((effect.start, effect.end, effect.way), []).append(effect)
    order = list(atlas().nodes)
    edges_ = [
        Edge(start, end, way, tuple(dict.fromkeys(effect.event for effect in effects)))
        for (start, end, way), effects in found.items()
    ]
    return tuple(sorted(edges_, key=lambda e: (order.index(e.start), order.index(e.end), e.way)))


@cache
def targets() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return for each drug what it touches: ``(node,)``, or ``(start, end, way)`` of an arrow.

    A drug that changes a process without any other driver, or that takes cells away at once, sits
    beside the node that it changes; any other sits on the arrows that it changes.
    """
    found: dict[str, dict[tuple[str, ...], None]] = {
        node.id: {} for node in atlas().nodes.values() if _is_badge(node)
    }
    drawn = {(event.model, event.process) for edge in edges() for event in edge.events}
    for edge in edges():
        for drug in edge.drugs:
            found[drug][edge.start, edge.end, edge.way] = None
    for model in MODELS.values():
        for arrow in _arrows(model):
            for drug in _drugs(atlas(), model, arrow):
                on_an_arrow = (model.name, arrow.process) in drawn
                changed = (atlas().of(model.name, s) for s in (*arrow.sources, *arrow.products))
                for node in changed:
                    if node and not on_an_arrow and node.id != drug:
                        found[drug][(node.id,)] = None
        for name, treatment in model.treatments.items():
            who = atlas().of(model.name, name)
            for state, _, _ in treatment.effects:
                node = atlas().of(model.name, state)
                if who and node and node != who:
                    found[who.id][(node.id,)] = None
    return {drug: tuple(what) for drug, what in found.items()}


@cache
def _arrows(model: Model) -> tuple[Arrow, ...]:
    every = diagram(model).arrows
    return tuple(a for a in every if not atlas().leaves_off(model.name, a.process))


def _is_badge(node: Node) -> bool:
    """Whether it is drawn on the arrows that it changes; a virus lives a life of its own."""
    return node.kind == "drug" and node.shape != "virus"


def _drugs(on: Atlas, model: Model, arrow: Arrow) -> Iterator[str]:
    for name in (*arrow.treated_by, *arrow.helped_by):
        node = on.of(model.name, name)
        if node and _is_badge(node):
            yield node.id


def _effects(on: Atlas, model: Model, arrow: Arrow, event: Event) -> Iterator[_Effect]:
    sources, products = (
        [node for name in names if (node := on.of(model.name, name))]
        for names in (arrow.sources, arrow.products)
    )
    first = sources[0] if sources else None
    turned: Node | None = None
    for product in products:
        if first and first != product:
            # Cells turn into cells; a cell that bursts does not turn into virus but makes it.
            cells = first.kind == product.kind == "cell"
            turned = product if cells else turned
            yield _Effect(first.id, product.id, "becomes" if cells else "helps", event)
    for name in (*arrow.helped_by, *arrow.sources[1:]):
        driver = on.of(model.name, name)
        if driver is None or _is_badge(driver) or on.leaves_off(model.name, arrow.process, name):
            continue
        rising = _rises(model, arrow.process, name)
        if rising is None:
            continue
        end: Node | None
        way: Way
        if first is None:
            end, way = (products[0] if products else None), "helps" if rising else "holds back"
        elif turned:
            end, way = (turned if rising else first), "helps"
        else:
            end, way = first, "holds back" if rising else "helps"
        if end and end != driver:
            yield _Effect(driver.id, end.id, way, event)


def _rises(model: Model, process: str, state: str) -> bool | None:
    """Whether a process runs faster with more of a state; None if that depends."""
    rate = model.expand(sympy.sympify(model.processes[process].rate))
    names = sorted(str(letter) for letter in rate.free_symbols)
    speed = sympy.lambdify([symbol(name) for name in names], rate, modules="math")
    draw = random.Random(0)
    signs = set()
    # Without treatment: what a drug does to a process is told by the drug's own place.
    start = {**model.values, **dict.fromkeys(model.windows, 0.0)}
    for _ in range(_POINTS):
        values = start | {s: draw.uniform(0.05, 0.6) * (start[s] or 1) for s in model.states}
        more = values | {state: values[state] * 1.01}
        less, now = (speed(*(at[name] for name in names)) for at in (values, more))
        signs.add(bool(now > less))
    return signs.pop() if len(signs) == 1 else None
