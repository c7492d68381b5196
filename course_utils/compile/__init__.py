"""A model becomes what others run or read: Python functions, a browser program, formulas."""

from course_utils.compile.diagram import Arrow, Diagram, diagram
from course_utils.compile.jumps import Jumps, Pace, Rates, jumps_of
from course_utils.compile.native import formula, slopes_source
from course_utils.compile.numeric import (
    blank,
    jacobian_function,
    observable_functions,
    outcome_of,
    rhs_arrays,
    rhs_function,
)
from course_utils.compile.program import browser_program, effect_name, slope_name
from course_utils.compile.sbml import sbml, sbml_form
from course_utils.compile.space import (
    cell_formulas,
    space_function,
    space_program,
    space_ways,
    walker_and_resident,
)
from course_utils.compile.text import equations, latex, process_rows

__all__ = [
    "Arrow",
    "Diagram",
    "Jumps",
    "Pace",
    "Rates",
    "blank",
    "browser_program",
    "cell_formulas",
    "diagram",
    "effect_name",
    "equations",
    "formula",
    "jacobian_function",
    "jumps_of",
    "latex",
    "observable_functions",
    "outcome_of",
    "process_rows",
    "rhs_arrays",
    "rhs_function",
    "sbml",
    "sbml_form",
    "slope_name",
    "slopes_source",
    "space_function",
    "space_program",
    "space_ways",
    "walker_and_resident",
]
