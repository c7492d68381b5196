from __future__ import annotations

from collections.abc import Callable
from typing import Any

WIDE = """# Page

| a | $b$ | c | d & e |
| --- | --- | --- | --- |
| 1 | 2 | 3 | 4 |
| 5 | 6 | 7 | 8 |
"""
NARROW = """# Page

| a | b | c |
| --- | --- | --- |
| 1 | 2 | 3 |
"""


def test_each_value_of_a_wide_table_has_its_columns_name(build: Callable[..., Any]) -> None:
    built = build(index=WIDE)
    page = built.pages["index"]
    assert 'class="stacks' in page.replace("docutils align-default ", "")
    assert page.count('<span class="column-name" aria-hidden="true">') == 8
    cell = '<td><span class="column-name" aria-hidden="true">d &amp; e</span><p>4</p></td>'
    assert cell in page.replace("\n", "")
    assert not built.warnings


def test_a_table_that_fits_a_phone_stays_a_table(build: Callable[..., Any]) -> None:
    page = build(index=NARROW).pages["index"]
    assert "column-name" not in page
    assert "stacks" not in page
