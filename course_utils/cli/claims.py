"""Work out the claims of the models, and say for each whether it holds."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from course_utils.cli.models import chosen_models
from course_utils.cli.progress import console as standard
from course_utils.modelling import Claim, Model, ModelError

_VALUE = 9  # as wide as the longest number of three digits: -1.23e-10


def check_claims(names: Sequence[str] = (), console: Console = standard) -> int:
    """Print every claim with its value and its limit, one line each.

    Parameters
    ----------
    names
        Names of models; all if empty.
    console
        Where to print. On a terminal a sentence that does not fit its line is cut, unless its
        claim fails.

    Returns
    -------
    int
        The exit status: 0 if every claim holds.

    Raises
    ------
    CourseError
        If there is no model of that name.
    """
    claims = sorted(
        ((model, claim) for model in chosen_models(names) for claim in model.claims.values()),
        key=lambda pair: _in_order(pair[1].number),
    )
    if not claims:
        console.print(f"{', '.join(names)}: no claims.")
        return 0
    numbers = max(cell_len(claim.number) for _, claim in claims)
    limits = max(cell_len(_limit(claim)) for _, claim in claims)
    failing = []
    for model, claim in claims:
        value, problem = _value(model, claim)
        holds = claim.admits(value)
        if not holds:
            failing.append(claim.number)
        line = Text.assemble(
            f"{claim.number:<{numbers}} ",
            ("holds ", "green") if holds else ("FAILS ", "bold red"),
            f"{_three_digits(value):>{_VALUE}} {_limit(claim):<{limits}}  ",
            (claim.sentence + problem, "" if holds else "red"),
        )
        if not console.is_terminal:
            console.print(line, soft_wrap=True)  # a log takes long lines as they are
        elif holds:
            console.print(line, no_wrap=True, overflow="ellipsis")
        else:
            console.print(line)
    held = len(claims) - len(failing)
    console.print(
        f"{held} of {len(claims)} claims hold"
        + (f"; not: {', '.join(failing)}." if failing else ".")
    )
    return 1 if failing else 0


def _in_order(number: str) -> list[tuple[int, str]]:
    """Sort C3.10 after C3.9: by the numbers within, not by their digits."""
    return [(int(digits or 0), rest) for digits, rest in re.findall(r"(\d*)(\D*)", number)]


def _value(model: Model, claim: Claim) -> tuple[float, str]:
    """Return the number that decides, or NaN and why there is none."""
    try:
        return float(claim.quantity(model)), ""
    except (ModelError, ArithmeticError) as error:
        return math.nan, f" ({error})"


def _three_digits(value: float) -> str:
    return "none" if math.isnan(value) else "0" if abs(value) < 1e-12 else f"{value:.3g}"


def _limit(claim: Claim) -> str:
    return f"{claim.limit} {'' if claim.unit == '1' else claim.unit}".rstrip()
