"""The language in which a biologist writes a model.

Start at `Model`; the other names are what its class body declares.
"""

from course_utils.modelling.declarations import (
    Baseline,
    Claim,
    Diffusion,
    Observable,
    Outcome,
    Parameter,
    Process,
    Resident,
    State,
    Tissue,
    Treatment,
)
from course_utils.modelling.errors import ModelError
from course_utils.modelling.model import Model
from course_utils.modelling.spatial import SpatialModel
from course_utils.modelling.symbols import highest, lowest
from course_utils.modelling.treatments import Action, Course, Formula, schedule, timetable

__all__ = [
    "Action",
    "Baseline",
    "Claim",
    "Course",
    "Diffusion",
    "Formula",
    "Model",
    "ModelError",
    "Observable",
    "Outcome",
    "Parameter",
    "Process",
    "Resident",
    "SpatialModel",
    "State",
    "Tissue",
    "Treatment",
    "highest",
    "lowest",
    "schedule",
    "timetable",
]
