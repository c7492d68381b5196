from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from course_utils.site.mathml import to_mathml


def test_a_formula_becomes_one_math_element() -> None:
    markup = to_mathml(r"\frac{p E T}{g + T}", display=False)
    assert markup.startswith("<math>")
    assert markup.endswith("</math>")
    assert "<mfrac>" in markup


def test_a_displayed_formula_says_so() -> None:
    assert to_mathml("a = b", display=True).startswith('<math display="block">')


@pytest.mark.parametrize("name", ["equation", "align", "gather", "multline"])
def test_an_environment_leaves_its_numbers_to_the_book(name: str) -> None:
    body = r"a = b" if name == "equation" else r"a = b \\ c = d"
    numbered = to_mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", display=True)
    starred = to_mathml(rf"\begin{{{name}*}}{body}\end{{{name}*}}", display=True)
    assert numbered == starred
    assert "(1)" not in numbered


@pytest.mark.parametrize("source", [r"a \\ b", r"\begin{split}a\\b\end{split}"])
def test_lines_are_set_below_each_other(source: str) -> None:
    assert to_mathml(source, display=True).count("<mtr>") == 2


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (r"a + \nosuchcommand", r"Unknown command"),
        (r"\frac{a", r"\frac{a"),
        (r"\begin{nosuch}a\end{nosuch}", "Unknown environment"),
    ],
)
def test_a_wrong_formula_is_named_in_the_error(source: str, said: str) -> None:
    with pytest.raises(ValueError, match="It stands") as error:
        to_mathml(source, display=True)
    assert said in str(error.value)


def test_an_unknown_command_is_a_warning_with_its_place(build: Callable[..., Any]) -> None:
    built = build(index="# Page\n\nA line.\n\n$$\na = \\nosuchcommand\n$$\n")
    assert "index.md:5: WARNING:" in built.warnings
    assert "nosuchcommand" in built.warnings


def test_a_labelled_equation_has_its_number_and_can_be_linked_to(
    build: Callable[..., Any],
) -> None:
    built = build(index="# Page\n\n$$\na = b\n$$ (balance)\n\nSee {eq}`balance`.\n")
    page = built.pages["index"]
    assert not built.warnings
    assert 'id="equation-balance"' in page
    assert 'href="#equation-balance"' in page
    assert "(1)" in page
    assert 'aria-label="Equation 1"' in page


def test_a_wide_equation_can_be_reached_and_scrolled(build: Callable[..., Any]) -> None:
    page = build(index="# Page\n\n$$\na = b\n$$\n").pages["index"]
    (opening,) = [line for line in page.splitlines() if 'class="equation"' in line]
    for attribute in ('tabindex="0"', 'role="group"', 'aria-label="Equation"'):
        assert attribute in opening
