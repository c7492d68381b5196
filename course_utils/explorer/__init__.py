"""The live figure: a model that the reader moves, in notebooks and on pages, without a server."""

from course_utils.explorer.fallback import figure_html
from course_utils.explorer.space import build_space_spec, space_figure_html
from course_utils.explorer.space_widget import SpaceExplorer, explore_space
from course_utils.explorer.spec import build_spec
from course_utils.explorer.widget import Explorer, explore

__all__ = [
    "Explorer",
    "SpaceExplorer",
    "build_space_spec",
    "build_spec",
    "explore",
    "explore_space",
    "figure_html",
    "space_figure_html",
]
