"""The picture of the map, and the cell that shows it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from course_utils import course_map
from course_utils.atlas import AtlasError, atlas, icon, picture
from course_utils.atlas.data import Node

SVG = "{http://www.w3.org/2000/svg}"


def parsed(text: str) -> ET.Element:
    # HTML needs no namespace; a reader of XML does.
    return ET.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def to_glossary(node: Node) -> tuple[str, str]:
    return f"glossary.html#{node.id}", f"{node.name}: in the glossary"


def lit(root: ET.Element) -> set[str]:
    return {
        " ".join("".join(name.itertext()) for name in node.iter(f"{SVG}tspan"))
        for node in root.iter(f"{SVG}g")
        if {"atl-node", "atl-lit"} <= set(node.get("class", "").split())
    }


def test_it_is_well_formed_and_has_a_title_and_a_description() -> None:
    root = parsed(picture("6"))
    assert root.get("role") == "img"
    names = [root.get("aria-labelledby"), root.get("aria-describedby")]
    assert [root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")] == names  # type: ignore[union-attr]
    assert "IL-6 helps stem-like cells" in root.find(f"{SVG}desc").text  # type: ignore[union-attr,operator]


def test_it_is_one_line_because_outputs_are_compared_by_line() -> None:
    assert "\n" not in picture("6")
    assert "\n" not in picture(link=to_glossary)


def test_what_acts_in_the_chapter_is_in_colour_and_nothing_else() -> None:
    named = {
        name.replace("\N{NO-BREAK SPACE}", " ").replace("  ", " ")
        for name in lit(parsed(picture("6")))
    }
    assert named == {"Tumour cells", "Stem-like cells", "IL-6", "Trastuzumab", "IL-6R blocker"}


def test_treatments_of_other_chapters_are_not_drawn() -> None:
    assert "Anakinra" not in picture("6")
    assert "Anakinra" in picture("5")
    assert "Anakinra" in picture()


def test_with_links_each_place_leads_somewhere_and_says_where() -> None:
    root = parsed(picture(link=to_glossary))
    links = list(root.iter(f"{SVG}a"))
    assert len(links) == sum(len(node.places) for node in atlas().nodes.values())
    for link in links:
        assert link.get("href", "").startswith("glossary.html#")
        assert link.get("aria-label", "").endswith(": in the glossary")
    # An image would hide its links from a screen reader.
    assert root.get("role") == "group"


def test_without_links_there_are_none() -> None:
    assert not list(parsed(picture("4")).iter(f"{SVG}a"))


def test_it_brings_its_colours_for_light_and_dark_and_no_address() -> None:
    text = picture("4")
    assert "#D55E00" in text
    assert "#F0803C" in text
    assert "url(" not in text
    assert "http" not in text


def test_a_small_picture_leaves_its_meaning_to_the_text() -> None:
    root = parsed(icon(atlas().nodes["treg"], 48))
    assert root.get("aria-hidden") == "true"


@pytest.mark.parametrize("number", [n for n, c in atlas().chapters.items()])
def test_a_cell_shows_every_chapter_and_says_it_in_words(number: str) -> None:
    shown = course_map(number)
    data = shown._repr_mimebundle_()
    assert data["text/html"].startswith(f'<figure class="course-map" data-chapter="{number}"><svg ')
    assert data["text/plain"] == repr(shown)
    assert "tumour cells" in shown.caption
    # A notebook may hold 400 kB; the map is a small part of it.
    assert len(data["text/html"]) < 32_000


def test_a_chapter_is_found_by_its_number_however_it_is_written() -> None:
    assert course_map(6) == course_map("6")
    with pytest.raises(AtlasError, match="no chapter called '0'"):
        course_map(0)


def test_a_chapter_without_a_model_of_its_own_says_that_its_reports_are_about_them() -> None:
    assert course_map("9").caption.startswith("In colour is what this chapter's reports are about:")
    assert "anakinra" in course_map("9").caption


def test_a_name_on_the_left_is_kept_short_because_a_phones_edge_is_near() -> None:
    for node in parsed(picture()).iter(f"{SVG}text"):
        if node.get("text-anchor") == "end" and node.get("class") == "atl-name":
            assert all(len("".join(line.itertext())) <= 11 for line in node.iter(f"{SVG}tspan"))
