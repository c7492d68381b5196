"""Lectures: the button on each chapter, the plan in its page, and the plan to read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from course_utils.modelling.errors import unknown_name
from course_utils.site.assets import FOLDER
from course_utils.site.page_figures import notebook_markup, page_figures
from course_utils.teaching.lectures import (
    MINUTES,
    VOTE_RULE,
    VOTE_RULE_IN_SHORT,
    Plan,
    PlanError,
    Slide,
    planned_chapters,
    read_plan,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)
SCRIPT = f"{FOLDER}/present.js"
_CHAPTER = re.compile(r"notebooks/(\d\d)-")


class LecturePlan(SphinxDirective):
    """Write out the plan of the lecture on a chapter, whose number is the argument."""

    required_arguments = 1
    option_spec: ClassVar[Any] = {}

    def run(self) -> list[nodes.Node]:
        """Return the plan, or a located error that says what is wrong with it."""
        try:
            plan = read_plan(self.arguments[0])
        except PlanError as error:
            raise self.error(str(error)) from error
        page = _page_of(plan.chapter, self.env.found_docs)
        if page is None:
            raise self.error(f"Chapter {plan.chapter} has a plan, but no page.")
        notebook = self.env.doc2path(page)
        self.env.note_dependency(notebook)
        content = json.loads(Path(notebook).read_text(encoding="utf-8"))
        asks = {each.key: each.view["question"] for each in page_figures(notebook_markup(content))}
        address = self.env.app.builder.get_relative_uri(self.env.docname, page)
        return self.parse_text_to_nodes(
            plan_markdown(plan, asks, f"{address}?present"), allow_section_headings=True
        )


def plan_markdown(plan: Plan, asks: Mapping[str, str], address: str) -> str:
    """Write a plan as Markdown: an overview by the minute, then each slide.

    Parameters
    ----------
    plan
        From `read_plan`.
    asks
        The question above each of the chapter's figures, by what links call the figure.
    address
        Where the lecture starts.
    """
    rows: list[str] = []
    parts: list[str] = []
    minute = 0
    for place, slide in enumerate(plan.slides, start=1):
        end = minute + slide.minutes
        heading = _heading(plan, slide, asks)
        # A link to the moment itself; Sphinx would take what follows the "?" for part of a file.
        link = f'<a href="{address}={place}.1">{minute} to {end}</a>'
        rows.append(f"| {link} | {heading} |")
        parts.append(
            f"### {place}. {heading}\n\n*Minute {minute} to {end}.*\n\n{_body(plan, slide)}"
        )
        minute = end
    overview = "\n".join(("| minute | on the screen |", "| --- | --- |", *rows))
    return (
        f"## {MINUTES} minutes\n\n"
        f'<a class="lecture-start" href="{address}">Start this lecture</a>\n\n{overview}\n\n'
        f"**The vote.** {VOTE_RULE}\n\n## Slide by slide\n\n" + "\n\n".join(parts) + "\n"
    )


def _heading(plan: Plan, slide: Slide, asks: Mapping[str, str]) -> str:
    if slide.kind == "figure":
        return f"Figure: {asks.get(slide.shows) or slide.shows}"
    if slide.kind == "question":
        return f"Vote: {' '.join(plan.questions[slide.shows].text.split())}"
    return slide.shows


def _body(plan: Plan, slide: Slide) -> str:
    parts = [slide.says and f"> {' '.join(slide.says.split())}"]
    if slide.scenarios:
        parts.append("Scenarios: " + " → ".join(f"*{label}*" for label in slide.scenarios) + ".")
    if slide.kind == "question":
        options = plan.questions[slide.shows].options
        lines = [
            f"- {letter}: {' '.join(option.text.split())}"
            for letter, option in zip(ascii_uppercase, options, strict=False)
        ]
        marked = [
            f"{line} **(right)**" if option.right else line
            for line, option in zip(lines, options, strict=True)
        ]
        parts.append("\n".join(marked))
    parts.append(slide.notes)
    if slide.split:
        parts.append(f"**If the class splits.** {slide.split}")
    return "\n\n".join(part for part in parts if part)


def plan_json(plan: Plan) -> str:
    """Write a plan as lecture mode reads it from the page."""
    slides = [
        {
            {"words": "title"}.get(slide.kind, slide.kind): slide.shows,
            "minutes": slide.minutes,
            "notes": slide.notes,
            **({"says": slide.says} if slide.says else {}),
            **({"scenarios": slide.scenarios} if slide.kind == "figure" else {}),
            **({"split": slide.split} if slide.split else {}),
        }
        for slide in plan.slides
    ]
    rule = {"short": VOTE_RULE_IN_SHORT, "long": VOTE_RULE}
    data = {"minutes": MINUTES, "rule": rule, "slides": slides}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def missing_from(plan: Plan, markup: str) -> list[str]:
    """Say which figures and scenarios of a plan a page does not have; nothing if it has all."""
    there = {figure.key: figure for figure in page_figures(markup)}
    problems = []
    for slide in plan.slides:
        if slide.kind != "figure":
            continue
        if slide.shows not in there:
            problems.append(str(unknown_name("figure", slide.shows, list(there), owner="The page")))
            continue
        known = list(there[slide.shows].scenarios)
        problems += [
            str(unknown_name("scenario", label, known, owner=f"The figure {slide.shows}"))
            for label in slide.scenarios
            if label not in known
        ]
    return problems


def setup(app: Sphinx) -> None:
    """Register the directive, and give each chapter its button and its plan."""
    app.add_directive("lecture-plan", LecturePlan)
    app.connect("html-page-context", _add)


def _page_of(chapter: str, pages: set[str]) -> str | None:
    start = f"notebooks/{int(chapter):02d}-"
    return next((page for page in sorted(pages) if page.startswith(start)), None)


def _add(app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    found = _CHAPTER.match(page)
    body = context.get("body", "")
    # A chapter without a live figure may still be told and voted on.
    if not found or not (page_figures(body) or 'class="qz-question"' in body):
        return
    app.add_js_file(SCRIPT, loading_method="defer")
    chapter = str(int(found[1]))
    if chapter not in planned_chapters():
        return
    plan = read_plan(chapter)
    for problem in missing_from(plan, body):
        _logger.warning(
            "The plan of the lecture on chapter %s: %s", chapter, problem, type="lecture"
        )
    context["body"] = (
        f'{body}\n<script type="application/json" id="lecture-plan">{plan_json(plan)}</script>'
    )
