"""What the start tells a reader to do in its live figure leads to what it says is then seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NAME = "00-start-here"


@pytest.fixture(scope="module")
def steps(root: Path) -> str:
    """Return the list of things to try, as it stands in the notebook."""
    notebook = json.loads((root / "notebooks" / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    (cell,) = (cell for cell in notebook["cells"] if cell["id"] == "start-steps")
    return "".join(cell["source"])


def legend(figure: Locator) -> list[str]:
    return figure.locator(".xp-key li").all_inner_texts()


def test_every_step_shows_what_the_page_promises(
    new_page: Callable[..., Page], built_book: Path, steps: str
) -> None:
    # A phone has a legend below the chart, whose words can be read.
    page = new_page(offline=True, viewport=(390, 1200))
    page.goto((built_book / "notebooks" / f"{NAME}.html").resolve().as_uri())
    figure = page.locator("figure.explorer[data-state=live]")
    said = figure.locator(".xp-said")

    def say(text: str) -> None:
        page.wait_for_function(
            "([node, text]) => node.innerText.includes(text)", arg=[said.element_handle(), text]
        )

    first = said.inner_text()
    figure.locator("input[type=range][name=r]").press("ArrowLeft")
    page.wait_for_function(
        "([node, first]) => node.innerText !== first", arg=[said.element_handle(), first]
    )

    assert "Put 0.1 into the box beside *Growth rate*" in steps
    box = figure.get_by_label("Growth rate, as a number")
    box.fill("0.1")
    box.press("Enter")
    say("The tumour stands at 336 mm³")
    assert figure.locator("input[type=range][name=r]").input_value() == "0.1"
    assert "say 336 mm³" in steps

    figure.get_by_role("button", name="Pin this run").click()
    figure.get_by_role("button", name="Fast").click()
    say("2,000 mm³")
    assert "the new one at 2,000 mm³" in steps
    assert legend(figure) == ["Tumour volume", "pinned"]

    log = figure.get_by_role("button", name="Log axis")
    log.click()
    assert log.get_attribute("aria-pressed") == "true"
    log.click()

    figure.get_by_role("button", name="One treatment").click()
    say("1,750 mm³")
    assert figure.get_by_role("checkbox", name="Chemotherapy").is_checked()

    figure.get_by_text("Data table").click()
    assert "on day 30" in steps
    assert "33.6 mm³ are left" in steps
    figure.get_by_role("row", name="30 33.6").wait_for()  # filled once it has opened

    figure.get_by_text("More parameters").click()
    assert figure.get_by_label("Carrying capacity, as a number").is_visible()

    figure.get_by_role("button", name="Reset").click()
    say(first.splitlines()[0])
    assert legend(figure) == ["Tumour volume"]
