"""The plans of lectures: each fills its minutes, and all that it names is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from course_utils.site.lectures import missing_from, plan_json
from course_utils.site.page_figures import notebook_markup
from course_utils.teaching.lectures import (
    MINUTES,
    PlanError,
    planned_chapters,
    read_plan,
)

GOOD = """
- {title: Begin, minutes: 20, notes: Say why.}
- {figure: surveillance-1, minutes: 15, scenarios: [Small tumour], notes: Wait.}
- {question: "2.1", minutes: 5, notes: Count., split: Ask again.}
- {question: "2.3", minutes: 5, notes: Count., split: Ask again.}
- {question: "2.5", minutes: 5, notes: Count., split: Ask again.}
"""


@pytest.mark.parametrize("chapter", planned_chapters())
def test_a_plan_fills_its_minutes_and_names_only_what_its_chapter_has(
    root: Path, chapter: str
) -> None:
    plan = read_plan(chapter)
    assert sum(slide.minutes for slide in plan.slides) == MINUTES
    assert len(plan.questions) >= 3
    for question in plan.questions.values():
        assert sum(option.right for option in question.options) >= 1
    [notebook] = (root / "notebooks").glob(f"{int(chapter):02d}-*.ipynb")
    markup = notebook_markup(json.loads(notebook.read_text(encoding="utf-8")))
    assert missing_from(plan, markup) == []
    page = root / "book" / "instructors" / f"{notebook.stem}.md"
    assert f"```{{lecture-plan}} {chapter}\n" in page.read_text(encoding="utf-8")


def test_every_plan_stands_in_the_list_for_instructors(root: Path) -> None:
    listed = (root / "book" / "instructors" / "index.md").read_text(encoding="utf-8")
    pages = {path.name for path in (root / "book" / "instructors").glob("[0-9]*.md")}
    assert pages == {name for name in pages if f"({name})" in listed}
    assert len(pages) == len(planned_chapters())


def _read(folder: Path, text: str) -> str:
    (folder / "02.yaml").write_text(text)
    return plan_json(read_plan(2, folder))


def test_a_page_gets_the_plan_as_data(tmp_path: Path) -> None:
    data = json.loads(_read(tmp_path, GOOD))
    assert data["minutes"] == MINUTES
    assert [next(iter(slide)) for slide in data["slides"]] == ["title", "figure", *["question"] * 3]
    assert data["slides"][1]["scenarios"] == ["Small tumour"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes: 20", "minutes: 21", "take 51 minutes, not 50"),
        ("minutes: 20", "minutes: soon", "whole number"),
        ("title: Begin, ", "", "one of title, figure and question"),
        ("notes: Say why.", "note: Say why.", "notes"),
        ("notes: Say why.", "notes: ''", "notes is ''"),
        ('"2.5"', '"2.99"', "2.99"),
        ('"2.5"', '"2.2"', "asks for a number"),
        ('"2.5"', '"2.3"', "asked 2 times"),
        (", split: Ask again.", "", "split is ''"),
        ("[Small tumour]", "Small tumour", "list of labels"),
        ("- {title", "- title: {", "not valid YAML"),
    ],
)
def test_a_mistake_in_a_plan_is_said_in_words(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(PlanError, match=r"02\.yaml") as refused:
        _read(tmp_path, GOOD.replace(old, new))
    assert said in str(refused.value)


def test_a_room_votes_three_times_or_more(tmp_path: Path) -> None:
    fewer = GOOD.replace(
        '{question: "2.5", minutes: 5, notes: Count., split: Ask again.}',
        "{title: End, minutes: 5, notes: Close.}",
    )
    with pytest.raises(PlanError, match="votes 2 times"):
        _read(tmp_path, fewer)


def test_what_a_page_lacks_is_named() -> None:
    plan = read_plan(2)
    assert any("surveillance-1" in problem for problem in missing_from(plan, ""))


def test_a_chapter_without_a_plan_is_said_to_have_none(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="no plan for chapter '2'"):
        read_plan(2, tmp_path)
