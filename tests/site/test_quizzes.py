"""What a quiz answers leads to the scenario that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course_utils.explorer import build_spec, figure_html
from course_utils.models import surveillance
from course_utils.site.quizzes import link_scenarios


def markup(feedback: str, *scenarios: list[str]) -> str:
    figures = [
        figure_html(
            surveillance,
            build_spec(surveillance, presets={label: {} for label in labels}),
        )
        for labels in scenarios
    ]
    answer = f'<li data-right="false"><q>No</q> <span class="qz-feedback">{feedback}</span></li>'
    return "\n".join([*figures, f'<div class="quiz"><ul>{answer}</ul></div>'])


def links(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<a href="#figure=([^"]+)"><em>([^<]+)</em></a>', link_scenarios(page))


def test_a_scenario_that_is_named_can_be_followed() -> None:
    page = markup("Choose <em>Drugs &amp; rest</em>.", ["Large", "Drugs & rest"])
    assert links(page) == [("surveillance-1&amp;scenario=2", "Drugs &amp; rest")]


def test_of_two_figures_that_share_a_name_the_one_with_the_other_names_is_meant() -> None:
    page = markup(
        "First <em>Large</em>, then <em>Late</em>.", ["Large"], ["Early", "Large", "Late"]
    )
    assert links(page) == [
        ("surveillance-2&amp;scenario=2", "Large"),
        ("surveillance-2&amp;scenario=3", "Late"),
    ]


def test_what_is_in_italics_and_no_scenario_stays_as_it_is() -> None:
    page = markup("Not <em>every</em> tumour.", ["Large"])
    assert link_scenarios(page) == page


def test_italics_outside_of_an_answer_stay_as_they_are() -> None:
    page = markup("Nothing.", ["Large"]) + "<p>Choose <em>Large</em>.</p>"
    assert link_scenarios(page) == page


@pytest.mark.parametrize("chapter", ["03", "04", "05", "06"])
def test_every_question_of_a_finding_leads_to_a_scenario(built_book: Path, chapter: str) -> None:
    [page] = (built_book / "notebooks").glob(f"{chapter}-*.html")
    text = page.read_text(encoding="utf-8")
    forms = re.findall(r"<form [^>]*data-kind.*?</form>", text, re.DOTALL)
    assert len(forms) >= 4
    without = [form for form in forms if 'href="#figure=' not in form]
    assert len(without) <= len(forms) / 3, [form[:200] for form in without]
