"""The map's data cannot contradict themselves, or the models."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from course_utils.atlas.data import AtlasError, atlas, read
from course_utils.atlas.glyphs import SHAPES
from course_utils.models import MODELS

TEXT = (files("course_utils.atlas") / "atlas.toml").read_text(encoding="utf-8")


def test_every_state_and_treatment_of_a_model_is_someone_or_is_left_off_with_a_reason() -> None:
    on = atlas()
    for model in MODELS.values():
        for name in (*model.states, *model.treatments):
            assert on.of(model.name, name) or on.leaves_off(model.name, name), (model.name, name)
    assert all(len(entry.because) > 20 for entry in on.left_off)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"il6.S"', '"il6.Q"', "the states of il6 are: B, S, L"),
        ('states = ["il6.S"]', "", "No node of the map is il6.S"),
        ('"il6.blocker"', '"il6.brake"', "the treatments of il6 are: trastuzumab, blocker"),
        ('treatments = ["il6.blocker"]', "", "No node of the map is il6.blocker"),
        ('states = ["il6.S"]', 'states = ["il9.S"]', "names the model 'il9'"),
        ('models = ["il6"]', 'models = ["il9"]', "chapter 6 names the model 'il9'"),
        ('states = ["il6.S"]', 'states = ["il6.S", "il6.L"]', "'il6.L' stands on the map twice"),
        ('"gompertz.g"', '"gompertz.h"', "'gompertz.h' is left off, but no model has it"),
        ('id = "stem"', 'id = "edited"', "The node 'edited' stands on the map twice"),
        ('actor = "engineered"', 'actor = "robot"', "The actor of node 'cart' is 'robot'"),
        ('kind = "signal"', 'kind = "noise"', "it may be: cell, signal, drug"),
        ("place = [[432, 378]]", "place = [[1, 2], [3, 4]]\n", ""),
        ('label = ["left", "above"]', 'label = ["left"]', "one for each of its places"),
    ],
)
def test_a_mistake_in_the_file_is_told_in_a_sentence(old: str, new: str, says: str) -> None:
    assert old in TEXT
    wrong = TEXT.replace(old, new, 1)
    if not says:  # one label does for several places
        assert len(read(wrong).nodes["stem"].places) == 2
        return
    with pytest.raises(AtlasError) as caught:
        read(wrong)
    assert says in str(caught.value)


def test_an_unknown_chapter_is_told_with_those_that_there_are() -> None:
    with pytest.raises(AtlasError, match="It has: 1, 2, 3"):
        atlas().lit("12")


def test_every_picture_is_drawn_and_used() -> None:
    assert {node.shape for node in atlas().nodes.values()} == set(SHAPES)


def test_everyone_stands_inside_the_picture_and_apart_from_the_others() -> None:
    on = atlas()
    places = [(n.id, x, y) for n in on.nodes.values() for x, y in n.places]
    for i, (name, x, y) in enumerate(places):
        assert 20 < x < on.width - 20, name
        assert 20 < y < on.height - 60, name
        for other, u, v in places[i + 1 :]:
            assert (x - u) ** 2 + (y - v) ** 2 > 40**2, (name, other)


def test_the_file_says_nothing_that_nobody_reads() -> None:
    known = {"id", "name", "kind", "actor", "shape", "term", "place", "label", "says"}
    for node in tomllib.loads(TEXT)["node"]:
        assert set(node) <= known | {"states", "treatments"}, node["id"]
