"""The report is one page that needs nothing else, and keeps the reader's words as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from course_utils import (
    POPULATIONS,
    ModelError,
    hotcold,
    open_case,
    plan_treatment,
    report_plan,
)
from course_utils.teaching.capstone import Report
from course_utils.teaching.capstone.case import hidden_model
from tests.browser.axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORDS = (
    'I thought <script>alert("no")</script> of it & measured RANK first.\n\nThen I gave one dose.'
)


@pytest.fixture(scope="module")
def report() -> Report:
    case = open_case("hotcold", 2).measure("rank")
    courses = [hotcold.treatments["denosumab"].at(2), hotcold.treatments["anti_pd1"].during(14, 27)]
    return report_plan(plan_treatment(case, courses), WORDS)


def test_the_defence_is_shown_as_it_was_written_and_never_run(report: Report) -> None:
    for html in (report.page(), report._repr_mimebundle_()["text/html"]):
        soup = BeautifulSoup(html, "html.parser")
        assert not soup.find("script")
        said = [p.get_text() for p in soup.find_all("p")]
        assert [part for part in said if part in WORDS.split("\n\n")] == WORDS.split("\n\n")


def test_every_picture_has_its_words_and_its_data(report: Report) -> None:
    for html in (report.page(), report._repr_mimebundle_()["text/html"]):
        images = BeautifulSoup(html, "html.parser").find_all("img")
        assert len(images) == 2
        for image in images:
            assert len(image["alt"].split()) > 20
            assert image["src"].startswith("data:image/svg+xml;base64,")


def test_nothing_in_the_page_leads_to_another_host(report: Report) -> None:
    page = re.sub(r"base64,[A-Za-z0-9+/=]+", "", report.page())
    assert not re.search(r"https?://|@import|url\(|src=\"(?!data:)", page)


def test_it_does_not_reveal_the_patient(report: Report) -> None:
    page = re.sub(r"base64,[A-Za-z0-9+/=]+", "", report.page())
    values = hidden_model(report.plan.case).values
    for name in POPULATIONS["hotcold"].varies:
        assert f"{values[name]:.3g}" not in page, name


@pytest.mark.parametrize("defence", ["", "It seemed best to me.", 7])
def test_a_defence_of_a_few_words_is_refused(report: Report, defence: Any) -> None:
    with pytest.raises(ModelError, match="at least 10"):
        report_plan(report.plan, defence)


def test_a_report_is_saved_as_a_page_or_says_why_not(report: Report, tmp_path: Path) -> None:
    assert report.save(tmp_path / "mine.html").read_text(encoding="utf-8") == report.page()
    with pytest.raises(ModelError, match=r"ends in \.html"):
        report.save(tmp_path / "mine.pdf")
    with pytest.raises(ModelError, match="cannot be written"):
        report.save(tmp_path / "nowhere" / "mine.html")


def test_the_page_opens_from_a_disk_and_can_be_read_by_everyone_and_printed(
    report: Report, tmp_path: Path, new_page: Callable[..., Page]
) -> None:
    address = report.save(tmp_path / "mine.html").as_uri()
    for scheme, viewport in (("light", (1280, 900)), ("dark", (360, 740))):
        page = new_page(offline=True, color_scheme=scheme, viewport=viewport)
        page.goto(address)
        assert page.evaluate("() => [...document.images].every((i) => i.naturalWidth > 100)")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= viewport[0]
        assert not faults(page)
    assert page.locator("h1").count() == 1
    assert page.locator("h2").count() == 6
    page.emulate_media(media="print", color_scheme="dark")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    pages = page.pdf(prefer_css_page_size=True)
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", pages)) <= 3
