"""The live figures that a page holds, as links and plans call them."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_FIGURE = re.compile(r'<figure class="explorer" data-model="(?P<model>\w+)".*?</figure>', re.DOTALL)
_SPEC = re.compile(r'class="explorer-spec">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True)
class PageFigure:
    """A live figure on a page.

    Parameters
    ----------
    key
        What links call it: its model, and the how manieth of this model it is on its page.
    model
        The name of its model.
    markup
        The figure's HTML.
    """

    key: str
    model: str
    markup: str

    @cached_property
    def spec(self) -> dict[str, Any]:
        """What it is and shows, as its script reads it."""
        found = _SPEC.search(self.markup)
        spec: dict[str, Any] = json.loads(found[1]) if found else {"model": {}, "view": {}}
        return spec

    @property
    def view(self) -> dict[str, Any]:
        """What its spec says of the view: question, scenarios and the rest."""
        view: dict[str, Any] = self.spec["view"]
        return view

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The labels of its scenarios."""
        return tuple(preset["label"] for preset in self.view["presets"])


def page_figures(markup: str) -> list[PageFigure]:
    """Return the live figures of a page, or of a notebook's outputs, in their order."""
    seen: Counter[str] = Counter()
    found = []
    for match in _FIGURE.finditer(markup):
        model = match["model"]
        seen[model] += 1
        found.append(PageFigure(f"{model}-{seen[model]}", model, match[0]))
    return found


def notebook_markup(notebook: dict[str, Any]) -> str:
    """Return the HTML that the cells of a notebook have put out, joined."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    parts = [output.get("data", {}).get("text/html", "") for output in outputs]
    return "\n".join("".join(part) for part in parts)
