"""Tables and equations of a model for a chapter, written from its definition."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from course_utils import compile as compiled
from course_utils.analysis import robustness
from course_utils.modelling import Claim, Model
from course_utils.modelling.symbols import symbol
from course_utils.modelling.units import in_words
from course_utils.models.fragile import FRAGILE

EVIDENCE = {
    "model": "the model only",
    "cells": "cells in a dish",
    "mice": "mice",
    "trial": "a clinical trial",
}


@dataclass(frozen=True)
class Formatted:
    """Text for the last line of a cell: set as a table or formula where that is possible.

    Parameters
    ----------
    markdown
        What notebooks and the book show.
    plain
        What a terminal shows.
    """

    markdown: str
    plain: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Offer both forms."""
        return {"text/markdown": self.markdown, "text/plain": self.plain}

    def __repr__(self) -> str:
        """Show the plain form."""
        return self.plain


def equations(model: Model) -> Formatted:
    """Show a model's equations, one line a state and one term a process."""
    lines = compiled.equations(model)
    body = " \\\\\n".join(lines)
    return Formatted(
        f"$$\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n$$",
        "\n".join(line.replace("&", "") for line in lines),
    )


def process_table(model: Model) -> Formatted:
    """Show what can happen in a model, how often, and to whom."""
    return table(
        ["what happens", "events per day", "what one event does"],
        [[row.label, f"${row.rate}$", row.effect] for row in compiled.process_rows(model)],
    )


def parameter_table(model: Model) -> Formatted:
    """Show a model's parameters with value, unit, range of the slider and source."""
    rows = []
    for name, parameter in model.parameters.items():
        low_high = (
            f"{parameter.range[0]:g} to {parameter.range[1]:g}" if parameter.range else "fixed"
        )
        rows.append(
            [
                f"${compiled.latex(model, symbol(name))}$",
                parameter.label,
                f"{model.values[name]:g}",
                in_words(parameter.unit) or "no unit",
                low_high,
                cited(parameter.source),
            ]
        )
    return table(["symbol", "meaning", "value", "unit", "range", "source"], rows)


def claims_table(model: Model, *numbers: str) -> Formatted:
    """Work out a model's claims now, and show each with its value and its limit.

    Parameters
    ----------
    model
        The model.
    *numbers
        Which claims; a number without its letter, such as ``"C2.1"``, stands for all of its
        letters. All if none is given.
    """
    chosen = [
        claim
        for number, claim in model.claims.items()
        if not numbers or any(number == n or number.rstrip("abcdefgh") == n for n in numbers)
    ]
    if not chosen:
        raise ValueError(
            f"{model.name!r} has no claim {', '.join(numbers)}; it has: {', '.join(model.claims)}."
        )
    return table(
        [
            "claim",
            "what the model does",
            "computed",
            "limit",
            "holds",
            "something like it shown in",
        ],
        [_claim_row(model, claim) for claim in chosen],
    )


def robustness_table(model: Model) -> Formatted:
    """Move each parameter by ten per cent, count which claims survive, and show the others.

    It works every claim out for each parameter and direction, which takes some seconds.
    """
    trials = robustness(model)
    failing = [trial for trial in trials if not trial.holds]
    reasons = FRAGILE.get(model.name, {})
    words = (
        f"{len(trials) - len(failing)} of {len(trials)} checks hold, with each parameter moved "
        "down and up by ten per cent, one at a time, and the limits relaxed by ten per cent."
    )
    if not failing:
        return Formatted(words, words)
    rows = [
        [
            trial.claim,
            f"${compiled.latex(model, symbol(trial.parameter))}$ at {trial.moved_to:.3g} instead "
            f"of {model.values[trial.parameter]:.3g}",
            f"{trial.value:.3g}" if math.isfinite(trial.value) else "undefined",
            model.claims[trial.claim].limit,
            reasons.get((trial.claim, trial.parameter, trial.change), ""),
        ]
        for trial in failing
    ]
    shown = table(["claim", "with", "computed", "limit", "why it fails then"], rows)
    return Formatted(f"{words}\n\n{shown.markdown}", f"{words}\n{shown.plain}")


def _claim_row(model: Model, claim: Claim) -> list[str]:
    value = claim.quantity(model)
    unit = in_words(claim.unit)
    shown = f"{claim.patients} patients" if claim.patients is not None else EVIDENCE[claim.evidence]
    return [
        claim.number,
        claim.sentence,
        f"{three_digits(value)} {unit}".strip(),
        claim.limit,
        "yes" if claim.admits(value) else "NO",
        shown,
    ]


def three_digits(value: float) -> str:
    """Write a number with three digits; a volume of 1500 is not 1.5e+03 to a reader."""
    if abs(value) < 1e-12:
        return "0"
    return f"{value:,.0f}" if 1000 <= abs(value) < 1e6 else f"{value:.3g}"


def cited(source: str) -> str:
    """Write a key of the bibliography as text does: Kuznetsov 1994, or Kineret label."""
    return re.sub(r"(?<=[a-z])(?=\d{4}$)", " ", re.sub(r"(?<=[a-z])Label$", " label", source))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Formatted:
    """Set rows of Markdown below a head, for notebooks and pages, and for a terminal.

    Parameters
    ----------
    head
        The columns' names.
    rows
        A text for each column; a bar within it is escaped.
    """
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [" | ".join(cell.replace("|", r"\|") for cell in row) for row in rows]
    return Formatted(
        "\n".join(f"| {line} |" for line in lines),
        "\n".join("  ".join(row) for row in [list(head), *map(list, rows)]),
    )
