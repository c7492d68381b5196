from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from course_utils.site.spelling import british

PAIRS = [
    ("tumor", "tumour"),
    ("Tumors", "tumours"),
    ("antitumor", "antitumour"),
    ("leukemia", "leukaemia"),
    ("anemic", "anaemic"),
    ("estrogen", "oestrogen"),
    ("hematopoietic", "haematopoietic"),
    ("edema", "oedema"),
    ("signaling", "signalling"),
    ("modelers", "modellers"),
    ("fiber", "fibre"),
    ("multicenter", "multicentre"),
    ("centered", "centred"),
    ("behavior", "behaviour"),
    ("colored", "coloured"),
    ("armored", "armoured"),
    ("randomized", "randomised"),
    ("immunization", "immunisation"),
    ("metastasize", "metastasise"),
    ("analyzed", "analysed"),
    ("defense", "defence"),
    ("analog", "analogue"),
    ("gray", "grey"),
]
# Spelt alike on both sides of the ocean, and near a rule.
LEFT_ALONE = [
    *("tumorigenic", "humoral", "laboratory", "colorectal", "rigorous", "corollary"),
    *("size", "sizes", "resize", "prize", "seized", "quizzes", "horizon", "citizen"),
    *("parameter", "diameter", "liver", "enter", "centerline", "systemic", "epidemic"),
    *("academic", "chemical", "hemisphere", "angioedema", "controlled", "analyses"),
    *("tocilizumab", "biology", "sense", "dense", "IT", "HER2", "β", "Größe"),
]


@pytest.mark.parametrize(("american", "as_in_the_book"), PAIRS)
def test_an_american_word_is_spelt_as_the_book_spells_it(
    american: str, as_in_the_book: str
) -> None:
    assert british(american) == as_in_the_book
    assert british(as_in_the_book) == as_in_the_book


@pytest.mark.parametrize("word", LEFT_ALONE)
def test_other_words_are_left_alone(word: str) -> None:
    assert british(word) == word


def test_both_spellings_are_one_word_of_the_index(build: Callable[..., Any]) -> None:
    built = build(index="# A tumour\n\nLeukaemia.\n", other="# A tumor\n\nOf leukemia, a fiber.\n")
    assert not built.warnings
    index = (built.folder / "searchindex.js").read_text()
    found = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    both = [found["docnames"].index(name) for name in ("index", "other")]
    assert sorted(found["titleterms"]["tumour"]) == both
    assert sorted(found["terms"]["leukaemia"]) == both
    assert not {"tumor", "leukemia", "fiber"} & {*found["terms"], *found["titleterms"]}


def test_every_british_word_of_the_book_is_found_by_its_american_spelling(
    built_book: Path,
) -> None:
    listed = files("codespell_lib") / "data" / "dictionary_en-GB_to_en-US.txt"
    american = dict(line.lower().split("->") for line in listed.read_text().splitlines())
    words: set[str] = set()
    for path in built_book.glob("*/*.html"):
        article = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one(
            "article"
        )
        for code in article.select("script, style, pre") if article else ():
            code.decompose()
        words |= set(re.findall("[a-z]+", article.get_text(" ").lower())) if article else set()
    met = words & american.keys()
    assert len(met) > 15
    missed = {
        word: us
        for word in met
        for us in re.split(", *", american[word].rstrip(", "))
        if british(us) != word
    }
    assert not missed
