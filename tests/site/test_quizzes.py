"""What a quiz answers leads to the settings of live figures that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from course_utils.explorer import build_spec, figure_html
from course_utils.models import surveillance
from course_utils.site.page_figures import page_figures
from course_utils.site.quizzes import link_settings, quiz_link_problems
from course_utils.teaching.quizzes.inline import inline_html


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
    return re.findall(r'<a href="#figure=([^"]+)"><em>([^<]+)</em></a>', link_settings(page))


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
    assert link_settings(page) == page


def test_italics_outside_of_an_answer_stay_as_they_are() -> None:
    page = markup("Nothing.", ["Large"]) + "<p>Choose <em>Large</em>.</p>"
    assert link_settings(page) == page


def test_words_that_carry_a_link_lead_to_its_setting() -> None:
    said = inline_html("So [set *n* to 0.4](#figure=surveillance-1&scenario=Large&n=0.4).")
    linked = link_settings(markup(said, ["Large"]))
    address = "#figure=surveillance-1&amp;scenario=Large&amp;n=0.4"
    assert f'So <a href="{address}">set <em>n</em> to 0.4</a>.' in linked
    assert "data-figure" not in linked


def test_a_scenario_that_is_named_within_a_link_makes_no_second_one() -> None:
    said = inline_html("[*Large*](#figure=surveillance-2&scenario=Large), then *Large*.")
    linked = link_settings(markup(said, ["Large"], ["Large"]))
    assert re.findall(r'href="#figure=([^"]+)"', linked) == [
        "surveillance-2&amp;scenario=Large",
        "surveillance-1&amp;scenario=1",
    ]


def test_markup_in_a_link_stays_text() -> None:
    said = inline_html('[<b>x</b>](#figure=surveillance-1&scenario="><b>)')
    linked = link_settings(markup(said, ["Large"]))
    assert "<b>" not in linked
    assert 'scenario="' not in linked
    assert "scenario=%22%3E%3Cb%3E" in linked


def test_a_link_that_the_page_cannot_show_is_named() -> None:
    [before, after] = (
        quiz_link_problems(
            link_settings(markup(inline_html(f"[x](#figure=surveillance-{n}&n=0)"), ["Large"]))
        )
        for n in (1, 2)
    )
    assert before == []
    assert len(after) == 1
    assert "no figure called 'surveillance-2'" in after[0]


CHAPTERS = ("03", "04", "05", "06")
WRONG = re.compile(r"<li data-(?:right=\"false\"|value=).*?</li>", re.DOTALL)


@pytest.fixture
def chapter_page(built_book: Path) -> Callable[[str], str]:
    def read(chapter: str) -> str:
        [page] = (built_book / "notebooks").glob(f"{chapter}-*.html")
        return page.read_text(encoding="utf-8")

    return read


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_misconception_about_a_finding_leads_to_what_refutes_it(
    chapter_page: Callable[[str], str], chapter: str
) -> None:
    answers = WRONG.findall(chapter_page(chapter))
    assert len(answers) >= 12
    assert [answer for answer in answers if 'href="#figure=' not in answer] == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_link_of_a_quiz_can_be_followed(
    chapter_page: Callable[[str], str], chapter: str
) -> None:
    page = chapter_page(chapter)
    assert page_figures(page)
    assert quiz_link_problems(page) == []
    # Words that carry a link nobody made one of would lead nowhere.
    assert "data-figure" not in page


ORDINALS = ("first", "second", "third", "fourth")
COUNTED = re.compile(rf"\b({'|'.join(ORDINALS)})(?: figure\b|,)|#figure=([\w-]+)")


@pytest.mark.parametrize("chapter", [f"{number:02}" for number in range(11)])
def test_the_figure_that_an_answer_counts_to_is_the_one_it_leads_to(
    chapter_page: Callable[[str], str], chapter: str
) -> None:
    page = chapter_page(chapter)
    keys = [figure.key for figure in page_figures(page)]
    for answer in WRONG.findall(page):
        counted = None
        for ordinal, key in COUNTED.findall(answer):
            if ordinal:
                counted = ORDINALS.index(ordinal)
            elif counted is not None:
                assert key == keys[counted], answer
