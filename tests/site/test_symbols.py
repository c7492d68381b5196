"""The page of symbols has every letter of every model, with what it means there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import Tag

from course_utils.compile import latex
from course_utils.modelling.symbols import symbol
from course_utils.modelling.units import in_words
from course_utils.models import MODELS
from course_utils.site.symbols import signs


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_letter_of_a_model_is_there_with_its_meaning_and_its_unit(name: str) -> None:
    model = MODELS[name]
    own = [sign for sign in signs() if name in sign.models]
    for kind in (model.states, model.parameters, model.baselines, model.observables):
        for code, declared in kind.items():
            letter = latex(model, symbol(code))
            (sign,) = (s for s in own if s.letter == letter and declared.label in s.meaning)
            assert sign.unit == in_words(declared.unit)
    for window in model.windows:
        assert latex(model, symbol(window)) in {sign.letter for sign in own}


def test_no_letter_means_two_things_within_a_model() -> None:
    seen: set[tuple[str, str]] = set()
    for sign in signs():
        for name in sign.models:
            assert (name, sign.letter) not in seen, (name, sign.letter)
            seen.add((name, sign.letter))


def test_letters_stand_in_the_order_of_the_alphabet_and_greek_ones_last() -> None:
    initials = list(dict.fromkeys(sign.initial for sign in signs()))
    latin = [initial for initial in initials if len(initial) == 1]
    greek = [initial for initial in initials if len(initial) > 1]
    assert initials == sorted(latin) + sorted(greek)
    assert "epsilon" in greek


@pytest.fixture(scope="module")
def page(article: Callable[[str], Tag]) -> Tag:
    return article("book/symbols")


def test_the_page_shows_all_of_them_and_leads_to_the_models(page: Tag) -> None:
    rows = page.select("section#letters-of-the-models tbody tr")
    assert len(rows) == len(signs())
    assert all(row.select("math") for row in rows)
    leads = {str(link["href"]) for link in page.select("section#letters-of-the-models td a")}
    assert leads == {f"models/{name}.html" for name in MODELS}


@pytest.mark.parametrize("where", ["how-to-use", "models/index"])
def test_readers_find_the_page(article: Callable[[str], Tag], where: str) -> None:
    links = article(f"book/{where}").select("a[href$='symbols.html']")
    assert links
