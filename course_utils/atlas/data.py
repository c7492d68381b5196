"""The map's data, read from its one file and held against the models."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from course_utils.modelling.errors import unknown_name
from course_utils.models import MODELS
from course_utils.plots.style import actors

Kind = Literal["cell", "signal", "drug"]
_KINDS = ("cell", "signal", "drug")
_LABELS = ("above", "below", "left", "right")


class AtlasError(ValueError):
    """Report a mistake in the map's data."""


@dataclass(frozen=True)
class Node:
    """Someone who acts on the map: cells, a signal or a treatment.

    Parameters
    ----------
    id, name
        What code and what readers call it.
    kind
        Cells and signals stand by themselves, a drug beside what it changes.
    actor, shape
        Whose colour it wears, and which small picture stands for it.
    term
        Its entry in the glossary.
    places
        Where it stands, in units of the picture; a drug may stand in several places.
    labels
        For each place the side on which its name stands.
    says
        A sentence about it.
    states, treatments
        What it is in the models, each as ``model.name``.
    """

    id: str
    name: str
    kind: Kind
    actor: str
    shape: str
    term: str
    places: tuple[tuple[float, float], ...]
    labels: tuple[str, ...]
    says: str
    states: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()

    @property
    def models(self) -> tuple[str, ...]:
        """The models in which it acts, in the order of the library."""
        own = {name.split(".")[0] for name in (*self.states, *self.treatments)}
        return tuple(name for name in MODELS if name in own)


@dataclass(frozen=True)
class Chapter:
    """A chapter and the models that it lights on the map.

    Parameters
    ----------
    number
        As in the name of its notebook, without the zero.
    models
        Their names.
    planned
        Whether it may still be missing.
    borrowed
        Whether the models are those of other chapters, and this one speaks of the same studies
        without running them.
    """

    number: str
    models: tuple[str, ...]
    planned: bool = False
    borrowed: bool = False


@dataclass(frozen=True)
class LeftOff:
    """What the map leaves out: states, treatments, processes, or a state's part in a process."""

    what: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Atlas:
    """The whole map: its size, who stands on it, which chapter lights what."""

    width: float
    height: float
    nodes: Mapping[str, Node]
    chapters: Mapping[str, Chapter]
    left_off: tuple[LeftOff, ...]

    def of(self, model: str, name: str) -> Node | None:
        """Return who a state or a treatment of a model is; None if it is left off."""
        return next(
            (n for n in self.nodes.values() if f"{model}.{name}" in (*n.states, *n.treatments)),
            None,
        )

    def leaves_off(self, model: str, *names: str) -> bool:
        """Whether the data leave off a state, a process, or a state's part in a process."""
        without = {item for entry in self.left_off for item in entry.what}
        return any(".".join((owner, *names)) in without for owner in (model, "*"))

    def lit(self, chapter: str) -> tuple[str, ...]:
        """Return the nodes that act in a chapter, by id.

        Raises
        ------
        AtlasError
            If no chapter has this number.
        """
        models = self.chapter(chapter).models
        return tuple(n.id for n in self.nodes.values() if set(n.models) & set(models))

    def chapter(self, number: str) -> Chapter:
        """Return a chapter by its number, or say which there are."""
        if number not in self.chapters:
            raise AtlasError(
                str(unknown_name("chapter", number, list(self.chapters), owner="The map"))
            )
        return self.chapters[number]

    def chapters_of(self, node: Node) -> tuple[Chapter, ...]:
        """Return the chapters in which someone acts."""
        return tuple(c for c in self.chapters.values() if set(c.models) & set(node.models))


@cache
def atlas() -> Atlas:
    """Return the map of the course.

    Raises
    ------
    AtlasError
        If the file contradicts itself or the models; the sentence says where.
    """
    text = (files("course_utils.atlas") / "atlas.toml").read_text(encoding="utf-8")
    return read(text)


def read(text: str) -> Atlas:
    """Read a map, and hold it against the models.

    Parameters
    ----------
    text
        Its file, in TOML.
    """
    data = tomllib.loads(text)
    nodes = [_node(entry) for entry in data["node"]]
    chapters = [
        Chapter(
            entry["number"],
            tuple(entry["models"]),
            entry.get("planned", False),
            entry.get("borrowed", False),
        )
        for entry in data["chapter"]
    ]
    left_off = [LeftOff(tuple(entry["what"]), entry["because"]) for entry in data["left_off"]]
    _twice([node.id for node in nodes], "node")
    _twice([chapter.number for chapter in chapters], "chapter")
    _twice([name for node in nodes for name in (*node.states, *node.treatments)], "state")
    found = Atlas(
        data["size"]["width"],
        data["size"]["height"],
        {node.id: node for node in nodes},
        {chapter.number: chapter for chapter in chapters},
        tuple(left_off),
    )
    _against_the_models(found)
    return found


def _node(entry: Mapping[str, Any]) -> Node:
    label = entry["label"]
    node = Node(
        id=entry["id"],
        name=entry["name"],
        kind=entry["kind"],
        actor=entry["actor"],
        shape=entry["shape"],
        term=entry["term"],
        places=tuple((float(x), float(y)) for x, y in entry["place"]),
        labels=(label,) * len(entry["place"]) if isinstance(label, str) else tuple(label),
        says=entry["says"],
        states=tuple(entry.get("states", ())),
        treatments=tuple(entry.get("treatments", ())),
    )
    for what, value, allowed in (
        ("kind", node.kind, _KINDS),
        ("actor", node.actor, tuple(actors())),
        *(("label", label, _LABELS) for label in node.labels),
    ):
        if value not in allowed:
            raise AtlasError(
                f"The {what} of node {node.id!r} is {value!r}; it may be: {', '.join(allowed)}."
            )
    if len(node.labels) != len(node.places):
        raise AtlasError(f"Node {node.id!r} needs one label, or one for each of its places.")
    return node


def _twice(names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise AtlasError(f"The {what} {name!r} stands on the map twice.")
        seen.add(name)


def _against_the_models(found: Atlas) -> None:
    for chapter in found.chapters.values():
        for model in chapter.models:
            _model(model, f"chapter {chapter.number}")
    for node in found.nodes.values():
        for name in node.states:
            _named(name, node, "states")
        for name in node.treatments:
            _named(name, node, "treatments")
    _left_off_exists(found)
    missing = [
        f"{model.name}.{name}"
        for model in MODELS.values()
        for name in (*model.states, *model.treatments)
        if found.of(model.name, name) is None and not found.leaves_off(model.name, name)
    ]
    if missing:
        raise AtlasError(
            f"No node of the map is {', '.join(missing)}; give each to a node in atlas.toml, "
            "or leave it off with a reason."
        )


def _model(name: str, owner: str) -> Any:
    if name not in MODELS:
        raise AtlasError(
            f"In atlas.toml {owner} names the model {name!r}; there are: {', '.join(MODELS)}."
        )
    return MODELS[name]


def _named(name: str, node: Node, what: str) -> None:
    owner, _, item = name.partition(".")
    valid = getattr(_model(owner, f"node {node.id!r}"), what)
    if item not in valid:
        raise AtlasError(
            f"In atlas.toml node {node.id!r} names {name!r}, but the {what} of {owner} are: "
            f"{', '.join(valid) or 'none'}."
        )


def _left_off_exists(found: Atlas) -> None:
    for name in (item for entry in found.left_off for item in entry.what):
        owner, item, *state = name.split(".")
        models = MODELS.values() if owner == "*" else [_model(owner, "`left_off`")]
        if not any(
            item in (*model.states, *model.treatments, *model.processes)
            and set(state) <= set(model.states)
            for model in models
        ):
            raise AtlasError(f"In atlas.toml {name!r} is left off, but no model has it.")
