"""Markdown within a line, as HTML: what a question and its answers are written in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from math_core import LatexError, LatexToMathML
from mdit_py_plugins.dollarmath import dollarmath_plugin


def inline_html(text: str) -> str:
    """Turn emphasis, code, links and simple formulas into HTML; markup stays text.

    Parameters
    ----------
    text
        One line or several sentences, without paragraphs.

    Raises
    ------
    ValueError
        If a formula is wrong; the sentence says which.

    Examples
    --------
    >>> inline_html("*Not* <b>")
    '<em>Not</em> &lt;b&gt;'
    """
    html: str = _parser().renderInline(text)
    return html


@lru_cache(maxsize=1)
def _parser() -> Any:
    # "zero" leaves everything out; then only what may stand within a line is let in.
    parser = MarkdownIt("zero", {"html": False}).enable(["emphasis", "backticks", "link", "entity"])
    parser.use(dollarmath_plugin, renderer=_mathml, allow_space=False, double_inline=False)
    parser.add_render_rule("math_inline", _math_inline)
    return parser


def _math_inline(_self: Any, tokens: Any, index: int, _options: Any, _env: Any) -> str:
    return _mathml(tokens[index].content, {})


def _mathml(tex: str, _options: dict[str, Any]) -> str:
    try:
        return LatexToMathML(fancy_error=False).convert_with_local_state(tex, displaystyle=False)
    except LatexError as error:
        raise ValueError(
            f"The formula ${tex}$ cannot be read: {str(error).rstrip('.')}."
        ) from error
