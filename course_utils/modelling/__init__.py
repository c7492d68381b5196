"""The language in which a biologist writes a model.

Start at `Model`; the other names are what its class body declares.
"""

from course_utils.modelling.declarations import (
    Baseline,
    Claim,
    Observable,
    Outcome,
    Parameter,
    Process,
    State,
    Treatment,
)
from course_utils.modelling.errors import ModelError
from course_utils.modelling.model import Model
from course_utils.modelling.symbols import highest, lowest
from course_utils.modelling.treatments import Action, Course, Formula, schedule, timetable

__all__ = [
    "Action",
    "Baseline",
    "Claim",
    "Course",
    "Formula",
    "Model",
    "ModelError",
    "Observable",
    "Outcome",
    "Parameter",
    "Process",
    "State",
    "Treatment",
    "highest",
    "lowest",
    "schedule",
    "timetable",
]
