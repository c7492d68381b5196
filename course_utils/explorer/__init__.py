"""The live figure: a model that the reader moves, in notebooks and on pages, without a server."""

from course_utils.explorer.fallback import figure_html
from course_utils.explorer.spec import build_spec
from course_utils.explorer.widget import Explorer, explore

__all__ = ["Explorer", "build_spec", "explore", "figure_html"]
