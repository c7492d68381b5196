"""Every model has a page, on which its claims hold and its numbers are met."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import Tag

from course_utils.models import MODELS
from course_utils.site.bibliography import short_names
from course_utils.verification import BROWSER, BY_CHANCE, SBML, TARGETS

pytestmark = pytest.mark.book

# What no model can do without.
SECTIONS = (
    "what-can-happen",
    "equations",
    "states-and-how-one-would-measure-them",
    "parameters",
    "what-it-reproduces",
    "what-it-leaves-out",
)


@pytest.fixture(params=sorted(MODELS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(article: Callable[[str], Tag], name: str) -> Tag:
    return article(f"book/models/{name}")


def test_the_page_says_everything_about_its_model(page: Tag, name: str) -> None:
    for section in SECTIONS:
        assert page.select_one(f"section#{section} :is(td, li, math)"), section
    assert page.select_one(f'figure.explorer[data-model="{name}"]')
    assert page.select_one(".standing")
    listed = [code.get_text() for code in page.select("#parameters code")]
    assert listed == list(MODELS[name].parameters)
    for state in MODELS[name].states.values():
        assert state.measured_by
        assert _plain(state.measured_by) in _plain(page.get_text())


def test_the_model_can_be_downloaded_as_sbml(page: Tag, built_book: Path, name: str) -> None:
    (link,) = page.select("a[download]")
    file = (built_book / "book" / "models" / str(link["href"])).resolve()
    assert f'id="{name}"' in file.read_text(encoding="utf-8")


def _plain(text: str) -> str:
    """Return the letters alone: the book sets quotes, dashes and breaks in its own way."""
    return re.sub(r"\W", "", text)


def test_every_claim_of_the_page_holds(page: Tag, name: str) -> None:
    rows = page.select("#what-it-claims tbody tr")
    assert len(rows) == len(MODELS[name].claims)
    assert all("holds" in row.get_text(" ").split() for row in rows)
    assert "FAILS" not in page.get_text()


def test_every_number_of_the_page_is_met(page: Tag, name: str) -> None:
    rows = page.select("#what-it-reproduces tbody tr")
    assert len(rows) == len(TARGETS[name])
    assert "MISSED" not in page.get_text()


def test_the_page_says_how_closely_other_programs_solve_the_model(page: Tag, name: str) -> None:
    rows = page.select("#how-closely-other-programs-solve-it tbody tr")
    assert len(rows) == 2 + (name in BY_CHANCE.runs)
    text = page.select_one("#how-closely-other-programs-solve-it")
    assert text is not None
    assert f"{BROWSER.runs[name]} at corners" in text.get_text()
    assert f"{SBML.runs[name]} over the days" in text.get_text()


def test_an_ending_names_its_quantities_by_their_symbols(page: Tag, name: str) -> None:
    endings = page.select("#how-a-run-can-end tbody tr")
    assert len(endings) == len(MODELS[name].outcomes)
    assert not any("{" in row.get_text() for row in endings)


def test_constants_were_tuned_only_where_there_was_a_finding_to_tune_for(
    page: Tag, name: str
) -> None:
    standing = page.select_one(".standing")
    assert standing is not None
    assert ("tuned by hand until the finding appeared" in standing.get_text(" ")) == bool(
        MODELS[name].claims
    )
    assert "no evidence that the mechanism is at work in a patient" in standing.get_text(" ")


def test_the_list_leads_to_every_page(article: Callable[[str], Tag]) -> None:
    links = [str(link["href"]) for link in article("book/models/index").select("table a")]
    assert links == [f"{name}.html" for name in TARGETS]


def test_a_text_calls_an_entry_by_its_first_author(tmp_path: Path) -> None:
    file = tmp_path / "some.bib"
    file.write_text(
        "@article{One1999, author={One, Ann}, year={1999}}\n"
        "@article{Two2000, author={Two, Ann and Three, Bo}, year={2000}}\n"
        "@article{Many2001, author={van der Many, Ann and Three, Bo and others}, year={2001}}\n"
        "@misc{NONE2002, year={2002}}\n",
        encoding="utf-8",
    )
    assert short_names([file]) == {
        "One1999": "One 1999",
        "Two2000": "Two and Three 2000",
        "Many2001": "van der Many et al. 2001",
        "NONE2002": "NONE 2002",
    }
