"""Pictures by matplotlib in one style, each shown with its description."""

from course_utils.plots.bars import swings, tornado
from course_utils.plots.curves import Series, branch_diagram, phase_plane, time_course
from course_utils.plots.diagrams import Box, Flow, process_diagram
from course_utils.plots.fans import fan_chart
from course_utils.plots.fields import (
    field_map,
    radial_profile,
    section_map,
    settle,
    write_animation,
)
from course_utils.plots.patients import spider, swimmer, waterfall
from course_utils.plots.style import (
    WIDTH,
    Picture,
    actor,
    actors,
    course_style,
    show,
    use_course_style,
)
from course_utils.plots.survival import ARMS, Steps, round_times, survival_curves

__all__ = [
    "ARMS",
    "WIDTH",
    "Box",
    "Flow",
    "Picture",
    "Series",
    "Steps",
    "actor",
    "actors",
    "branch_diagram",
    "course_style",
    "fan_chart",
    "field_map",
    "phase_plane",
    "process_diagram",
    "radial_profile",
    "round_times",
    "section_map",
    "settle",
    "show",
    "spider",
    "survival_curves",
    "swimmer",
    "swings",
    "time_course",
    "tornado",
    "use_course_style",
    "waterfall",
    "write_animation",
]
