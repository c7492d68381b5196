"""Markdown within a line, as HTML: what a question and its answers are written in.

A link to a setting of a live figure becomes words that carry it: ``<span data-figure="…">``. Only
a page that has the figure makes a link of them; in JupyterLab it would lead nowhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from math_core import LatexError, LatexToMathML
from mdit_py_plugins.dollarmath import dollarmath_plugin

_FIGURE = re.compile(r"#figure=\w+-[1-9]\d*(&\w+=[^&=#]+)*")


def inline_html(text: str) -> str:
    """Turn emphasis, code, links and simple formulas into HTML; markup stays text.

    Parameters
    ----------
    text
        One line or several sentences, without paragraphs.

    Raises
    ------
    ValueError
        If a formula or a link is wrong; the sentence says which.

    Examples
    --------
    >>> inline_html("*Not* <b>")
    '<em>Not</em> &lt;b&gt;'
    >>> inline_html("[Kill](#figure=gompertz-1&d=2).")
    '<span data-figure="#figure=gompertz-1&amp;d=2">Kill</span>.'
    """
    html: str = _parser().renderInline(text)
    if "](" in html:
        raise ValueError(
            "A link is broken: its address stands in round brackets, and between < and > if it "
            "holds spaces."
        )
    return html


@lru_cache(maxsize=1)
def _parser() -> Any:
    # "zero" leaves everything out; then only what may stand within a line is let in.
    parser = MarkdownIt("zero", {"html": False}).enable(["emphasis", "backticks", "link", "entity"])
    parser.use(dollarmath_plugin, renderer=_mathml, allow_space=False, double_inline=False)
    parser.add_render_rule("math_inline", _math_inline)
    parser.core.ruler.push("figure_links", _carry_figure_links)
    return parser


def _carry_figure_links(state: Any) -> None:
    for block in state.tokens:
        to_figure = False
        for token in block.children:
            if token.type == "link_open":
                address = token.attrGet("href")
                to_figure = _FIGURE.fullmatch(address) is not None
                if not (to_figure or address.startswith("https://")):
                    raise ValueError(
                        f"The link to {address!r} leads nowhere: write https://…, or "
                        "#figure=surveillance-1&scenario=2&s=0.02, which is a figure and what "
                        "differs from how it opens."
                    )
                if to_figure:
                    token.tag, token.attrs = "span", {"data-figure": address}
            elif token.type == "link_close" and to_figure:
                token.tag = "span"


def _math_inline(_self: Any, tokens: Any, index: int, _options: Any, _env: Any) -> str:
    return _mathml(tokens[index].content, {})


def _mathml(tex: str, _options: dict[str, Any]) -> str:
    try:
        return LatexToMathML(fancy_error=False).convert_with_local_state(tex, displaystyle=False)
    except LatexError as error:
        raise ValueError(
            f"The formula ${tex}$ cannot be read: {str(error).rstrip('.')}."
        ) from error
