"""Reading paths: the chapters in two orders, with what they say of themselves."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from course_utils.modelling.errors import unknown_name
from course_utils.teaching.tables import table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# What every chapter says of itself and is true of all of them.
_EVERYWHERE = ("No programming", "If you")

# The core competencies of *Vision and Change*, in our words.
COMPETENCIES = {
    1: "the process of science",
    2: "reasoning with numbers",
    3: "models and simulation",
    4: "several disciplines at once",
    5: "communicating across disciplines",
    6: "science and society",
}


class PathError(ValueError):
    """Report a mistake in the reading paths, or a chapter that does not say what it must."""


@dataclass(frozen=True)
class Chapter:
    """What a chapter says of itself.

    Parameters
    ----------
    number
        As in the name of its notebook.
    page
        Its page.
    title
        The part before the colon.
    reading, exercises
        Minutes for each; no exercises count 0.
    needs
        Prerequisites, in Markdown.
    objectives
        What a reader can do afterwards, in Markdown.
    """

    number: int
    page: str
    title: str
    reading: int
    exercises: int
    needs: str
    objectives: tuple[str, ...]

    @property
    def minutes(self) -> str:
        """The time in a word: ``"60 + 40"``, reading and exercises."""
        return f"{self.reading} + {self.exercises}" if self.exercises else str(self.reading)


def chapters(notebooks: Path) -> dict[int, Chapter]:
    """Return every chapter by its number, in order.

    Parameters
    ----------
    notebooks
        The folder of the chapters.

    Raises
    ------
    PathError
        If a chapter states no time, no prerequisites or no objectives.
    """
    found = (read_chapter(path) for path in sorted(notebooks.glob("[0-9][0-9]-*.ipynb")))
    return {chapter.number: chapter for chapter in found}


def read_chapter(path: Path) -> Chapter:
    """Read what a chapter says of itself; see `chapters`."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = [
        "".join(cell["source"])
        for tag in ("contract-prerequisites", "contract-objectives")
        for cell in cells
        if tag in cell["metadata"].get("tags", ())
    ]
    if len(texts) != 2:
        raise PathError(f"{path.name} needs one cell with prerequisites and one with objectives.")
    head, aims = texts
    time = re.search(r"\*\*Time:\*\* (\d+) minutes(?:.*?, (\d+) more)?", head)
    needs = re.search(r"\*\*You need:\*\* (.*)", head, re.DOTALL)
    objectives = re.findall(r"^- (.+?)[;.]?$", aims, re.MULTILINE)
    if not time or not needs or not objectives:
        raise PathError(
            f"{path.name} must state its time (**Time:** 60 minutes), its prerequisites "
            "(**You need:** …) and its objectives (a list)."
        )
    lines = [line for line in needs[1].splitlines() if not line.startswith(_EVERYWHERE)]
    return Chapter(
        int(path.name[:2]),
        f"notebooks/{path.stem}",
        head.partition("\n")[0].removeprefix("# ").partition(":")[0],
        int(time[1]),
        int(time[2] or 0),
        " ".join(lines).replace("](0", "](../notebooks/0").strip(),
        tuple(objectives),
    )


@cache
def data() -> Any:
    """Return the file of the paths: two orders, and what each chapter is good for."""
    return yaml.safe_load((files("course_utils.site") / "paths.yaml").read_text(encoding="utf-8"))


class _Directive(SphinxDirective):
    option_spec: ClassVar[Any] = {}

    def chapters(self) -> dict[int, Chapter]:
        folder = Path(self.env.srcdir) / "notebooks"
        self.env.note_dependency(str(Path(__file__).with_name("paths.yaml")))
        for file in folder.glob("*.ipynb"):
            self.env.note_dependency(str(file))
        try:
            return chapters(folder)
        except PathError as error:
            raise self.error(str(error)) from error


class ReadingPath(_Directive):
    """Write one of the paths, whose name is the argument."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table, and below it the time that it takes."""
        name = self.arguments[0]
        if name not in data()["paths"]:
            raise self.error(str(unknown_name("path", name, list(data()["paths"]), owner="There")))
        there = self.chapters()
        steps = [step for step in data()["paths"][name] if step["chapter"] in there]
        rows = []
        for step in steps:
            chapter = there[step["chapter"]]
            rows.append(
                [_link(chapter), chapter.minutes, step["look"], step["skip"], step["twice"] or "–"]
            )
        head = ["chapter", "minutes", "look for", "you may skip", "read twice"]
        reading = sum(there[step["chapter"]].reading for step in steps)
        exercises = sum(there[step["chapter"]].exercises for step in steps)
        total = (
            f"Altogether {_hours(reading)} of reading and playing, and {_hours(exercises)} more "
            "for the exercises."
        )
        return self.parse_text_to_nodes(f"{table(head, rows).markdown}\n\n{total}\n")


class ChapterAims(_Directive):
    """Write for each chapter its time, what it needs and what a reader can do afterwards."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each chapter."""
        sections: list[nodes.Node] = []
        for chapter in self.chapters().values():
            heading = f"{chapter.number} {chapter.title}"
            section = nodes.section(ids=[f"chapter-{chapter.number}"], names=[heading])
            section += nodes.title(heading, heading)
            more = f", and {chapter.exercises} for the exercises" if chapter.exercises else ""
            aims = "\n".join(f"- {aim}" for aim in chapter.objectives)
            section += self.parse_text_to_nodes(
                f"{_link(chapter, 'Go to the chapter')}. "
                f"**Time:** {chapter.reading} minutes{more}. "
                f"**You need:** {chapter.needs}\n\nAfterwards you can\n\n{aims}\n"
            )
            sections.append(section)
        return sections


class Curriculum(_Directive):
    """Write for each chapter the immunology in it, and the competencies that it trains."""

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        rows = []
        for chapter in self.chapters().values():
            entry = data()["curriculum"].get(chapter.number)
            if entry is None:
                raise self.error(f"Give chapter {chapter.number} an entry in paths.yaml.")
            trained = ", ".join(str(number) for number in entry["competencies"])
            plan = f"instructors/{chapter.page.rpartition('/')[2]}"
            lecture = f"[plan]({plan}.md)" if f"book/{plan}" in self.env.found_docs else "–"
            rows.append([_link(chapter), entry["immunology"], trained or "–", lecture])
        key = "\n".join(f"{number}. {words}" for number, words in COMPETENCIES.items())
        head = ["chapter", "immunology in it", "trains", "50 minutes"]
        return self.parse_text_to_nodes(f"{key}\n\n{table(head, rows).markdown}")


def _link(chapter: Chapter, words: str = "") -> str:
    return f"[{words or f'{chapter.number} {chapter.title}'}](../{chapter.page}.ipynb)"


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole} hours" + (f" and {rest} minutes" if rest else "")


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("reading-path", ReadingPath)
    app.add_directive("chapter-aims", ChapterAims)
    app.add_directive("curriculum", Curriculum)
