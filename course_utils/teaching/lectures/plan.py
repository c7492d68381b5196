"""The plan of a lecture on a chapter, read from its file and checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

import yaml

from course_utils.modelling.errors import unknown_name
from course_utils.teaching.quizzes import Question, read_questions

Kind = Literal["words", "figure", "question"]

MINUTES = 50
FEWEST_QUESTIONS = 3
VOTE_RULE = (
    "Everyone votes silently, by a show of fingers: one for A, two for B. "
    "If fewer than a third are right, explain once more and vote again. "
    "If a third to two thirds are right, let neighbours who disagree convince each other for two "
    "minutes, and vote again. "
    "If more are right, show the answer, say why in one sentence, and go on."
)
# As much of it as a speaker needs who has read it.
VOTE_RULE_IN_SHORT = "< 1/3 explain · 1/3 to 2/3 let them discuss · > 2/3 go on"

_KEYS: dict[str, set[str]] = {
    "words": {"title", "says"},
    "figure": {"figure", "scenarios"},
    "question": {"question", "split"},
}
_COMMON = {"minutes", "notes"}
_NAMING: dict[str, Kind] = {"title": "words", "figure": "figure", "question": "question"}


class PlanError(ValueError):
    """Report a mistake in the plan of a lecture."""


@dataclass(frozen=True)
class Slide:
    """What stands on the screen for some minutes, and what the speaker says to it.

    Parameters
    ----------
    kind
        ``"words"``, a ``"figure"`` of the chapter, or a ``"question"`` of its quiz.
    shows
        The title of the words, the figure as links call it (``"surveillance-1"``), or the id of
        the question.
    minutes
        How long it stays.
    notes
        What the speaker says; plain text, paragraphs apart by empty lines.
    says
        The words below a title.
    scenarios
        Labels of the figure's scenarios, in the order in which they are shown; none to show the
        figure as it opens.
    split
        What to say if the class splits over a question.
    """

    kind: Kind
    shows: str
    minutes: int
    notes: str
    says: str = ""
    scenarios: tuple[str, ...] = ()
    split: str = ""


@dataclass(frozen=True)
class Plan:
    """A lecture of 50 minutes on a chapter.

    Parameters
    ----------
    chapter
        Its number.
    slides
        In the order in which they are shown.
    questions
        Those of the chapter's quiz on which the room votes, by id.
    """

    chapter: str
    slides: tuple[Slide, ...]
    questions: Mapping[str, Question]


def planned_chapters(folder: Traversable | None = None) -> tuple[str, ...]:
    """Return the numbers of the chapters that have a plan, in order."""
    names = (item.name for item in _folder(folder).iterdir())
    found = (re.fullmatch(r"(\d\d)\.yaml", name) for name in names)
    return tuple(str(int(name[1])) for name in sorted(filter(None, found), key=lambda m: m[1]))


def read_plan(chapter: str | int, folder: Traversable | None = None) -> Plan:
    """Read the plan of the lecture on a chapter.

    Parameters
    ----------
    chapter
        Its number.
    folder
        Where the plans lie, one a chapter: ``02.yaml`` for chapter 2. Those of the course if None.

    Raises
    ------
    PlanError
        If the chapter has no plan, or if something is wrong with it; the sentence names the file
        and the slide.
    """
    number = str(chapter)
    known = planned_chapters(folder)
    if number not in known:
        raise PlanError(
            f"There is no plan for chapter {number!r}; there are for chapter: "
            f"{', '.join(known) or 'none'}."
        )
    file = _folder(folder) / f"{int(number):02d}.yaml"
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise PlanError(f"{file.name} is not valid YAML: {error}.") from error
    if not isinstance(content, list) or not content:
        raise PlanError(f"{file.name} must be a list of slides.")
    slides = tuple(
        _slide(entry, f"{file.name}, slide {place}") for place, entry in enumerate(content, start=1)
    )
    total = sum(slide.minutes for slide in slides)
    if total != MINUTES:
        raise PlanError(f"{file.name}: the slides take {total} minutes, not {MINUTES}.")
    return Plan(number, slides, _questions(number, slides, file.name))


def _folder(folder: Traversable | None) -> Traversable:
    return files("course_utils.teaching") / "plans" if folder is None else folder


def _slide(entry: Any, where: str) -> Slide:
    names = [name for name in _NAMING if isinstance(entry, dict) and name in entry]
    if len(names) != 1:
        raise PlanError(f"{where}: it must have one of title, figure and question, and no two.")
    [name] = names
    kind = _NAMING[name]
    allowed = _KEYS[kind] | _COMMON
    for key in entry:
        if key not in allowed:
            raise PlanError(
                f"{where}: {unknown_name('key', str(key), sorted(allowed), owner='Such a slide')}"
            )
    minutes = entry.get("minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool) or minutes < 1:
        raise PlanError(f"{where}: minutes is {minutes!r}; it must be a whole number from 1 on.")
    scenarios = entry.get("scenarios", [])
    if not isinstance(scenarios, list) or not all(isinstance(label, str) for label in scenarios):
        raise PlanError(f"{where}: scenarios is {scenarios!r}; it must be a list of labels.")
    needed = {name, "notes"} | ({"split"} if kind == "question" else set())
    words = {key: entry.get(key, "") for key in (name, "notes", "says", "split")}
    for key, text in words.items():
        if not isinstance(text, str) or (key in needed and not text.strip()):
            raise PlanError(f"{where}: {key} is {text!r}; it must be words (in quotation marks).")
    return Slide(
        kind,
        words[name].strip(),
        minutes,
        words["notes"].strip(),
        words["says"].strip(),
        tuple(scenarios),
        words["split"].strip(),
    )


def _questions(chapter: str, slides: tuple[Slide, ...], file: str) -> dict[str, Question]:
    asked = [slide.shows for slide in slides if slide.kind == "question"]
    there = {question.id: question for question in read_questions(chapter)}
    for id_, count in Counter(asked).items():
        if id_ not in there:
            raise PlanError(
                f"{file}: {unknown_name('question', id_, list(there), owner='The quiz')}"
            )
        if not there[id_].options:
            raise PlanError(f"{file}: question {id_} asks for a number; a room needs options.")
        if count > 1:
            raise PlanError(f"{file}: question {id_} is asked {count} times.")
    if len(asked) < FEWEST_QUESTIONS:
        raise PlanError(
            f"{file}: the room votes {len(asked)} times; a plan needs {FEWEST_QUESTIONS} questions."
        )
    return {id_: there[id_] for id_ in asked}
