"""The report: what was known, planned and argued, and what came of it; in a notebook or on paper.

As a page it holds all that it shows, so it opens from a disk, can be sent, and can be printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from course_utils.modelling import ModelError
from course_utils.modelling.words import mid_sentence
from course_utils.teaching.capstone.outcome import (
    PATIENTS,
    Outcome,
    TrialOutcome,
    run_plan,
    standard_plan,
    try_plan,
)
from course_utils.teaching.capstone.plan import Plan, needs_plan, when

_FEWEST_WORDS = 10
_TEMPLATES = files("course_utils.teaching.capstone") / "templates"
_CAVEAT = (
    "The patient is simulated. All points, errors and spreads are illustrative, and nothing here "
    "is advice for anybody's treatment."
)


@dataclass(frozen=True)
class Report:
    """A plan with its defence and its outcome; shown when it is the last line of a cell.

    Parameters
    ----------
    plan
        What was given.
    defence
        The reader's own text; a blank line parts paragraphs.
    """

    plan: Plan
    defence: str

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"Patient {self.plan.case.name}: {self.plan.case.rules.title.lower()}"

    def save(self, path: str | Path) -> Path:
        """Write the report as one page that needs nothing else: to open, to send, to print.

        Parameters
        ----------
        path
            Where to; a name that ends in ``.html``.

        Returns
        -------
        Path
            Where it lies.

        Raises
        ------
        ModelError
            If the name ends otherwise, or nothing can be written there.
        """
        target = Path(path)
        if target.suffix.lower() not in (".html", ".htm"):
            raise ModelError(f"A report is a page, so its name ends in .html, not {target.name!r}.")
        try:
            target.write_text(self.page(), encoding="utf-8")
        except OSError as error:
            raise ModelError(f"{target} cannot be written: {error.strerror}.") from error
        return target

    def page(self) -> str:
        """Return the page."""
        body = f"<h1>{escape(self.title)}</h1>\n{self._sections('h2')}"
        return _asset("report.html").format(
            title=escape(self.title), style=_asset("report.css"), body=body
        )

    def _sections(self, heading: str) -> str:
        return "\n".join(
            f"<section><{heading}>{title}</{heading}>\n{content}</section>"
            for title, content in self._content
        )

    @cached_property
    def _content(self) -> list[tuple[str, str]]:
        outcome, trial = run_plan(self.plan), try_plan(self.plan)
        return [
            ("What was known", _known(self.plan)),
            ("The plan", _planned(self.plan)),
            ("Why this plan", _paragraphs(self.defence)),
            ("What it did in this patient", _happened(outcome)),
            (f"What it did in {PATIENTS} others", _tried(trial)),
            ("What this cannot say", f"<p>{_CAVEAT}</p>\n{_left_out(self.plan)}"),
        ]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show the report in a notebook and in the book, where its headings are lesser ones."""
        # Below the headings of the chapter, and with a style that reaches nothing else.
        return {
            "text/html": (
                f'<div class="capstone-report"><style>{_asset("inline.css")}</style>\n'
                f"<p><strong>{escape(self.title)}</strong></p>\n{self._sections('h4')}\n</div>"
            ),
            "text/plain": repr(self),
        }

    def __repr__(self) -> str:
        """Say what the report is about."""
        return f"Report on {self.plan.case.name}: {run_plan(self.plan).words}"


def report_plan(plan: Plan, defence: str) -> Report:
    """Write the report on a plan.

    Parameters
    ----------
    plan
        Made by `plan_treatment`.
    defence
        Why this plan, in the reader's own words; a blank line parts paragraphs.

    Raises
    ------
    ModelError
        If there is no plan, or no more than a few words of defence.
    """
    needs_plan(plan, "report_plan")
    words = len(defence.split()) if isinstance(defence, str) else 0
    if words < _FEWEST_WORDS:
        raise ModelError(
            f"The defence has {words} words; write at least {_FEWEST_WORDS}: what you measured, "
            "what it told you, and what would have changed your mind."
        )
    return Report(plan, defence)


def _known(plan: Plan) -> str:
    case = plan.case
    words = f"<p>{escape(case.rules.story)}</p>\n"
    if not case.results:
        return f"{words}<p>Nothing was measured.</p>\n"
    rows = []
    for result in case.results:
        assay = case.rules.assays[result.assay]
        rows.append([f"{result.day:g}", assay.label, result.amount, assay.by, f"{assay.points:g}"])
    return words + _table(["day", "measured", "result", "how", "points"], rows, "Measurements")


def _planned(plan: Plan) -> str:
    budget = plan.case.rules.budget
    rows = [["measurements", "", f"{plan.case.spent:g}"], *plan.rows()]
    rows.append(["together", "", f"{budget - plan.left:g} of {budget:g}"])
    return _table(["what", "when", "points"], rows, "What the plan costs, in illustrative points")


def _happened(outcome: Outcome) -> str:
    return f"<p>{escape(outcome.words)}</p>\n{outcome.picture.html}\n"


def _tried(trial: TrialOutcome) -> str:
    rules = trial.plan.case.rules
    of = rules.model.treatments
    standard = "; ".join(
        f"{mid_sentence(of[course.name].label)}, {when(course)}"
        for course in standard_plan(trial.plan.case).courses
    )
    return (
        f"<p>The same {PATIENTS} virtual patients in three arms. "
        f"The standard one: {escape(standard)}.</p>\n"
        + _table(trial.head, trial.rows(), "The arms of the trial")
        + f"{trial.picture.html}\n"
    )


def _left_out(plan: Plan) -> str:
    left = "".join(f"<li>{escape(one)}</li>\n" for one in plan.case.rules.model.leaves_out)
    return f"<p>What the model does without:</p>\n<ul>{left}</ul>\n"


def _paragraphs(text: str) -> str:
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    return "".join(f"<p>{escape(part.strip())}</p>\n" for part in parts)


def _wide(label: str, content: str) -> str:
    """Let what is wide be moved sideways on a telephone, where it would be too small to read."""
    scrolls = f'class="capstone-wide" role="group" aria-label="{label}" tabindex="0"'
    return f"<div {scrolls}>{content}</div>"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> str:
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    content = (
        f"<table><caption>{escape(caption)}</caption>\n"
        f"<thead><tr>{top}</tr></thead>\n<tbody>{body}</tbody></table>"
    )
    return f"{_wide('Table', content)}\n"


def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8").strip()
