from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

SCRIPT = "_static/course/explorer.page.js"


def _page(argument: str, *lines: str) -> str:
    return "\n".join(["# Page", "", f"```{{explorer}} {argument}", *lines, "```", ""])


def _spec(page: str) -> dict[str, Any]:
    found = re.search(r'class="explorer-spec">(.*?)</script>', page, re.DOTALL)
    assert found
    spec: dict[str, Any] = json.loads(found[1])
    return spec


def test_options_and_scenarios_reach_the_figure(build: Callable[..., Any]) -> None:
    built = build(
        index=_page(
            "surveillance",
            ":show: T",
            ":controls: s, n",
            ":days: 10 90",
            ":question: Will it hold?",
            ":values: s=0.02 T=3",
            ":log:",
            ":phase: E 0 3.5, T 0.5 500",
            ":predict: {sketch: T, answers: [dormant, escaped], range: [1, 500]}",
            ":view: time",
            ":breakable:",
            ":chance: 20",
            "",
            "Weak:",
            "  s: 0.0055",
            "  look: It gets away.",
            "  treatments:",
            "    - {name: immunosuppression, from: 20, to: 40}",
        )
    )
    assert not built.warnings
    view = _spec(built.pages["index"])["view"]
    assert view["show"] == ["T"]
    assert view["controls"] == ["s", "n"]
    assert view["days"] == [10, 90]
    assert view["question"] == "Will it hold?"
    assert view["values"] == {"s": 0.02, "T": 3}
    assert view["log"] is True
    assert [axis["range"] for axis in view["phase"]] == [[0, 3.5], [0.5, 500]]
    assert (view["predict"]["sketch"], view["predict"]["range"]) == ("T", [1, 500])
    assert view["opens"] == "time"
    assert view["chance"]["runs"] == 20
    assert "switched" in _spec(built.pages["index"])["model"]["program"]
    (preset,) = view["presets"]
    assert preset["label"] == "Weak"
    assert preset["look"] == "It gets away."
    assert preset["treatments"][0]["from"] == 20


def test_the_figure_has_a_picture_with_words(build: Callable[..., Any]) -> None:
    page = build(index=_page("surveillance")).pages["index"]
    assert re.search(r'<img class="explorer-picture" alt="[^"]{40,}" src="data:image/svg', page)


def test_only_a_page_with_a_figure_loads_the_script(build: Callable[..., Any]) -> None:
    built = build(index=_page("surveillance"), plain="# Plain\n\nNo figure.\n")
    assert re.search(rf'<script defer="defer" src="{SCRIPT}\?v=\w+"', built.pages["index"])
    assert SCRIPT not in built.pages["plain"]
    assert (built.folder / SCRIPT).is_file()


MISTAKES: dict[str, tuple[tuple[str, ...], str]] = {
    "unknown_model": (("survielance",), "surveillance"),
    "unknown_state": (("surveillance", ":show: X"), "'X'"),
    "too_many_sliders": (("surveillance", ":controls: s n d a b"), "at most 4"),
    "days_in_words": (("surveillance", ":days: soon"), "such as 0 200, but 'soon' was given"),
    "days_backwards": (("surveillance", ":days: 9 3"), "go forwards"),
    "value_without_number": (("surveillance", ":values: s"), "such as s=0.013 T=1, but 's'"),
    "value_outside_its_slider": (("surveillance", ":values: s=7"), "s"),
    "predict_without_yaml": (("surveillance", ":predict: {sketch: T"), "such as T, or YAML"),
    "trial_without_yaml": (("il6", ":trial: {arms"), "such as {arms: {alone: [{name"),
    "trial_without_patients": (("il6", ":trial: {arms: {}}"), "such as {arms: {alone"),
    "trial_of_nobody": (
        ("il6", ":trial: {arms: {}, population: mice, endpoint: {}}"),
        "no population called 'mice'",
    ),
    "predict_unknown": (("surveillance", ":predict: Q"), "no quantity called 'Q'"),
    "phase_without_range": (("surveillance", ":phase: E T"), "such as E 0 3.5, T 0.5 500"),
    "runs_in_words": (("surveillance", ":chance: many"), "such as 100, but 'many' was given"),
    "broken_yaml": (("surveillance", "", "Weak: [1"), "not valid YAML in line"),
    "no_mapping": (("surveillance", "", "only words"), "a label, a colon, and below it"),
    "unknown_value": (("surveillance", "", "Weak:", "  zz: 1"), "'zz'"),
}


@pytest.fixture(scope="module")
def warnings(build: Callable[..., Any]) -> str:
    pages = {name: _page(*lines) for name, (lines, _) in MISTAKES.items()}
    text: str = build(index="# Page\n", **pages).warnings
    return text


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_said_in_a_sentence_with_its_place(name: str, warnings: str) -> None:
    # Three lines above the page's first say that it needs no table of contents.
    place = f"{name}.md:6: ERROR: This live figure cannot be drawn:"
    (line,) = [line for line in warnings.splitlines() if place in line]
    assert MISTAKES[name][1] in line.split(place)[1]
    assert "Traceback" not in warnings


@pytest.mark.slow
def test_a_model_in_space_has_a_directive_of_its_own(build: Callable[..., Any]) -> None:
    directive = "```{{space-explorer}} {}\n:preset: cold\n:days: 9\n:question: Where?\n```\n"
    page = build(index="# Page\n\n" + directive.format("infiltration")).pages["index"]
    view = _spec(page)["view"]
    assert (view["preset"], view["days"], view["question"]) == ("cold", 9, "Where?")
    assert SCRIPT in page
    refused = build(index="# Page\n\n" + directive.format("surveillance"))
    assert "The model 'surveillance' has no space" in refused.warnings
