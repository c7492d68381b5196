from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from course_utils.plots.style import actors
from course_utils.site.assets import actor_css
from course_utils.site.notebooks import with_book_tags


def _tags(*tags: str) -> list[str]:
    notebook = {"cells": [{"cell_type": "code", "metadata": {"tags": list(tags)}}]}
    found: list[str] = json.loads(with_book_tags(json.dumps(notebook)))["cells"][0]["metadata"][
        "tags"
    ]
    return found


def test_a_cell_for_jupyterlab_alone_leaves_the_book() -> None:
    assert "remove-cell" in _tags("lab-only")


def test_a_solution_is_folded_away() -> None:
    assert "hide-cell" in _tags("solution")


def test_a_tag_is_not_given_twice_and_others_stay() -> None:
    assert _tags("hide-cell", "solution", "mine") == ["hide-cell", "solution", "mine"]


def test_a_cell_without_tags_is_left_alone() -> None:
    notebook = {"cells": [{"cell_type": "markdown", "metadata": {}, "source": "ü"}]}
    assert json.loads(with_book_tags(json.dumps(notebook))) == notebook


def test_every_actor_has_its_colour_in_both_modes() -> None:
    light, dark = actor_css().split('html[data-theme="dark"]')
    for name, actor in actors().items():
        assert f"--actor-{name}: {actor.light};" in light
        assert f"--actor-{name}: {actor.dark};" in dark


def test_the_policy_stands_before_everything_that_it_rules(build: Callable[..., Any]) -> None:
    page = build(index="# Page\n").pages["index"]
    policy = page.index("Content-Security-Policy")
    for element in ("<link ", "<script"):
        assert policy < page.index(element)
    assert "unsafe-eval" not in page


def test_fonts_come_with_their_licences(build: Callable[..., Any]) -> None:
    fonts = build(index="# Page\n").folder / "_static" / "course" / "fonts"
    names = {path.name for path in fonts.iterdir()}
    assert {"literata-LICENSE.txt", "stix-two-math-LICENSE.txt"} <= names
    assert len([name for name in names if name.endswith(".woff2")]) == 4
