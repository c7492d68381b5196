"""Each trap of the press releases stands in chapter 9 with its fact and its source, or says so."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from course_utils import release_checklist, release_claims
from course_utils.modelling import ModelError
from course_utils.teaching.releases import (
    CHECKLIST,
    Finding,
    Release,
    releases,
    sources,
    verdicts,
)

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "09-reading-the-evidence.ipynb"
FINDINGS = [
    pytest.param(item, id=f"{release.date} {number}")
    for release in releases().values()
    for number, item in enumerate(release.findings, start=1)
]


@pytest.fixture(scope="module")
def shown() -> str:
    """Return all that the chapter shows: prose, and what its cells have written."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return "\n".join(
        [
            *(cell.source for cell in notebook.cells if cell.cell_type == "markdown"),
            *(
                str(output.data.get("text/markdown", ""))
                for cell in notebook.cells
                if cell.cell_type == "code"
                for output in cell.outputs
                if "data" in output
            ),
            *(
                str(output.text)
                for cell in notebook.cells
                if cell.cell_type == "code"
                for output in cell.outputs
                if output.output_type == "stream"
            ),
        ]
    )


@pytest.fixture(scope="module")
def bibliography() -> dict[str, str]:
    """Return the entries by their keys."""
    text = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    return {match[1]: match[0] for match in re.finditer(r"@\w+\{(\w+),.*?\n\}", text, re.DOTALL)}


def test_the_course_starts_from_five_releases() -> None:
    assert list(releases()) == [
        "2020-12-10",
        "2018-09-20",
        "2011-02-16",
        "2024-02-24",
        "2012-07-19",
    ]


@pytest.mark.parametrize("item", FINDINGS)
def test_a_finding_is_whole(item: Finding) -> None:
    assert item.claim.endswith(".")
    assert re.search(r"[.?!]\)?$", item.fact)
    assert item.verdict in verdicts()


@pytest.mark.parametrize("item", FINDINGS)
def test_a_finding_has_a_source_or_says_that_it_has_none(
    item: Finding, bibliography: dict[str, str]
) -> None:
    assert item.sources or not item.verified
    for key in item.sources:
        assert key in bibliography
        assert sources()[key].doi.lower() in bibliography[key].lower()


@pytest.mark.parametrize("item", FINDINGS)
def test_a_finding_stands_in_the_chapter_with_its_fact_and_where_it_is_from(
    item: Finding, shown: str
) -> None:
    (line,) = (
        line
        for line in shown.splitlines()
        if f"*{item.claim}*" in line and f" {item.fact} (" in line
    )
    assert f"**{item.verdict.capitalize()}.**" in line
    for key in item.sources:
        assert sources()[key].link in line
    assert line.endswith("not verified)") != item.verified


@pytest.mark.parametrize("key", sources())
def test_a_source_leads_where_the_bibliography_leads(
    key: str, bibliography: dict[str, str]
) -> None:
    source, entry = sources()[key], bibliography[key]
    assert bool(source.doi) == ("doi " in entry)
    assert bool(source.url) == ("url " in entry)
    assert source.url in entry


def test_no_source_is_listed_that_nothing_rests_on() -> None:
    used = {
        key for release in releases().values() for item in release.findings for key in item.sources
    }
    assert used == set(sources())


@pytest.mark.parametrize("release", releases().values(), ids=lambda release: release.date)
def test_every_question_of_the_checklist_is_answered_and_shown(
    release: Release, shown: str
) -> None:
    assert list(release.checklist) == list(CHECKLIST)
    for answer in release.checklist.values():
        assert answer in shown
    # Where an answer points to a finding by its number, there is one.
    for number in re.findall(r"\d+(?= below)", " ".join(release.checklist.values())):
        assert 1 <= int(number) <= len(release.findings)


def test_a_release_that_there_is_not_is_named_with_those_that_there_are() -> None:
    for show in (release_claims, release_checklist):
        with pytest.raises(ModelError, match=r"no press release called '2020-12-11'.*2020-12-10"):
            show("2020-12-11")


# What the chapter works out; the comparison of notebooks holds it to a fresh run.
WORKED_OUT = [
    "3 of 11 alive: 27%, fits 6.0% to 61.0%",
    "11 of 24 immune cells rose: 46%, fits 25.6% to 67.2%",
    "3 of 6 responded: 50%, fits 11.8% to 88.2%",
    "0 of 11: at most 23.8%",
    "-68.75% of the diameter, partial response",
    "3.05% of the volume is left: -1.515 powers of ten",
    "8.2 billion cells",
    "partial response, volume -65.7%",
    "progressive disease, volume +72.8%",
    "one in 8.5",
    "24.5%, one in 4.1",
    "1483 - 1438 = 45 = 9 x 5",
    "= 229,060 new cases",
    "=  39,920 deaths",
    "75.2% to 83.6%",
    "8.8 more of a hundred, one in 11.4 treated",
    "20 tests of nothing: 64.2%",
    "prior 0.1, power 0.2: 0.31",
    "prior 0.5, power 0.8: 0.94",
    "the formula says 0.465",
    "31% rise by more than half",
]


@pytest.mark.parametrize("number", WORKED_OUT)
def test_the_chapter_works_out_the_number(number: str, shown: str) -> None:
    assert number in shown
