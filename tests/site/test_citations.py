from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pybtex.database import Person

from course_utils.site.bibliography import written_authors
from course_utils.site.citations import doi_of


@pytest.mark.parametrize(
    ("address", "doi"),
    [
        ("https://doi.org/10.1007/BF02460644", "10.1007/bf02460644"),
        ("http://dx.doi.org/10.1016/S1470-2045%2819%2930687-4", "10.1016/s1470-2045(19)30687-4"),
        ("https://doi.org/", None),
        ("https://example.org/10.1007/BF02460644", None),
        ("#kuznetsov1994", None),
    ],
)
def test_a_doi_is_read_from_its_address(address: str, doi: str | None) -> None:
    assert doi_of(address) == doi


def test_a_citation_leads_to_the_entry_and_keeps_its_words(build: Callable[..., Any]) -> None:
    text = "# Page\n\nIn mice [Kuznetsov *et al.* 1994](https://doi.org/10.1007/bf02460644).\n"
    built = build(index=text)
    assert not built.warnings
    page = built.pages["index"]
    assert 'href="references.html#kuznetsov1994"' in page
    assert "Kuznetsov <em>et al.</em> 1994</a>" in page
    assert "doi.org" not in page
    assert 'id="kuznetsov1994"' in built.pages["references"]


def test_the_entry_shows_its_doi_as_a_link_and_no_private_field(
    build: Callable[..., Any],
) -> None:
    page = build(index="# Page\n").pages["references"]
    assert 'href="https://doi.org/10.1007/BF02460644">https://doi.org/10.1007/BF02460644<' in page
    assert "Kuznetsov VA, Makalkin IA (1994). Nonlinear dynamics. <em>Bulletin</em>." in page
    assert "memory" not in page


def test_an_unknown_doi_is_a_warning_with_its_place(build: Callable[..., Any]) -> None:
    built = build(index="# Page\n\nA line.\n\n[Nobody 2020](https://doi.org/10.1/none)\n")
    assert "index.md:5: WARNING: The DOI 10.1/none is cited here" in built.warnings


def test_entries_are_a_list_that_screen_readers_accept(build: Callable[..., Any]) -> None:
    page = build(index="# Page\n").pages["references"]
    assert 'role="list"' in page
    assert 'role="listitem"' in page
    assert "doc-biblioentry" not in page


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (["Kuznetsov, Vladimir A."], "Kuznetsov VA"),
        (["de Pillis, Lisette G."], "de Pillis LG"),
        (["Kim, Gwang-il"], "Kim Gi"),
        (["{Swedish Orphan Biovitrum}"], "Swedish Orphan Biovitrum"),
        (["Tan, Wei", "others"], "Tan W et al."),
        ([f"Name{n}, A" for n in range(7)], "Name0 A, Name1 A, Name2 A, Name3 A, Name4 A et al."),
        ([], ""),
    ],
)
def test_authors_are_written_short(names: list[str], written: str) -> None:
    assert written_authors([Person(name) for name in names]) == written
