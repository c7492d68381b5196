"""Whoever changes the tumour in chapter 10, and nothing else, gets a whole report as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

CHAPTER = Path(__file__).parents[3] / "notebooks" / "10-capstone.ipynb"
FIGURES = ["predict-figure", "cold", "loop", "cart"]  # which name the treatments
CELLS = ["file", *FIGURES, "measure", "plan", "defence", "run", "report"]


@pytest.mark.parametrize("tumour", ["hotcold", "cart"])
def test_every_example_gives_a_report_within_its_budget(tumour: str) -> None:
    notebook = nbformat.read(CHAPTER, as_version=4)
    sources = {cell["id"].removeprefix("capstone-"): cell.source for cell in notebook.cells}
    chosen = 'tumour, number = "il6", 2'
    assert chosen in sources["measure"]
    names: dict[str, Any] = {}
    for name in CELLS:
        source = sources[name].replace(chosen, f'tumour, number = "{tumour}", 2')
        exec(compile(source, name, "exec"), names)
    report = names["report"]
    assert report.plan.case.name == f"{tumour}-2"
    assert 0 <= report.plan.left < 2  # it uses what it may
    assert names["defences"][tumour].split()[0] in report.page()
