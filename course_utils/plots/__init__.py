"""Pictures by matplotlib in one style, each shown with its description."""

from course_utils.plots.bars import tornado
from course_utils.plots.curves import Series, branch_diagram, phase_plane, time_course
from course_utils.plots.diagrams import Box, Flow, process_diagram
from course_utils.plots.fans import fan_chart
from course_utils.plots.fields import field_map, radial_profile, section_map, write_animation
from course_utils.plots.style import Picture, actor, actors, course_style, show, use_course_style

__all__ = [
    "Box",
    "Flow",
    "Picture",
    "Series",
    "actor",
    "actors",
    "branch_diagram",
    "course_style",
    "fan_chart",
    "field_map",
    "phase_plane",
    "process_diagram",
    "radial_profile",
    "section_map",
    "show",
    "time_course",
    "tornado",
    "use_course_style",
    "write_animation",
]
