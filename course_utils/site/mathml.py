r"""Mathematics as MathML, written while the book is built.

A browser then needs no script to set a formula and a screen reader can read it; and a formula
that is wrong stops the build instead of showing red text to a student.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, NoReturn

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

if TYPE_CHECKING:
    from sphinx.application import Sphinx

RENDERER = "mathml"

_logger = logging.getLogger(__name__)
_converter = LatexToMathML(fancy_error=False)
# Sphinx numbers the whole block; the starred forms are those that number nothing themselves.
_NUMBERED = re.compile(r"\\(begin|end)\{(equation|align|gather|multline)\}")
# math-core knows one name for the inner environment that lines up its rows.
_SPLIT = re.compile(r"\\(begin|end)\{split\}")


def to_mathml(tex: str, *, display: bool) -> str:
    r"""Turn a formula into MathML.

    Parameters
    ----------
    tex
        The formula without dollar signs. Environments that number their lines are taken without
        the numbers. Lines that end with ``\\`` outside an environment are set below each other.
    display
        Whether it stands on a line of its own.

    Returns
    -------
    str
        One ``<math>`` element.

    Raises
    ------
    ValueError
        If the formula is wrong or uses a command that is unknown; the sentence says where.
    """
    tex = tex.strip()
    source = _SPLIT.sub(r"\\\1{aligned}", _NUMBERED.sub(r"\\\1{\2*}", tex))
    if display and r"\\" in source and r"\begin" not in source:
        source = rf"\begin{{aligned}}{source}\end{{aligned}}"
    try:
        return _converter.convert_with_local_state(source, displaystyle=display)
    except LatexError as error:
        # The message begins with the place in the formula.
        place, _, what = str(error).partition(": ")
        near = source[int(place) :][:20] if place.isdigit() else ""
        where = f" near {near!r}" if near else ""
        raise ValueError(f"{what or place} It stands{where} in the formula {tex!r}.") from error


def setup(app: Sphinx) -> None:
    """Register the renderer; `html_math_renderer: mathml` chooses it."""
    app.add_html_math_renderer(RENDERER, (_inline, None), (_display, None))


def _inline(translator: Any, node: nodes.math) -> NoReturn:
    translator.body.append(_converted(node, display=False))
    raise nodes.SkipNode


def _display(translator: Any, node: nodes.math_block) -> NoReturn:
    number = get_node_equation_number(translator, node) if node.get("number") else ""
    label = f"Equation {number}" if number else "Equation"
    # A wide formula scrolls, so the keyboard must reach it and hear what it is.
    opening = translator.starttag(
        node, "div", CLASS="equation", tabindex="0", role="group", **{"aria-label": label}
    )
    translator.body.append(opening)
    translator.body.append(_converted(node, display=True))
    if number:
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def _converted(node: nodes.Element, *, display: bool) -> str:
    try:
        return to_mathml(node.astext(), display=display)
    except ValueError as error:
        _logger.warning(str(error), location=node, type="mathml")
        return f"<code>{html.escape(node.astext())}</code>"
