"""The findings with which the course began, and where each is taught: a table for a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from course_utils.models import MODELS
from course_utils.site.page_figures import PageFigure, notebook_markup, page_figures
from course_utils.teaching.exercises import chapters, exercises_of
from course_utils.teaching.quizzes import QuestionError, read_questions

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Chapters that a finding names and that are still being written; a test holds the list to it.
MISSING: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Finding:
    """A finding and the places of the course that teach it.

    Parameters
    ----------
    finding
        It in one sentence.
    chapter
        The number of its chapter.
    page, title
        The chapter's page and the title before its question; empty while it is being written.
    models
        Names of the models that show it.
    figures
        The chapter's live figures of these models.
    claims
        Numbers of the models' claims.
    exercise, question
        Ids of an exercise and of a question of the quiz; empty if the chapter has them not.
    """

    finding: str
    chapter: int
    page: str
    title: str
    models: tuple[str, ...]
    figures: tuple[PageFigure, ...]
    claims: tuple[str, ...]
    exercise: str
    question: str

    @property
    def complete(self) -> bool:
        """Whether every cell of its row is filled."""
        return all(
            (self.page, self.models, self.figures, self.claims, self.exercise, self.question)
        )


def findings(notebooks: Path) -> list[Finding]:
    """Return the findings with what the course's own files say of each.

    Parameters
    ----------
    notebooks
        The folder of the chapters.
    """
    text = (files("course_utils.site") / "findings.yaml").read_text(encoding="utf-8")
    return [_finding(entry, notebooks) for entry in yaml.safe_load(text)]


def _finding(entry: Mapping[str, Any], notebooks: Path) -> Finding:
    number = entry["chapter"]
    file = next(iter(sorted(notebooks.glob(f"{number:02d}-*.ipynb"))), None)
    notebook = json.loads(file.read_text(encoding="utf-8")) if file else {"cells": []}
    heading = "".join(notebook["cells"][0]["source"]).partition("\n")[0] if file else ""
    models = tuple(name for name in entry["models"] if name in MODELS)
    return Finding(
        entry["finding"],
        number,
        f"notebooks/{file.stem}" if file else "",
        heading.removeprefix("# ").partition(":")[0],
        models,
        tuple(each for each in page_figures(notebook_markup(notebook)) if each.model in models),
        tuple(claim.number for name in models for claim in MODELS[name].claims.values()),
        entry["exercise"] if entry["exercise"] in _exercises(number) else "",
        entry["question"] if entry["question"] in _questions(number) else "",
    )


def _exercises(chapter: int) -> set[str]:
    return set(exercises_of(chapter)) if chapter in chapters() else set()


def _questions(chapter: int) -> set[str]:
    try:
        return {question.id for question in read_questions(chapter)}
    except QuestionError:
        return set()


class FindingsTable(SphinxDirective):
    """Write the table of the findings."""

    option_spec: ClassVar[Any] = {}

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        notebooks = Path(self.env.srcdir) / "notebooks"
        self.env.note_dependency(str(Path(__file__).with_name("findings.yaml")))
        for file in notebooks.glob("*.ipynb"):
            self.env.note_dependency(str(file))
        rows = "\n".join(self._row(finding) for finding in findings(notebooks))
        heads = ("finding", "chapter", "models", "live figures", "claims", "exercise", "question")
        head = "".join(f'<th scope="col">{name}</th>' for name in heads[1:])
        return [
            nodes.raw(
                "",
                '<div class="pst-scrollable-table-container findings" tabindex="0" role="region" '
                'aria-label="Where each finding is taught">\n<table class="table">\n'
                f'<thead><tr><th scope="col">{heads[0]}</th>{head}</tr></thead>\n'
                f"<tbody>\n{rows}\n</tbody>\n</table></div>",
                format="html",
            )
        ]

    def _row(self, finding: Finding) -> str:
        def link(page: str, words: str, anchor: str = "") -> str:
            if page not in self.env.found_docs:
                return escape(words)
            address = self.env.app.builder.get_relative_uri(self.env.docname, page)
            return f'<a href="{address}{anchor}">{escape(words)}</a>'

        page = finding.page
        cells = (
            link(page, f"{finding.chapter} {finding.title}") if page else "being written",
            ", ".join(link(f"book/models/{name}", name) for name in finding.models),
            "<br>".join(
                link(page, figure.view["question"], f"#figure={figure.key}")
                for figure in finding.figures
            ),
            ", ".join(finding.claims),
            link(page, finding.exercise, "#exercises") if finding.exercise else "",
            link(page, finding.question, "#quiz") if finding.question else "",
        )
        return (
            f'<tr><th scope="row">{escape(finding.finding)}</th>'
            + "".join(f"<td>{cell or '–'}</td>" for cell in cells)
            + "</tr>"
        )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("findings", FindingsTable)
